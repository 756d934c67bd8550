import { CronExpression, isOn, readCron } from './cron-expression';
import { DAY, LocalClock } from './local-time';
import { readRate } from './rate-expression';

const LOCAL_TIME = 'yyyy-mm-ddThh:mm:ss';

/** When a schedule of EventBridge Scheduler runs. */
export interface RunTimes {
  /** `cron(…)`, `rate(…)` or `at(…)`. */
  readonly expression: string;
  /** A name of the IANA database; UTC when absent. */
  readonly timeZone?: string;
  /** No run before it, and the first one of a rate. Ignored for a schedule that runs once. */
  readonly startDate?: Date;
  /** No run after it. Ignored for a schedule that runs once. */
  readonly endDate?: Date;
}

/**
 * The next runs of a schedule after an instant, in order; fewer where it ends before, none for an expression of no kind.
 *
 * A cron expression skips local times that do not exist and runs once where clocks are set back. A rate without a start date counts from the creation
 * of its schedule, which is taken to be `after`.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @throws CronFault for a cron expression with a fault
 * @throws RangeError for a time zone that is not known
 */
export function nextRuns(times: RunTimes, after: Date, count: number): Date[] {
  const runs: Date[] = [];
  if (count < 1) return runs;
  for (const run of runsAfter(times, Number(after))) {
    runs.push(new Date(run));
    if (runs.length === count) break;
  }
  return runs;
}

function* runsAfter(times: RunTimes, after: number): Generator<number> {
  const [, kind, text] = /^(cron|rate|at)\((.*)\)$/.exec(times.expression) ?? [];
  const clock = new LocalClock(times.timeZone ?? 'UTC');
  if (kind === 'at') return yield* onceAfter(clock, text, after);
  const runs =
    kind === 'cron'
      ? cronAfter(clock, readCron(text), Math.max(after, Number(times.startDate ?? after) - 1))
      : rateAfter(text, times, after);
  for (const run of runs) {
    if (times.endDate && run > Number(times.endDate)) return;
    yield run;
  }
}

function* onceAfter(clock: LocalClock, text: string, after: number): Generator<number> {
  const local = Date.parse(`${text}Z`);
  // Date.parse takes other forms too, and a 31st of February for the 3rd of March.
  const isLocalTime = text.length === LOCAL_TIME.length && !Number.isNaN(local) && new Date(local).toISOString().startsWith(text);
  const run = isLocalTime ? clock.firstInstantOf(local) : undefined;
  if (run !== undefined && run > after) yield run;
}

function* rateAfter(text: string, { startDate }: RunTimes, after: number): Generator<number> {
  const every = readRate(text);
  if (every === undefined) return;
  const start = Number(startDate ?? after);
  for (let run = start + every * Math.max(0, Math.floor((after - start) / every) + 1); ; run += every) yield run;
}

function* cronAfter(clock: LocalClock, cron: CronExpression, after: number): Generator<number> {
  for (const day of daysFrom(clock.at(after), cron)) {
    for (const minutes of cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * 60 + minute))) {
      const run = clock.firstInstantOf(day + minutes * 60_000);
      if (run !== undefined && run > after) yield run;
    }
  }
}

/** Days from a local time on, up to the last year. */
function* daysFrom(local: number, cron: CronExpression): Generator<number> {
  const end = Date.UTC(cron.years[cron.years.length - 1] + 1, 0);
  for (let day = Math.floor(local / DAY) * DAY; day < end; day += DAY) if (isOn(cron, new Date(day))) yield day;
}
