/**
 * The demo: simulates a day, replays it through the example app, and serves the dashboards as they are at the end of the day, when jobs wait, run and
 * fail. With `--check` it replays what happens after the day too, until every job has ended, and captured events, and compares with the truth.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FolderSwap } from './folder-swap';
import { CAPTURED_TRUTH, writeGivenEvents } from './given-events';
import { JsonObject } from '../aws/json';
import { compareWithTruth, isEqual, readLines } from '../compare/compare';
import { compareHistory, describeHistory, isHistoryEqual } from '../compare/compare-history';
import { describeComparison } from '../compare/describe-comparison';
import { incidents } from '../compare/incidents';
import { provideBundles } from '../replay/assembly/bundles';
import { Progress } from '../replay/progress';
import { replay } from '../replay/replay';
import { ReplayProblem } from '../replay/replay-problem';
import { SCHEDULED_FILES } from '../replay/scheduled-jobs';
import { Summary } from '../replay/summary';
import { summaryTable } from '../replay/summary-table';
import { DescribedRun } from '../scheduler/describe-run';
import { describeRuns, isMissed, untold } from '../scheduler/judge-runs';
import { STORIES } from '../scheduler/stories';
import { HOUR } from '../simulate/model';
import { yesterday } from '../simulate/simulate';
import { isPortFree, viewCommand } from '../view/command';

const OPTIONS = {
  check: { type: 'boolean', default: false },
  jobs: { type: 'string', default: '1500' },
  port: { type: 'string', default: '4670' },
  out: { type: 'string', default: 'out/demo' },
} as const;

const APP = 'npx tsx --tsconfig tsconfig.dev.json lab/demo/app.ts';
const SEED = 7;
/** The interval at which the truth records the jobs in flight. */
const SCHEDULE_EVERY_MINUTES = 15;

/** Simulates a day, replays it through the example app, and shows its dashboards or checks its records. */
export async function demoCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: OPTIONS });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) throw new ReplayProblem(`--jobs is '${values.jobs}': it must be a whole number from 1`);
  const swap = FolderSwap.to(resolve(values.out));
  if (!values.check && !(await isPortFree(values.port))) return 2;
  const summary = await runDay(swap.building, jobs, values.check);
  swap.swap();
  process.stdout.write(`\n${summaryTable(summary)}\n\n`);
  return values.check ? check(givenIn(swap.folder), swap.folder, summary) : viewCommand(['--out', swap.folder, '--port', values.port]);
}

const givenIn = (folder: string): string => join(folder, 'given');

async function runDay(out: string, jobs: number, toCheck: boolean): Promise<Summary> {
  const progress = Progress.onStderr();
  await provideBundles((step) => progress.step(step));
  progress.step(`Simulating a day of ${jobs.toLocaleString('en')} jobs`);
  const start = yesterday();
  const events = await writeGivenEvents({ folder: givenIn(out), jobs, seed: SEED, start, toCheck });
  const scheduled = { from: start.getTime(), to: start.getTime() + 24 * HOUR };
  const summary = await replay({
    app: APP,
    events,
    out,
    progress,
    scheduled,
    scheduleEveryMinutes: SCHEDULE_EVERY_MINUTES,
    keepsTime: true,
  });
  progress.endLine();
  return summary;
}

async function check(given: string, out: string, summary: Summary): Promise<number> {
  const runs = readLines<DescribedRun>(join(out, SCHEDULED_FILES.runs));
  const comparison = compareWithTruth(given, out, {
    more: [CAPTURED_TRUTH, join(out, SCHEDULED_FILES.truth)],
    moreTotals: [join(out, SCHEDULED_FILES.metrics)],
  });
  const history = await compareHistory(out);
  const found = [...incidents(summary, runs.filter(isMissed).length), ...untold(runs, STORIES)];
  const isGood = isEqual(comparison) && isHistoryEqual(history) && found.length === 0;
  process.stdout.write(`${describeRuns({ runs, records: readLines<JsonObject>(join(out, 'records.ndjson')) })}\n\n`);
  process.stdout.write(`${describeComparison(comparison)}\n${describeHistory(history)}\n\n`);
  for (const incident of found) process.stdout.write(`${incident}\n`);
  for (const message of summary.errorMessages) process.stdout.write(`${message}\n`);
  process.stdout.write(isGood ? 'Every record and every metric is what it should be.\n' : 'There are differences: see above.\n');
  return isGood ? 0 : 1;
}
