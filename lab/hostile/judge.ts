/** What must hold of everything that the handlers write, whatever they were given. */
import { MARK } from './mutations';
import { Message, Delivered } from './stage';
import { HandlerName } from './subjects';
import { CostMetric } from '../../src/domain/names/metrics';
import { RecordType } from '../../src/domain/names/records';
import { isObject, Json, JsonObject, parseObject } from '../aws/json';
import { MeasuredPoint, extractMetrics } from '../replay/logs/embedded-metrics';
import { itemBytes } from '../replay/servers/item-values';

export interface Verdict {
  readonly taken: boolean;
  readonly problem?: string;
  readonly field?: string;
}

/** Characters that would break a line of a log in two, move a terminal's cursor, or turn what comes after them around. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** Places and words of the library's own. */
const FIELD = /^[\w.\-/[\]:#]*$/;
const PROBLEM = /^[\w ,.()0-9-]+$/;
/** CloudWatch Logs takes a megabyte; what is longer than a quarter of it is no line. */
const MAX_LINE_LENGTH = 262_144;
const MAX_ITEM_BYTES = 4_096;
const OWN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
/** Times and lengths may be anything that a job's own are; below zero is none of them. */
const MAY_BE_NEGATIVE = new Set(['ExitCode']);
/** What jobs take off the idle capacity, and what Spot capacity cost more than On-Demand. */
const METRICS_BELOW_ZERO = new Set<string>([CostMetric.IDLE_COST_USD, CostMetric.SAVED_USD]);

export class Judge {
  readonly violations: string[] = [];
  readonly rejections = new Map<string, { readonly field: string; readonly problem: string }>();
  lines = 0;
  bytes = 0;
  largestItem = 0;
  /** Requests that took too long; their messages come again, and must be taken then. */
  timeouts = 0;
  /** Records of finished jobs, by job. */
  readonly records = new Map<string, JsonObject[]>();
  /** Lines and data points by what they name. */
  private readonly output = new Map<string, string[]>();
  /** Jobs whose terminal event was delivered. */
  private readonly ended = new Set<string>();

  constructor(private readonly watched: (name: string) => boolean) {}

  line(handler: HandlerName, line: string): void {
    this.lines += 1;
    this.bytes += Buffer.byteLength(line);
    const broken = UNPRINTABLE.exec(line);
    if (broken) {
      this.violate(
        `${handler} wrote U+${broken[0].charCodeAt(0).toString(16).padStart(4, '0')} into a line: ${JSON.stringify(line.slice(0, 200))}`,
      );
    }
    if (line.length > MAX_LINE_LENGTH) this.violate(`${handler} wrote a line of ${line.length} characters: ${line.slice(0, 100)}`);
    const document = parseObject(line);
    if (!document) this.violate(`${handler} wrote a line that is no JSON: ${JSON.stringify(line.slice(0, 200))}`);
    else this.document(handler, document, line);
  }

  complaint(handler: HandlerName, line: string): void {
    this.violate(`${handler} wrote to stderr: ${line.slice(0, 300)}`);
  }

  /** Notes the jobs whose terminal event was delivered; only they may have a record. */
  noteEnd(body: string): void {
    const message = parseObject(body);
    const detail = message && isObject(message.detail) ? message.detail : {};
    const reading = isObject(detail.reading) ? detail.reading : {};
    for (const [jobId, state] of [
      [detail.jobId, detail.status],
      [reading.jobId, reading.state],
    ]) {
      if (typeof jobId === 'string' && (state === 'SUCCEEDED' || state === 'FAILED')) this.ended.add(jobId);
    }
  }

  /** What became of a message; to be asked when all lines are there. */
  verdict({ id }: Message, { failed }: Pick<Delivered, 'failed'>, name: string): Verdict {
    const rejection = this.rejections.get(id);
    if (failed.has(id) && !rejection) this.violate(`${name}: failed, and no line has the reason`);
    if (!failed.has(id) && rejection) this.violate(`${name}: refused in a line, and not handed back`);
    if (rejection && !(FIELD.test(rejection.field) && PROBLEM.test(rejection.problem))) {
      this.violate(`${name}: refused in other words than the library's own: ${JSON.stringify(rejection).slice(0, 200)}`);
    }
    return { taken: !rejection, ...rejection };
  }

  /** All lines and data points about a name, in alphabetical order. */
  of(name: string): readonly string[] {
    return [...(this.output.get(name) ?? [])].sort();
  }

  bytesOf(item: JsonObject): number {
    return itemBytes(item);
  }

  item(table: string, item: JsonObject): void {
    const bytes = itemBytes(item);
    this.largestItem = Math.max(this.largestItem, bytes);
    if (bytes > MAX_ITEM_BYTES) this.violate(`An item of ${bytes} bytes in ${table}: ${JSON.stringify(item).slice(0, 200)}`);
    for (const [name, value] of Object.entries(item)) {
      const number = isObject(value) && typeof value.N === 'string' ? Number(value.N) : 0;
      if (!(number >= 0 && number <= Number.MAX_SAFE_INTEGER)) {
        this.violate(`${table}.${name} is ${number}: ${JSON.stringify(item).slice(0, 200)}`);
      }
    }
  }

  /** After all lines: no record without an end, and no duplicate. */
  conclude(): void {
    for (const [jobId, records] of this.records) {
      if (!this.ended.has(jobId)) this.violate(`A record of a job whose end was never delivered: ${jobId}`);
      // Texts that many inputs have for an id are no job of one of them.
      if (records.length > 1 && OWN_ID.test(jobId)) this.violate(`${records.length} records of job ${jobId}`);
    }
  }

  violate(problem: string): void {
    this.violations.push(problem);
  }

  private document(handler: HandlerName, document: JsonObject, line: string): void {
    if (document._aws !== undefined) return this.metrics(handler, document, line);
    const invalid = numbersIn(document).find(([name, value]) => value === null || (value < 0 && !MAY_BE_NEGATIVE.has(name)));
    if (invalid) this.violate(`${handler} wrote ${invalid[0]} ${String(invalid[1])}: ${line.slice(0, 300)}`);
    switch (document.RecordType) {
      case RecordType.EVENT_REJECTED:
        return this.reject(document);
      case RecordType.PROCESSING_FAILED:
        return document.Problem === 'TimeoutError' ? void (this.timeouts += 1) : this.violate(`${handler}: ${line.slice(0, 300)}`);
      case RecordType.JOB: {
        const jobId = String(document.JobId);
        this.records.set(jobId, [...(this.records.get(jobId) ?? []), document]);
      }
    }
    for (const name of Object.values(document)) if (typeof name === 'string' && this.watched(name)) this.keep(name, line);
  }

  private reject({ MessageId, Field, Problem }: JsonObject): void {
    this.rejections.set(String(MessageId), { field: String(Field), problem: String(Problem) });
    if (`${String(Field)}${String(Problem)}`.includes(MARK)) {
      this.violate(`A refusal quotes a value: ${JSON.stringify([Field, Problem]).slice(0, 200)}`);
    }
  }

  private metrics(handler: HandlerName, document: JsonObject, line: string): void {
    const { dataPoints, violations } = extractMetrics(document, Buffer.byteLength(line), Date.now());
    violations.forEach((violation) => this.violate(`${handler}: ${violation}`));
    for (const point of dataPoints) {
      if (!point.Values.every((value) => Number.isFinite(value) && (value >= 0 || METRICS_BELOW_ZERO.has(point.Name)))) {
        this.violate(`${handler} measured ${point.Name} ${point.Values.join(', ')}`);
      }
      const name = Object.values(point.Dimensions).find((value) => this.watched(value));
      if (name !== undefined) this.keep(name, describe(point));
    }
  }

  private keep(name: string, output: string): void {
    const all = this.output.get(name) ?? [];
    this.output.set(name, all);
    all.push(output);
  }
}

/** Without its minute's neighbours: documents are packed with what else is in a batch. */
const describe = ({ Name, Timestamp, Values, Counts, Unit }: MeasuredPoint): string =>
  `metric ${Name} ${Unit} ${Timestamp} ${JSON.stringify(Values.map((value, index) => [value, Counts[index]]).sort(([one], [other]) => one - other))}`;

/** Every number of a record, and every `null`, which is what JSON makes of a number that is none. */
function numbersIn(value: Json, name = ''): [string, number | null][] {
  if (value === null || typeof value === 'number') return [[name, value]];
  if (typeof value !== 'object') return [];
  return Array.isArray(value)
    ? value.flatMap((part) => numbersIn(part, name))
    : Object.entries(value).flatMap(([key, part]) => numbersIn(part, key));
}
