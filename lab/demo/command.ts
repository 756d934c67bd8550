import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareWithTruth, describeComparison, isEqual } from './compare';
import { CAPTURED_TRUTH, writeGivenEvents } from './given-events';
import { incidents } from './incidents';
import { provideBundles } from '../replay/assembly/bundles';
import { Progress } from '../replay/progress';
import { replay } from '../replay/replay';
import { ReplayProblem } from '../replay/replay-problem';
import { Summary } from '../replay/summary';
import { summaryTable } from '../replay/summary-table';

const OPTIONS = {
  check: { type: 'boolean', default: false },
  jobs: { type: 'string', default: '1500' },
  port: { type: 'string', default: '4670' },
  out: { type: 'string', default: 'out/demo' },
} as const;

const SEED = 7;

/** Simulates a day, replays it with captured events through the example app, and shows its dashboards or checks its records. */
export async function demoCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: OPTIONS });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) throw new ReplayProblem(`--jobs is '${values.jobs}': it must be a whole number from 1`);
  const out = resolve(values.out);
  const given = join(out, 'given');
  const progress = Progress.onStderr();
  await provideBundles((step) => progress.step(step));
  progress.step(`Simulating a day of ${jobs.toLocaleString('en')} jobs`);
  const events = await writeGivenEvents(given, jobs, SEED);
  const summary = await replay({ events, out, progress });
  progress.endLine();
  process.stdout.write(`\n${summaryTable(summary)}\n\n`);
  return values.check ? check(given, out, summary) : serve(out, values.port);
}

function check(given: string, out: string, summary: Summary): number {
  const comparison = compareWithTruth(given, out, [CAPTURED_TRUTH]);
  const found = incidents(summary);
  const isGood = isEqual(comparison) && found.length === 0;
  process.stdout.write(`${describeComparison(comparison)}\n\n`);
  for (const incident of found) process.stdout.write(`${incident}\n`);
  for (const message of summary.errorMessages) process.stdout.write(`${message}\n`);
  process.stdout.write(isGood ? 'Every record and every metric is what it should be.\n' : 'There are differences: see above.\n');
  return isGood ? 0 : 1;
}

/** Loaded late: whoever only checks needs no page. */
async function serve(out: string, port: string): Promise<number> {
  const { viewCommand } = await import('../view/command.js');
  return viewCommand(['--out', out, '--port', port]);
}
