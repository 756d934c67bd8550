/** Holds the summary of a plain replay against what this library promises to take: `replay-limits SUMMARY`. */
import { readFileSync } from 'fs';
import type { Summary } from '../../lab/replay/summary';

const summary = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Summary;
const limits: readonly (readonly [string, number, number])[] = [
  ['write units per observed state', summary.writesPerState, 1],
  ['read units per job, first looks at instances included', summary.readsPerJob, 0.1],
  ['bytes of the largest item', Math.max(...Object.values(summary.maxItemBytes)), 1024],
  ['bytes of log per job', summary.logBytesPerJob, 1638],
  ['dead letters', Object.values(summary.deadLetters).reduce((sum, count) => sum + count, 0), 0],
  ['errors', summary.errors, 0],
];
for (const [name, value, most] of limits) process.stdout.write(`${value <= most ? 'ok    ' : 'FAILED'}  ${name}: ${value}, at most ${most}\n`);
process.exitCode = limits.every(([, value, most]) => value <= most) ? 0 : 1;
