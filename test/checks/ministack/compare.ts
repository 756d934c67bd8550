/** Compares what MiniStack made of events with what the lab's replay made of them: `compare REPLAYED DEPLOYED EVENTS FIGURES`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readOut, Written } from './read-out';
import { compareMetrics } from '../../../lab/compare/compare-metrics';
import { compareRecords } from '../../../lab/compare/compare-records';
import { Part } from '../../../lab/compare/parts';
import { COLLECTOR_METRICS } from '../../../src/domain/names/metrics';
import { ComparisonFigures } from '../others/figures';

interface Compared {
  readonly what: string;
  readonly expected: number;
  readonly differences: readonly string[];
}

/** What the collector tells of itself depends on how events fall into batches, and on the clock. */
const OF_THE_DELIVERY: readonly string[] = COLLECTOR_METRICS;
/** By job, call and instance; gauges of the jobs in flight are by the clock. */
const PARTS = new Set([Part.RUN_TASK, Part.INSTANCES]);

function mapDifferences<T>(what: string, expected: ReadonlyMap<string, T>, found: ReadonlyMap<string, T>): Compared {
  const keys = [...new Set([...expected.keys(), ...found.keys()])];
  const different = keys.filter((key) => expected.get(key) !== found.get(key));
  return {
    what,
    expected: expected.size,
    differences: different.map((key) => `${key}: expected ${String(expected.get(key))}, found ${String(found.get(key))}`),
  };
}

function jobRecords(expected: Written, found: Written): Compared {
  const { missing, extra, duplicate, differences } = compareRecords(expected.jobRecords, found.jobRecords);
  const ids = (what: string, list: readonly string[]): string[] => list.map((id) => `${id} is ${what}`);
  return {
    what: 'job records, field by field',
    expected: expected.jobRecords.length,
    differences: [...ids('missing', missing), ...ids('not expected', extra), ...ids('duplicate', duplicate), ...differences],
  };
}

function metrics(expected: Written, found: Written): Compared {
  const totals = new Map<string, { Name: string; Dimensions: { readonly [name: string]: string }; Count: number; Sum: number }>();
  for (const { Name, Dimensions, Values, Counts, Unit } of expected.dataPoints) {
    const key = `${Name} ${JSON.stringify(Object.entries(Dimensions).sort())}`;
    const total = totals.get(key) ?? { Name, Dimensions, Count: 0, Sum: 0 };
    const sum = Values.reduce((all, value, index) => all + value * Counts[index], 0);
    totals.set(key, {
      ...total,
      Sum: total.Sum + sum,
      Count: total.Count + (Unit !== 'Seconds' ? sum : Counts.reduce((all, count) => all + count, 0)),
    });
  }
  const { expected: compared, differences } = compareMetrics(
    [...totals.values()].filter(({ Name }) => !OF_THE_DELIVERY.includes(Name)),
    found.dataPoints,
    PARTS,
  );
  return { what: 'totals of metrics, by name and dimensions', expected: compared, differences };
}

const [replayed, deployed, events, figuresFile] = process.argv.slice(2);
const [expected, found] = [readOut(replayed), readOut(deployed)];
const compared = [
  mapDifferences('items of tables', expected.items, found.items),
  jobRecords(expected, found),
  mapDifferences('log lines about instances, calls and blocked queues', expected.lines, found.lines),
  mapDifferences('transitions by minute and placement', expected.transitions, found.transitions),
  metrics(expected, found),
];
const sent = readFileSync(events, 'utf8').trim().split('\n').length;
process.stdout.write(`${sent} events\n`);
for (const { what, expected: count, differences } of compared) {
  process.stdout.write(`${what}: ${count} expected, ${differences.length} different\n`);
  for (const difference of differences.slice(0, 10)) process.stdout.write(`  ${difference}\n`);
}
// Where nothing was expected, nothing was compared.
process.exitCode = compared.every(({ expected: count, differences }) => count > 0 && differences.length === 0) ? 0 : 1;

const figures: ComparisonFigures = {
  events: sent,
  compared: compared.map(({ what, expected: count, differences }) => ({ what, expected: count, different: differences.length })),
};
writeFileSync(figuresFile, JSON.stringify(figures));
