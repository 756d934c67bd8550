/** Replays a simulated month, and compares what jobs, instances and idle capacity cost with the truth: `truth-month [--days N] [--jobs-per-day N] [--seed N] --out DIR`. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { byEnvironment, compare, costsOf, sumsOf, total, without } from './amounts';
import { QueriedCapacity, queriedCapacity } from './query-idle';
import { simulateMonth } from './simulate-month';
import { TrueCosts, trueCosts, Window } from './true-costs';
import { JsonObject } from '../../../lab/aws/json';
import { compareRecords } from '../../../lab/compare/compare-records';
import { provideBundles } from '../../../lab/replay/assembly/bundles';
import { MeasuredPoint } from '../../../lab/replay/logs/embedded-metrics';
import { replay } from '../../../lab/replay/replay';
import { total as totalOf } from '../../../lab/replay/summary';
import { jobRecords } from '../../../lab/simulate/truth/records';

const DAY_MS = 86_400_000;
const APP = 'npx tsx --tsconfig tsconfig.dev.json test/checks/month/month-app.ts';
/** Instances of the last day may outlast it, and so does the last run of the schedule. */
const MARGIN_DAYS = 1;

interface MonthArguments {
  readonly out: string;
  readonly days: number;
  readonly jobsPerDay: number;
  readonly seed: number;
}

async function main({ out, days, jobsPerDay, seed }: MonthArguments): Promise<boolean> {
  const start = Math.floor(Date.now() / DAY_MS) * DAY_MS - (days + MARGIN_DAYS) * DAY_MS;
  const month = simulateMonth({ start, days: days + MARGIN_DAYS, jobsPerDay, seed }, out);
  const replayed = join(out, 'replayed');
  await provideBundles(() => {});
  const { seconds, deadLetters } = await replay({
    app: APP,
    events: join(out, 'events.ndjson'),
    out: replayed,
    keepsTime: true,
    delayedEveryMs: DAY_MS,
  });
  process.stdout.write(`${days} days replayed in ${Math.round(seconds)} s, ${totalOf(deadLetters)} dead letters\n`);
  const window = { from: start, to: start + days * DAY_MS };
  const records = linesOf<JsonObject>(join(replayed, 'records.ndjson'));
  const expected = month.days.flatMap((day) => jobRecords(day.site, month.prices, day.jobs)) as unknown as JsonObject[];
  return [
    areEqual(expected, records),
    compare('records', costsOf(expected), costsOf(records)),
    compareMetrics(trueCosts(month, window), linesOf<MeasuredPoint>(join(replayed, 'metrics.ndjson')), window),
    ...(await queriedCapacity(month, records, replayed)).map(isAsExpected),
    totalOf(deadLetters) === 0,
  ].every((isGood) => isGood);
}

function areEqual(expected: readonly JsonObject[], found: readonly JsonObject[]): boolean {
  const { equal, duplicate, differences } = compareRecords(expected, found);
  process.stdout.write(`${equal} of ${expected.length} records are equal field by field, ${duplicate.length} are duplicates\n`);
  differences.slice(0, 20).forEach((difference) => process.stdout.write(`  ${difference}\n`));
  return equal === expected.length && found.length === expected.length;
}

/** Metrics of instances count time within the window; costs of jobs count when the jobs end, whenever that is. */
function compareMetrics(truth: TrueCosts, points: readonly MeasuredPoint[], { from, to }: Window): boolean {
  const within = points.filter(({ Timestamp }) => Timestamp >= from && Timestamp < to);
  const idle = sumsOf(within, 'IdleCostUsd');
  return [
    compare('CostUsd', truth.jobs, without(sumsOf(points, 'CostUsd'), '')),
    compare('InstanceCostUsd', truth.instances, byEnvironment(sumsOf(within, 'InstanceCostUsd'))),
    compare('IdleCostUsd', truth.idle, byEnvironment(idle)),
    compare('IdleCostUsd', new Map([['in total', total(truth.idle)]]), new Map([['in total', idle.get('') ?? NaN]])),
  ].every((isEqual) => isEqual);
}

/**
 * The query is an estimate of its own: of On-Demand capacity it leaves out the memory that instances keep for themselves, which is less than 1 %; Spot capacity has
 * the average price of the jobs that ran there, whenever these ran.
 */
function isAsExpected({ environment, isSpot, queried, true: usd }: QueriedCapacity): boolean {
  const [least, most] = isSpot ? [0.75, 1.25] : [0.99, 1.001];
  const isGood = queried >= usd * least - 0.01 && queried <= usd * most + 0.01;
  process.stdout.write(
    `${'query'.padEnd(22)}${environment.padEnd(36)}${usd.toFixed(2).padStart(14)}${queried.toFixed(2).padStart(14)}${isGood ? '' : '  DIFFERENT'}\n`,
  );
  return isGood;
}

const linesOf = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { out: text, days: text, 'jobs-per-day': text, seed: text } });
const { out = 'out/month', days = '30', 'jobs-per-day': jobsPerDay = '15', seed = '7' } = values;
void main({ out: resolve(out), days: Number(days), jobsPerDay: Number(jobsPerDay), seed: Number(seed) }).then((isGood) => {
  process.exitCode = isGood ? 0 : 1;
});
