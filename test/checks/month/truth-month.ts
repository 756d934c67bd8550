/** Replays a simulated month, and compares what jobs and instances cost with the truth, to the cent: `truth-month [--days N] [--jobs-per-day N] --out DIR`. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { simulateMonth } from './simulate-month';
import { TrueCosts, trueCosts, Window } from './true-costs';
import { JsonObject } from '../../../lab/aws/json';
import { provideBundles } from '../../../lab/replay/assembly/bundles';
import { MeasuredPoint } from '../../../lab/replay/logs/embedded-metrics';
import { replay } from '../../../lab/replay/replay';
import { jobRecords } from '../../../lab/simulate/truth/records';

const DAY_MS = 86_400_000;
const APP = 'npx tsx --tsconfig tsconfig.dev.json test/checks/month/month-app.ts';
/** Instances of the last day may outlast it, and the last run of the schedule is a day later. */
const MARGIN_DAYS = 1;
const CENT = 0.01;

type Amounts = ReadonlyMap<string, number>;

async function main(out: string, days: number, jobsPerDay: number, seed: number): Promise<boolean> {
  const start = Math.floor(Date.now() / DAY_MS) * DAY_MS - (days + MARGIN_DAYS) * DAY_MS;
  const month = simulateMonth({ start, days: days + MARGIN_DAYS, jobsPerDay, seed }, out);
  const window = { from: start, to: start + days * DAY_MS };
  const replayed = join(out, 'replayed');
  await provideBundles(() => {});
  const { seconds, deadLetters } = await replay({
    app: APP,
    events: join(out, 'events.ndjson'),
    out: replayed,
    keepsTime: true,
    delayedEveryMs: DAY_MS,
  });
  process.stdout.write(`${days} days replayed in ${Math.round(seconds)} s, dead letters: ${JSON.stringify(deadLetters)}\n`);
  const truth = trueCosts(month, window);
  const records = month.days.flatMap((day) => jobRecords(day.site, month.prices, day.jobs));
  return compareAll(truth, records, replayed, window);
}

function compareAll(truth: TrueCosts, trueRecords: readonly object[], replayed: string, window: Window): boolean {
  const points = linesOf<MeasuredPoint>(join(replayed, 'metrics.ndjson'));
  const found = linesOf<JsonObject>(join(replayed, 'records.ndjson'));
  const within = points.filter(({ Timestamp }) => Timestamp >= window.from && Timestamp < window.to);
  const byEnvironment = (name: string): Amounts =>
    new Map(
      [...sumsOf(within, name)].map(([key, usd]) => [key.replace('ComputeEnvironment=', ''), usd] as const).filter(([key]) => key !== ''),
    );
  const comparisons = [
    compare('records', costsOf(trueRecords as JsonObject[]), costsOf(found)),
    compare('CostUsd', truth.jobs, without(sumsOf(points, 'CostUsd'), '')),
    compare('InstanceCostUsd', truth.instances, byEnvironment('InstanceCostUsd')),
    compare('IdleCostUsd', truth.idle, byEnvironment('IdleCostUsd')),
    compare('total of IdleCostUsd', total(truth.idle), total(new Map([['', sumsOf(within, 'IdleCostUsd').get('') ?? 0]]))),
  ];
  return comparisons.every((isEqual) => isEqual);
}

const without = (amounts: Amounts, key: string): Amounts => new Map([...amounts].filter(([name]) => name !== key));
const total = (amounts: Amounts): Amounts => new Map([['all', [...amounts.values()].reduce((sum, usd) => sum + usd, 0)]]);

/** By job queue, and by compute environment of the last attempt. */
function costsOf(records: readonly JsonObject[]): Amounts {
  const sums = new Map<string, number>();
  for (const record of records) {
    for (const name of ['JobQueue', 'ComputeEnvironment']) {
      const key = `${name}=${String(record[name])}`;
      if (typeof record.CostUsd === 'number') sums.set(key, (sums.get(key) ?? 0) + record.CostUsd);
    }
  }
  return sums;
}

/** Sums of a metric by its dimension, and under an empty name in total. */
function sumsOf(points: readonly MeasuredPoint[], metric: string): Amounts {
  const sums = new Map<string, number>();
  for (const { Name, Dimensions, Values, Counts } of points) {
    if (Name !== metric) continue;
    const key = Object.entries(Dimensions)
      .map(([name, value]) => `${name}=${value}`)
      .join();
    sums.set(key, (sums.get(key) ?? 0) + Values.reduce((sum, value, index) => sum + value * Counts[index], 0));
  }
  return sums;
}

/** Writes a line for each amount, and whether all are equal to the cent. Where nothing was expected, nothing was compared. */
function compare(what: string, expected: Amounts, found: Amounts): boolean {
  const names = [...new Set([...expected.keys(), ...found.keys()])].sort();
  const isNear = (name: string): boolean => Math.abs((expected.get(name) ?? NaN) - (found.get(name) ?? NaN)) < CENT / 2;
  for (const name of names) {
    const amounts = [expected, found].map((each) => (each.get(name)?.toFixed(6) ?? 'none').padStart(14)).join('');
    process.stdout.write(`${what.padEnd(22)}${name.padEnd(36)}${amounts}${isNear(name) ? '' : '  DIFFERENT'}\n`);
  }
  return names.length > 0 && names.every(isNear);
}

const linesOf = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

const { values } = parseArgs({
  options: { out: { type: 'string' }, days: { type: 'string' }, 'jobs-per-day': { type: 'string' }, seed: { type: 'string' } },
});
void main(
  resolve(values.out ?? 'out/month'),
  Number(values.days ?? 30),
  Number(values['jobs-per-day'] ?? 15),
  Number(values.seed ?? 7),
).then((isEqual) => {
  process.exitCode = isEqual ? 0 : 1;
});
