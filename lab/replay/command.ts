import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { provideBundles } from './assembly/bundles';
import { DEFAULT_APP } from './assembly/synthesize';
import { DEFAULT_SCHEDULE_EVERY_MINUTES } from './cloud';
import { Progress } from './progress';
import { replay } from './replay';
import { ReplayProblem } from './replay-problem';
import { Summary, total } from './summary';
import { summaryTable } from './summary-table';

export const REPLAY_USAGE = `replay [--app "COMMAND" | --template FILE] --events FILE [--out DIR] [--world FILE] [--schedule-every MINUTES] [--allow-dead-letters]
    Runs events through a synthesized template's own rules, schedules, queues, functions and tables.
    --app COMMAND          CDK app to synthesize; it is run with CDK_OUTDIR (default: ${DEFAULT_APP})
    --template FILE        a template in a cloud assembly that is there already, instead of an app
    --events FILE          one EventBridge event per line; - reads stdin
    --out DIR              where the results go (default: out)
    --world FILE           what AWS knows of compute environments and instances (default: world.json beside the events)
    --schedule-every MINUTES  rules with a rate are invoked that often of the stream's time at most (default: ${DEFAULT_SCHEDULE_EVERY_MINUTES})
    --allow-dead-letters   dead letters do not make the exit code non-zero`;

const OPTIONS = {
  app: { type: 'string' },
  template: { type: 'string' },
  events: { type: 'string' },
  out: { type: 'string', default: 'out' },
  world: { type: 'string' },
  'schedule-every': { type: 'string', default: String(DEFAULT_SCHEDULE_EVERY_MINUTES) },
  'allow-dead-letters': { type: 'boolean', default: false },
} as const;

/** Exit codes: 0 all events handled, 1 some were not, 2 nothing could be run. */
export async function replayCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: OPTIONS });
  if (values.events === undefined) throw new ReplayProblem(`--events is missing\n\n${REPLAY_USAGE}`);
  if (values.app !== undefined && values.template !== undefined) throw new ReplayProblem('--app and --template exclude each other');
  const scheduleEveryMinutes = Number(values['schedule-every']);
  if (!Number.isInteger(scheduleEveryMinutes) || scheduleEveryMinutes < 1) {
    throw new ReplayProblem(`--schedule-every is '${values['schedule-every']}': it must be a whole number of minutes from 1`);
  }
  const progress = Progress.onStderr();
  if (values.template === undefined) await provideBundles((step) => process.stderr.write(`${step} …\n`));
  const summary = await replay({
    app: values.app,
    template: values.template,
    events: values.events,
    out: resolve(values.out),
    world: values.world,
    scheduleEveryMinutes,
    progress,
  });
  progress.endLine();
  if (summary.eventsRead === 0) process.stdout.write(`There are no events in ${values.events}.\n`);
  else if (total(summary.eventsMatched) === 0) process.stdout.write(`None of the ${summary.eventsRead} events matched a rule.\n`);
  process.stdout.write(`${summaryTable(summary)}\nResults: ${resolve(values.out)}\n`);
  return exitCode(summary, values['allow-dead-letters']);
}

/** A function that failed once and then did its work lost nothing; that is reported, and is no failure where dead letters are allowed. */
function exitCode(
  { invalidLines, rejectedEvents, lostEvents, metricViolations, history, errors, deadLetters }: Summary,
  allowDeadLetters: boolean,
): number {
  const undelivered = Object.values(history).reduce((sum, stream) => sum + stream.errors, 0);
  const broken = invalidLines + rejectedEvents + lostEvents + metricViolations + undelivered;
  return broken + (allowDeadLetters ? 0 : errors + total(deadLetters)) > 0 ? 1 : 0;
}
