import { Duration, Token } from 'aws-cdk-lib';
import { Alarm, IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ScheduledJobProps } from './scheduled-job-props';
import { longestGap } from '../domain/schedule/longest-gap';
import { healthAlarm } from '../health-alarms/health-alarm';

const HOUR = Duration.hours(1);
/** What CloudWatch looks back at, for periods of an hour. */
const MAX_HOURS = 7 * 24;
/** An hour for the period that is not over, and one for metrics that are late. */
const TOLERANCE_HOURS = 2;
/** A quarter of an hour in which a point of a missed run may come late. */
const LATENESS_PERIODS = 3;
/** Gaps do not depend on the day of a deployment, so that templates do not either. */
const FROM = new Date('2026-01-01T00:00:00Z');

/** What the runs of a job are tried with. */
export interface MonitoredParts {
  readonly scheduleGroup: IScheduleGroup;
  readonly stateMachine?: IStateMachine;
}

/**
 * Runs that could not be submitted: the role, the queue or the definition is not there any more, or AWS Batch refuses the request.
 *
 * It counts the runs and not the messages in the dead-letter queue, so that it returns to OK by itself and reports the next run too, and a run whose message could
 * not be delivered. Each period counts for a while: the metrics of EventBridge Scheduler may be late.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
 */
export function deadLetterAlarm(scope: Construct, parts: MonitoredParts, actions: ScheduledJobProps): Alarm {
  const usingMetrics = missedRuns(parts);
  return healthAlarm(scope, 'DeadLetterAlarm', {
    description:
      'A run was missed: it could not be submitted to AWS Batch. The message in the dead-letter queue holds the request, and the error in its attributes. Fix the cause, ' +
      'and submit the job with the command in the outputs of the stack. The alarm returns to OK by itself, and enters ALARM again at the next missed run.',
    section: 'missed-runs',
    metric: new MathExpression({
      label: 'Missed runs',
      expression: Object.keys(usingMetrics)
        .map((metric) => `FILL(${metric}, 0)`)
        .join(' + '),
      usingMetrics,
      period: Duration.minutes(5),
    }),
    threshold: 1,
    evaluationPeriods: LATENESS_PERIODS,
    datapointsToAlarm: 1,
    actions,
  });
}

/** A run may count twice: the alarm asks whether there is one. */
function missedRuns({ scheduleGroup, stateMachine }: MonitoredParts): Record<string, IMetric> {
  const options = { period: Duration.minutes(5), statistic: Stats.SUM };
  return {
    dropped: scheduleGroup.metricDropped(options),
    deadLetters: scheduleGroup.metricSentToDLQ(options),
    lostLetters: scheduleGroup.metricFailedToBeSentToDLQ(undefined, options),
    ...(stateMachine && { failed: stateMachine.metricFailed(options) }),
  };
}

/** No attempt to submit a job where there should have been one: INSUFFICIENT_DATA, since a schedule that does not run publishes nothing. */
export function silenceAlarm(scope: Construct, group: IScheduleGroup, props: ScheduledJobProps): Alarm | undefined {
  const hours = hoursOfSilence(props);
  if (props.silenceAlarmEnabled === false || hours === undefined || hours > MAX_HOURS) return undefined;
  return healthAlarm(scope, 'SilenceAlarm', {
    description:
      `Runs are missed (INSUFFICIENT_DATA): for ${hours} hours, EventBridge Scheduler has not tried to submit the job. Check whether the schedule is disabled, ` +
      'has ended or was deleted. Runs that were due meanwhile do not happen later: submit them with the command in the outputs of the stack.',
    section: 'missed-runs',
    metric: new MathExpression({
      label: 'Hours without a submission',
      expression: 'IF(attempts < 1, 1, 0)',
      usingMetrics: { attempts: group.metricAttempts({ period: HOUR, statistic: Stats.SUM }) },
      period: HOUR,
    }),
    threshold: 1,
    evaluationPeriods: hours,
    isSteady: true,
    actions: props,
  });
}

/** Absent where the schedule does not run again and again, or not for ever, and where it is only known at deployment. */
function hoursOfSilence(props: ScheduledJobProps): number | undefined {
  const gap = gapOf(props);
  if (gap === undefined) return undefined;
  const window = props.timeWindow?.maxWindow?.toMilliseconds() ?? 0;
  return Math.ceil((gap + window) / HOUR.toMilliseconds()) + TOLERANCE_HOURS;
}

function gapOf({ schedule: { expressionString: expression, timeZone }, enabled = true, end }: ScheduledJobProps): number | undefined {
  const zone = timeZone?.timezoneName;
  if (!enabled || end || Token.isUnresolved(expression) || Token.isUnresolved(zone)) return undefined;
  return longestGap({ expression, timeZone: zone }, FROM);
}
