/** What a run wrote, read into what can be compared: without what depends on the clock, on the ids of messages, and on how events fell into batches. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isObject, JsonObject } from '../../../lab/aws/json';
import { extractMetrics } from '../../../lab/replay/logs/embedded-metrics';
import type { MeasuredPoint } from '../../../lab/replay/logs/embedded-metrics';
import { RecordType } from '../../../src/domain/names/records';
import { InstanceAttribute, JobAttribute, SnapshotMemory } from '../../../src/domain/names/tables';

export interface Written {
  /** Items by table and key, as text. */
  readonly items: ReadonlyMap<string, string>;
  readonly jobRecords: readonly JsonObject[];
  /** Instances that came and went, calls that failed, blocked queues: how often each line is there. */
  readonly lines: ReadonlyMap<string, number>;
  /** How many jobs entered which state in which minute at which place. */
  readonly transitions: ReadonlyMap<string, number>;
  readonly dataPoints: readonly MeasuredPoint[];
}

/** Set from the clock of whoever runs the functions. */
const BY_THE_CLOCK: readonly string[] = [JobAttribute.EXPIRES_AT, InstanceAttribute.LINKED_AT];
const NAMED: readonly string[] = [...Object.values(JobAttribute), ...Object.values(InstanceAttribute)];
const COMPARED_LINES: readonly unknown[] = [
  RecordType.INSTANCE,
  RecordType.RUN_TASK_FAILURE,
  RecordType.QUEUE_BLOCKED,
  RecordType.EVENT_REJECTED,
];

export function readOut(folder: string): Written {
  const documents = filesOf(folder, 'logs').flatMap((file) => linesOf(file).flatMap(({ message }) => documentOf(String(message))));
  const ofType = (type: unknown): JsonObject[] => documents.filter((document) => document.RecordType === type);
  return {
    items: new Map(filesOf(folder, 'tables').flatMap(itemsOf)),
    jobRecords: ofType(RecordType.JOB),
    lines: counted(COMPARED_LINES.flatMap(ofType).map((document) => sortedText(document))),
    transitions: addedUp(ofType(RecordType.TRANSITIONS)),
    dataPoints: documents.filter((document) => document._aws !== undefined).flatMap(dataPointsOf),
  };
}

/** The function behind aws-cdk-lib's Trigger writes lines of its own kind. */
const isOfOthers = (file: string): boolean => file.startsWith('AWSCDKTrigger');
const filesOf = (folder: string, kind: string): string[] =>
  readdirSync(join(folder, kind))
    .filter((file) => !isOfOthers(file))
    .sort()
    .map((file) => join(folder, kind, file));
const linesOf = (file: string): JsonObject[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as JsonObject);
const sortedText = (object: JsonObject): string => JSON.stringify(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Lines of the platform (START, REPORT, warnings of Node.js) are no documents. */
function documentOf(message: string): JsonObject[] {
  if (!message.startsWith('{')) return [];
  const document: unknown = JSON.parse(message);
  return isObject(document) ? [document] : [];
}

/** The memory of the snapshots is by the clock as a whole. */
function itemsOf(file: string): [string, string][] {
  return linesOf(file).flatMap((item): [string, string][] => {
    const key = String(item[JobAttribute.JOB_ID] ?? item[InstanceAttribute.KEY] ?? item.CallKey);
    if (key === SnapshotMemory.KEY) return [];
    const compared = Object.fromEntries(Object.entries(item).map(([name, value]) => [name, comparable(name, value)]));
    return [[`${basename(file, '.ndjson')} ${key}`, sortedText(compared as JsonObject)]];
  });
}

/** Attributes without a name of their own hold, after a dot or alone, which message wrote them: that they are there is compared, and what is before the dot. */
function comparable(name: string, value: unknown): unknown {
  if (BY_THE_CLOCK.includes(name)) return typeof value;
  if (NAMED.includes(name) || typeof value !== 'string') return value;
  return name === 'CallKey' ? value : value.replace(/[0-9a-z]+$/, 'message');
}

function counted(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function addedUp(transitions: readonly JsonObject[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const transition of transitions) {
    const entries = Object.entries(transition);
    const place = sortedText(Object.fromEntries(entries.filter(([, value]) => typeof value === 'string')));
    for (const [state, jobs] of entries) {
      if (typeof jobs === 'number') sums.set(`${state} ${place}`, (sums.get(`${state} ${place}`) ?? 0) + jobs);
    }
  }
  return sums;
}

function dataPointsOf(document: JsonObject): readonly MeasuredPoint[] {
  const { dataPoints, violations } = extractMetrics(document, Buffer.byteLength(JSON.stringify(document)), Date.now());
  if (violations.length > 0) throw new Error(violations.join('\n'));
  return dataPoints;
}
