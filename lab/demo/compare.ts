/** Compares what a replay wrote with what is true of its events. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareMetrics, MeasuredPoint, MetricComparison, MetricTotal } from './compare-metrics';
import { compareRecords, RecordComparison } from './compare-records';
import { JsonObject } from '../patterns/json';
import { ReplayProblem } from '../replay/replay-problem';

export interface Comparison { readonly records: RecordComparison; readonly metrics: MetricComparison }

/** How many differences are written out. */
const SHOWN = 50;

/**
 * @param truth folder that `simulate` wrote
 * @param replayed folder that `replay` wrote
 * @param more files of records that are true of events beside the simulated ones
 */
export function compareWithTruth(truth: string, replayed: string, more: readonly string[] = []): Comparison {
  const expected = [join(truth, 'truth.ndjson'), ...more].flatMap((file) => readLines<JsonObject>(file));
  const totals = JSON.parse(read(join(truth, 'truth-metrics.json'))) as MetricTotal[];
  return {
    records: compareRecords(expected, readLines<JsonObject>(join(replayed, 'records.ndjson'))),
    metrics: compareMetrics(totals, readLines<MeasuredPoint>(join(replayed, 'metrics.ndjson'))),
  };
}

export function isEqual({ records, metrics }: Comparison): boolean {
  return records.equal === records.expected && records.found === records.expected && metrics.differences.length === 0;
}

/** The comparison as text: every difference by job and field, then a table. */
export function describeComparison({ records, metrics }: Comparison): string {
  const problems = [
    ...records.missing.map((id) => `${id} has no record`),
    ...records.extra.map((id) => `${id} has a record and should have none`),
    ...records.doubled.map((id) => `${id} has more than one record`),
    ...records.differences,
    ...metrics.differences,
  ];
  const rest = problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more`] : [];
  const rows = [
    ['', 'expected', 'equal', 'different', 'missing', 'extra', 'double'],
    ['Job records', records.expected, records.equal, records.expected - records.equal - records.missing.length,
      records.missing.length, records.extra.length, records.doubled.length],
    ['Metric totals', metrics.expected, metrics.equal, metrics.differences.length, '', '', ''],
  ].map((row) => row.map(String));
  const table = rows.map(([name, ...cells]) => `${name.padEnd(13)}${cells.map((cell) => cell.padStart(11)).join('')}`.trimEnd());
  return [...problems.slice(0, SHOWN), ...rest, ...(problems.length > 0 ? [''] : []), ...table].join('\n');
}

function readLines<T>(file: string): T[] {
  return read(file).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

function read(file: string): string {
  if (!existsSync(file)) throw new ReplayProblem(`There is no file ${file} to compare`);
  return readFileSync(file, 'utf8');
}
