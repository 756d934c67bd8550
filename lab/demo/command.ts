/**
 * The demo: simulates a day, adds captured events, replays all of it through the example app, and serves the dashboards; with `--check` it
 * compares the replay with the truth instead.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CAPTURED_TRUTH, writeGivenEvents } from './given-events';
import { compareWithTruth, isEqual } from '../compare/compare';
import { describeComparison } from '../compare/describe-comparison';
import { incidents } from '../compare/incidents';
import { provideBundles } from '../replay/assembly/bundles';
import { Progress } from '../replay/progress';
import { replay } from '../replay/replay';
import { ReplayProblem } from '../replay/replay-problem';
import { Summary } from '../replay/summary';
import { summaryTable } from '../replay/summary-table';
import { isPortFree, viewCommand } from '../view/command';

const OPTIONS = {
  check: { type: 'boolean', default: false },
  jobs: { type: 'string', default: '1500' },
  port: { type: 'string', default: '4670' },
  out: { type: 'string', default: 'out/demo' },
} as const;

const SEED = 7;
/** The interval at which the truth records the jobs in flight. */
const SCHEDULE_EVERY_MINUTES = 15;

/** Simulates a day, replays it with captured events through the example app, and shows its dashboards or checks its records. */
export async function demoCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: OPTIONS });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) throw new ReplayProblem(`--jobs is '${values.jobs}': it must be a whole number from 1`);
  const out = resolve(values.out);
  const given = join(out, 'given');
  if (!values.check && !(await isPortFree(values.port))) return 2;
  const progress = Progress.onStderr();
  await provideBundles((step) => progress.step(step));
  progress.step(`Simulating a day of ${jobs.toLocaleString('en')} jobs`);
  const events = await writeGivenEvents(given, jobs, SEED);
  const summary = await replay({ events, out, progress, scheduleEveryMinutes: SCHEDULE_EVERY_MINUTES });
  progress.endLine();
  process.stdout.write(`\n${summaryTable(summary)}\n\n`);
  return values.check ? check(given, out, summary) : viewCommand(['--out', out, '--port', values.port]);
}

function check(given: string, out: string, summary: Summary): number {
  const comparison = compareWithTruth(given, out, { more: [CAPTURED_TRUTH] });
  const found = incidents(summary);
  const isGood = isEqual(comparison) && found.length === 0;
  process.stdout.write(`${describeComparison(comparison)}\n\n`);
  for (const incident of found) process.stdout.write(`${incident}\n`);
  for (const message of summary.errorMessages) process.stdout.write(`${message}\n`);
  process.stdout.write(isGood ? 'Every record and every metric is what it should be.\n' : 'There are differences: see above.\n');
  return isGood ? 0 : 1;
}
