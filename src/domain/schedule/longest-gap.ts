import { CronExpression, isEndless, isOn, readCron } from './cron-expression';
import { DAY, LocalClock } from './local-time';
import { RunTimes } from './next-runs';
import { readRate } from './rate-expression';

const MINUTE = 60_000;
/** Every day of the week falls on every day of a leap year once in 28 years; gaps that matter to an alarm of a week show within two. */
const YEARS = 2;

/**
 * The longest time between two runs of a schedule expression, in milliseconds; undefined where it does not run again and again, for ever.
 *
 * A run is left out where clocks are set forward over its time, so that a daily one may be almost two days after the last.
 *
 * @param from the first day of the two years that are looked at, or the first day of the expression if that is later
 * @throws RangeError for a time zone that is not known
 */
export function longestGap({ expression, timeZone = 'UTC' }: Pick<RunTimes, 'expression' | 'timeZone'>, from: Date): number | undefined {
  const [, unit, text] = /^(cron|rate)\((.*)\)$/.exec(expression) ?? [];
  if (unit === 'rate') return readRate(text);
  return unit === 'cron' ? gapOf(readCron(text), new LocalClock(timeZone), from) : undefined;
}

function gapOf(cron: CronExpression, clock: LocalClock, from: Date): number | undefined {
  if (!isEndless(cron)) return undefined;
  const times = cron.hours.flatMap((hour) => cron.minutes.map((minute) => (hour * 60 + minute) * MINUTE));
  const runs = daysOf(cron, from).flatMap((day) => instantsOf(day, times, clock));
  const gaps = runs.slice(1).map((run, index) => run - runs[index]);
  return gaps.length === 0 ? undefined : gaps.reduce((longest, gap) => Math.max(longest, gap));
}

function daysOf(cron: CronExpression, from: Date): number[] {
  const begin = Math.max(Number(from), Date.UTC(cron.years[0], 0));
  const first = Math.floor(begin / DAY) * DAY;
  const days = Array.from({ length: YEARS * 366 }, (_, index) => new Date(first + index * DAY));
  return days.filter((day) => isOn(cron, day)).map(Number);
}

/** Times that a day has. Clocks are asked about each of them only near a change: that is slow. */
function instantsOf(day: number, times: readonly number[], clock: LocalClock): number[] {
  const before = clock.at(day - DAY) - (day - DAY);
  const after = clock.at(day + 2 * DAY) - (day + 2 * DAY);
  if (before === after) return times.map((time) => day + time - before);
  return times.map((time) => clock.firstInstantOf(day + time)).filter((instant) => instant !== undefined);
}
