import { duration, shortened, time } from './format';
import { Content, Html, markup } from './html';
import { Frame, note, page, problem } from './page';
import { Place, ShownSchedule } from './request';
import { facts } from './table';
import { nextRuns } from '../schedule/next-runs';
import { scheduleInWords } from '../schedule/schedule-words';

const SHOWN_RUNS = 4;
const NO_SCHEDULE = 'The widget has no schedule: set its parameter expression, for example to cron(0 4 * * ? *).';
const DISABLED = 'The schedule is disabled: no run is due.';
const ENDED = 'No run is due any more.';
/** EventBridge Scheduler counts from when the schedule was made, which nothing of it states. */
const NOT_KNOWN = 'counted from when the schedule was created';

/** When a scheduled job runs next. It reads nothing, and so costs nothing to refresh. */
export const scheduledJobPage = (frame: Frame, place: Place): Html =>
  page(frame, undefined, place.schedule ? due(frame, place.schedule) : note(NO_SCHEDULE), waysToRuns(frame, place));

function due(frame: Frame, schedule: ShownSchedule): Content {
  const { expression, timeZone, isDisabled } = schedule;
  try {
    const words = shortened(scheduleInWords(expression, timeZone));
    return markup`${isDisabled ? note(DISABLED) : runsOf(frame, schedule)}${facts([['Schedule', words]])}`;
  } catch (error) {
    return problem(`The schedule ${shortened(expression)} cannot be read: ${shortened((error as Error).message)}.`);
  }
}

function runsOf({ screen, now }: Frame, schedule: ShownSchedule): Content {
  if (schedule.expression.startsWith('rate(') && !schedule.startDate) return facts([['Next run', NOT_KNOWN]]);
  const [next, ...others] = nextRuns(schedule, new Date(now), SHOWN_RUNS).map(Number);
  if (next === undefined) return note(ENDED);
  return facts([
    [`Next run (${screen.zone})`, `${time(next, screen)}, in ${duration((next - now) / 1000)}`],
    ['Then', others.map((run) => time(run, screen)).join(', ')],
  ]);
}

/** Its runs on other pages: those that ended, and those that wait or run. */
function waysToRuns({ links }: Frame, { job, queue, definition }: Place): Content {
  const ended = definition !== undefined && links.to('Runs in the time range', { view: 'search', queue, definition: `${definition}:` });
  const inFlight = job !== undefined && links.to('Runs in flight', { view: 'in-flight-jobs', queue, job });
  return markup`<p>${ended} ${inFlight}</p>`;
}
