/** Runs the schedules of a template for some days, has the template's own handlers record the jobs, and compares with the truth. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DescribedRun } from './describe-run';
import { describeRuns, problemsOf, ScheduledResults } from './judge-runs';
import { STORIES } from './stories';
import { JsonObject } from '../aws/json';
import { readLines } from '../compare/compare';
import { withoutCosts } from '../compare/compare-records';
import { provideBundles } from '../replay/assembly/bundles';
import { Progress } from '../replay/progress';
import { replay } from '../replay/replay';
import { ReplayProblem } from '../replay/replay-problem';
import { SCHEDULED_FILES } from '../replay/scheduled-jobs';
import { total } from '../replay/summary';
import { HOUR } from '../simulate/model';

const DAY = 24 * HOUR;
const MAX_DAYS = 60;
const OPTIONS = {
  app: { type: 'string', default: 'npx tsx --tsconfig tsconfig.dev.json examples/typescript/scheduled-job/main.ts' },
  days: { type: 'string', default: '10' },
  start: { type: 'string', default: '2026-03-01' },
  out: { type: 'string', default: 'out/schedules' },
} as const;

/** Exit codes: 0 each run has its record or its dead letter, 1 some have not, 2 nothing could be run. */
export async function schedulesCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: OPTIONS });
  const out = resolve(values.out);
  const progress = Progress.onStderr();
  await provideBundles((step) => process.stderr.write(`${step} …\n`));
  const { deadLetters } = await replay({ app: values.app, events: noEvents(out), out, scheduled: spanOf(values), progress });
  progress.endLine();
  const results = { ...readResults(out), deadLetters: total(deadLetters) };
  const problems = problemsOf(results, STORIES);
  process.stdout.write(`${describeRuns(results)}\n\n${problems.map((problem) => `FAILED  ${problem}\n`).join('')}Results: ${out}\n`);
  return problems.length > 0 ? 1 : 0;
}

function spanOf({ days, start }: { readonly days: string; readonly start: string }) {
  const count = Number(days);
  if (!Number.isInteger(count) || count < 1 || count > MAX_DAYS) {
    throw new ReplayProblem(`--days is '${days}': it must be a whole number from 1 to ${MAX_DAYS}`);
  }
  const from = Date.parse(start);
  if (Number.isNaN(from)) throw new ReplayProblem(`--start is '${start}': it must be a time such as 2026-03-01T00:00:00Z`);
  return { from, to: from + count * DAY };
}

/** Nothing happens but what the schedules cause. */
function noEvents(out: string): string {
  const file = join(out, 'events', 'none.ndjson');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
}

/** Costs are compared where the app has them in its records. */
function readResults(out: string): Omit<ScheduledResults, 'deadLetters'> {
  const truth = readLines<JsonObject>(join(out, SCHEDULED_FILES.truth));
  const records = readLines<JsonObject>(join(out, 'records.ndjson'));
  const hasCosts = records.some(({ CostUsd }) => CostUsd !== undefined);
  return {
    runs: readLines<DescribedRun>(join(out, SCHEDULED_FILES.runs)),
    truth: hasCosts ? truth : truth.map(withoutCosts),
    records,
  };
}
