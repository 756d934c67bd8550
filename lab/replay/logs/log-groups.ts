import { join } from 'node:path';
import { extractMetrics } from './embedded-metrics';
import { NdjsonFile } from './ndjson-file';
import { RecordType } from '../../../src/domain/names/records';
import { isObject, JsonObject, parseObject } from '../../aws/json';
import { StreamClock } from '../stream-clock';
import { LogGroup } from '../template/deployment';
import { LambdaFunction } from '../template/lambda-functions';
import { MetricFilter } from '../template/metric-filters';

interface OpenGroup {
  readonly id: string;
  readonly extractsMetrics: boolean;
  readonly file: NdjsonFile;
  bytes: number;
  holdsRecords: boolean;
  /** Metric documents that CloudWatch would reject; absent where the group has no metric document. */
  rejectedDocuments?: number;
}

/** What the log groups hold: every line by group, and the records and data points found in the lines. */
export class LogGroups {
  bytes = 0;
  lines = 0;
  readonly violations: string[] = [];
  /** Lines in which a handler logs that it rejected an event, by message: a message that is retried is rejected again. */
  readonly rejections = new Map<string, JsonObject>();
  private readonly groups = new Map<string, OpenGroup>();
  private readonly records: NdjsonFile;
  private readonly metrics: NdjsonFile;

  constructor(
    private readonly out: string,
    declared: readonly LogGroup[],
    /** Gives lines without a time of their own their time; the machine's clock by default. */
    private readonly clock?: StreamClock,
    private readonly filters: readonly MetricFilter[] = [],
  ) {
    this.records = new NdjsonFile(join(out, 'records.ndjson'));
    this.metrics = new NdjsonFile(join(out, 'metrics.ndjson'));
    for (const { id, name, extractsMetrics } of declared) this.open(id, name, extractsMetrics);
  }

  get recordCount(): number {
    return this.records.lines;
  }

  get dataPointCount(): number {
    return this.metrics.lines;
  }

  get bytesByGroup(): { readonly [group: string]: number } {
    return Object.fromEntries([...this.groups.values()].filter(({ bytes }) => bytes > 0).map(({ id, bytes }) => [id, bytes]));
  }

  /** Of the groups with metric documents, how many CloudWatch would reject. */
  get rejectedDocuments(): { readonly [group: string]: number } {
    return Object.fromEntries([...this.groups.values()].flatMap(({ id, rejectedDocuments: of }) => (of === undefined ? [] : [[id, of]])));
  }

  /** Of the groups that job records are written to: what the jobs take, and not what runs by the clock or for instances. */
  get bytesBesideRecords(): number {
    return [...this.groups.values()].filter(({ holdsRecords }) => holdsRecords).reduce((all, { bytes }) => all + bytes, 0);
  }

  append({ id, logging }: LambdaFunction, message: string): void {
    const group = this.groups.get(logging.group) ?? this.open(id, logging.group, true);
    const bytes = Buffer.byteLength(message);
    this.bytes += bytes;
    group.bytes += bytes;
    this.lines += 1;
    const document = documentOf(message);
    if (document !== undefined) this.count(logging.group, message, document);
    group.file.append(JSON.stringify({ timestamp: timeOf(document, this.clock), message }));
    if (document?._aws !== undefined) this.takeMetrics(group, document, bytes);
    else if (document?.RecordType === RecordType.JOB) this.takeRecord(group, message);
    else if (document?.RecordType === RecordType.EVENT_REJECTED) this.rejections.set(String(document.MessageId), document);
  }

  async close(): Promise<void> {
    await Promise.all([this.records, this.metrics, ...[...this.groups.values()].map(({ file }) => file)].map((file) => file.close()));
  }

  private open(id: string, name: string, extractsMetrics: boolean): OpenGroup {
    const group = { id, extractsMetrics, bytes: 0, holdsRecords: false, file: new NdjsonFile(join(this.out, 'logs', `${id}.ndjson`)) };
    this.groups.set(name, group);
    return group;
  }

  /** The data points that the metric filters of the group make of a line. */
  private count(group: string, message: string, document: JsonObject): void {
    const counting = this.filters.filter((filter) => filter.group === group && filter.passes(message));
    for (const { pointOf } of counting) {
      const point = pointOf(document, timeOf(document, this.clock));
      if (point !== undefined) this.metrics.append(JSON.stringify(point));
    }
  }

  private takeRecord(group: OpenGroup, message: string): void {
    group.holdsRecords = true;
    this.records.append(message);
  }

  private takeMetrics(group: OpenGroup, document: JsonObject, bytes: number): void {
    const { dataPoints, violations } = extractMetrics(document, bytes, this.clock?.now ?? Date.now());
    const { id, extractsMetrics } = group;
    if (!extractsMetrics) this.violations.push(`Log group ${id} is of class INFREQUENT_ACCESS, where CloudWatch reads no metrics`);
    else for (const dataPoint of dataPoints) this.metrics.append(JSON.stringify(dataPoint));
    group.rejectedDocuments = (group.rejectedDocuments ?? 0) + (violations.length > 0 ? 1 : 0);
    this.violations.push(...violations);
  }
}

const documentOf = (message: string): JsonObject | undefined => (message.startsWith('{') ? parseObject(message) : undefined);

/** When a line was written, in milliseconds, by the clock of lines without a time of their own. */
export const timeOfLine = (message: string, clock?: StreamClock): number => timeOf(documentOf(message), clock);

/** Lines get the time of the job or event that they record, so that a replayed day looks like one. */
const timeOf = (document: JsonObject | undefined, clock: StreamClock | undefined): number =>
  statedTime(document) ?? clock?.now ?? Date.now();

function statedTime(document: JsonObject | undefined): number | undefined {
  if (document === undefined) return undefined;
  if (isObject(document._aws) && typeof document._aws.Timestamp === 'number') return document._aws.Timestamp;
  const stated = document.RecordType === undefined ? undefined : (document.StoppedAt ?? document.BlockedAt ?? document.At);
  const time = typeof stated === 'string' ? Date.parse(stated) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
