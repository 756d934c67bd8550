import { Annotations, Token } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { ScheduledJobProps } from './scheduled-job-props';
import { CronFault, readCron } from '../domain/schedule/cron-expression';
import { nextRuns } from '../domain/schedule/next-runs';
import { reject } from '../prop-check/prop-check';

const SCHEDULE_IS_OVER = 'cdk-batch-insights:schedule-is-over';
const EACH_MINUTE = 'cdk-batch-insights:runs-each-minute';
const TYPES = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html';
/** Before every year that a cron expression may have. */
const EVER = new Date(0);

/** Refuses a schedule that has no run, and warns of one whose runs are all past: an old commit must still be deployable. */
export function checkSchedule(scope: Construct, { schedule, start, end, enabled = true }: ScheduledJobProps): void {
  const { expressionString: expression, timeZone } = schedule;
  const zone = timeZone?.timezoneName;
  checkExpression(scope, expression);
  checkTimeZone(scope, schedule);
  checkEnd(scope, start, end);
  warnOfMinutes(scope, expression);
  if (Token.isUnresolved(expression) || Token.isUnresolved(zone)) return;
  const times = { expression, timeZone: zone, startDate: start, endDate: end };
  if (nextRuns(times, EVER, 1).length === 0) {
    const between = start || end ? ' between start and end' : '';
    reject(scope, {
      prop: 'schedule',
      value: expression,
      allowed: `a schedule that has a run${between}`,
      fix: `Check its days. See ${TYPES}.`,
    });
  }
  if (!enabled || nextRuns(times, new Date(), 1).length > 0) return;
  Annotations.of(scope).addWarningV2(
    SCHEDULE_IS_OVER,
    `All runs of the schedule ${expression} are past: the job runs only when it is submitted by hand. Set a later time, or enabled: false.`,
  );
}

function checkEnd(scope: Construct, start: Date | undefined, end: Date | undefined): void {
  if (!start || !end || start < end) return;
  reject(scope, {
    prop: 'end',
    value: end.toISOString(),
    allowed: `later than start, ${start.toISOString()}`,
    fix: 'Leave one of them out, or set another time.',
  });
}

/** ScheduleExpression.cron has an asterisk for the minutes that are left out: `{ hour: '4' }` is sixty runs. */
function warnOfMinutes(scope: Construct, expression: string): void {
  const [, hours = '*'] = /^cron\(\s*\*\s+(\S+)/.exec(expression) ?? [];
  if (hours === '*') return;
  Annotations.of(scope).addWarningV2(
    EACH_MINUTE,
    "The minutes of schedule are *: the job is due every minute of those hours. Set minute, for example minute: '0' for one run an hour, or acknowledge the warning.",
  );
}

function checkExpression(scope: Construct, expression: string): void {
  if (Token.isUnresolved(expression)) return;
  const fix = `Use ScheduleExpression of aws-cdk-lib/aws-scheduler: ${TYPES}.`;
  const [, cron] = /^cron\((.*)\)$/.exec(expression) ?? [];
  const fault = cron === undefined ? undefined : faultOf(cron);
  if (fault !== undefined) reject(scope, { prop: 'schedule', value: expression, allowed: `a valid cron expression (${fault})`, fix });
  if (cron !== undefined || /^rate\([1-9]\d* (?:minute|hour|day)s?\)$|^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/.test(expression)) return;
  reject(scope, { prop: 'schedule', value: expression, allowed: 'cron(…), rate(…) or at(…)', fix });
}

function faultOf(cron: string): string | undefined {
  try {
    readCron(cron);
    return undefined;
  } catch (error) {
    if (error instanceof CronFault) return error.message;
    throw error;
  }
}

function checkTimeZone(scope: Construct, { timeZone }: ScheduleExpression): void {
  const zone = timeZone?.timezoneName;
  if (zone === undefined || Token.isUnresolved(zone) || isTimeZone(zone)) return;
  reject(scope, {
    prop: 'schedule',
    value: zone,
    allowed: 'in a time zone of the IANA database',
    fix: 'Use a member of TimeZone of aws-cdk-lib, for example TimeZone.EUROPE_BERLIN.',
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
