/** Holds the summary of a plain replay against what this library promises to take: `replay-limits SUMMARY`. */
import { readFileSync } from 'fs';
import { incidents } from '../../lab/compare/incidents';
import type { Summary } from '../../lab/replay/summary';

const summary = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Summary;
const limits: readonly (readonly [string, number, number])[] = [
  ['write units per observed state', summary.writesPerState, 1],
  ['read units per job, first looks at instances included', summary.readsPerJob, 0.1],
  ['bytes of the largest item', Math.max(...Object.values(summary.maxItemBytes)), 1024],
  // Records and metrics, and some 80 bytes of transitions: what happens in them while jobs run, and no metric tells at this level of detail.
  ['bytes of log per job, where job records are', summary.logBytesPerJob, 1638 + 80],
];
/** Nothing was measured where it is not above zero, and a limit of one job says little. */
const isWithin = ([, value, most]: (typeof limits)[number]): boolean => value > 0 && value <= most;
const found = [...incidents(summary), ...(summary.records < 1000 ? [`Records, of which there should be 1000: ${summary.records}`] : [])];

for (const limit of limits) {
  process.stdout.write(`${isWithin(limit) ? 'ok    ' : 'FAILED'}  ${limit[0]}: ${limit[1]}, above 0 and at most ${limit[2]}\n`);
}
for (const incident of found) process.stdout.write(`FAILED  ${incident}\n`);
process.exitCode = limits.every(isWithin) && found.length === 0 ? 0 : 1;
