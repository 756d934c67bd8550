import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ScheduledJobProps } from './scheduled-job-props';

const START_IS_PAST = 'cdk-batch-insights:start-is-past';

/**
 * The start of a schedule that may be deployed. EventBridge Scheduler refuses one that is earlier than five minutes ago, also in an update of a schedule that has it.
 *
 * A cron expression loses nothing without it. A rate is counted from it, so it is kept for those.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function startDate(scope: Construct, { start, schedule: { expressionString } }: ScheduledJobProps): Date | undefined {
  if (!start || start.getTime() > Date.now()) return start;
  if (/^(?:cron|at)\(/.test(expressionString)) return undefined;
  Annotations.of(scope).addWarningV2(
    START_IS_PAST,
    `start is ${start.toISOString()}, which is past. EventBridge Scheduler refuses it as soon as the schedule is created or changed: set a later time, or use a cron expression.`,
  );
  return start;
}
