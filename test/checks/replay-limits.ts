/** Holds the summary of a plain replay against what this library promises to take: `replay-limits SUMMARY`. */
import { readFileSync } from 'fs';
import { incidents } from '../../lab/compare/incidents';
import type { Summary } from '../../lab/replay/summary';

const summary = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Summary;
const JOBS = summary.records;
/** Prices are read once per batch, type, zone and day, and each hour for the instances in service: the busier a day, the fewer reads each job takes. */
const priceReads = Object.entries(summary.tables)
  .filter(([table]) => table.includes('CostInsights'))
  .reduce((sum, [, { operations }]) => sum + (operations.BatchGetItem?.readUnits ?? 0), 0);
const limits: readonly (readonly [string, number, number])[] = [
  ['write units per observed state', summary.writesPerState, 1],
  ['read units per job, first looks at instances included, prices excluded', summary.readsPerJob - priceReads / JOBS, 0.1],
  ['read units per job for prices', priceReads / JOBS, 0.15],
  ['bytes of the largest item', Math.max(...Object.values(summary.maxItemBytes)), 1024],
  // Records and metrics, some 80 bytes of transitions (what happens in them while jobs run, and no metric says at this level of detail),
  // and 110 bytes of estimated costs, of the job and of each of its attempts.
  ['bytes of log per job, where job records are', summary.logBytesPerJob, 1638 + 80 + 110],
];
/** Nothing was measured where it is not above zero, and a limit of one job says little. */
const isWithin = ([, value, most]: (typeof limits)[number]): boolean => value > 0 && value <= most;
const found = [...incidents(summary), ...(summary.records < 1000 ? [`Records, of which there should be 1000: ${summary.records}`] : [])];

for (const limit of limits) {
  process.stdout.write(`${isWithin(limit) ? 'ok    ' : 'FAILED'}  ${limit[0]}: ${limit[1]}, above 0 and at most ${limit[2]}\n`);
}
for (const incident of found) process.stdout.write(`FAILED  ${incident}\n`);
process.exitCode = limits.every(isWithin) && found.length === 0 ? 0 : 1;
