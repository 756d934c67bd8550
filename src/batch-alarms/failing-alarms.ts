import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { BatchAlarmsProps } from './batch-alarms-props';
import { HOUR, JobAlarm } from './job-alarm';
import { countedRecords } from './record-metrics';
import { HOURLY_SUM, WatchedJobs, watchedQueues } from './watched-jobs';
import { RecordMetric } from '../domain/names/record-metric';

const FAILURE_RATE = { threshold: 25, minJobs: 5 };
const SPOT = { threshold: 20, minCount: 5 };
const ENDED = '(FILL(failed, 0) + FILL(succeeded, 0))';
const LOST_WORK = { threshold: 25, minDuration: Duration.hours(4) };

/** Alarms on jobs and attempts that fail. */
export function failingAlarms(props: BatchAlarmsProps): JobAlarm[] {
  const { failureRateAlarmEnabled = true, spotInterruptionAlarmEnabled = true, lostWorkAlarmEnabled = true } = props;
  return [
    ...(failureRateAlarmEnabled ? watchedQueues(props).map((watched) => failureRateAlarm(props, watched)) : []),
    ...(spotInterruptionAlarmEnabled ? [spotAlarm(props)] : []),
    ...(lostWorkAlarmEnabled ? [lostWorkAlarm(props)] : []),
  ];
}

/**
 * The percentage of a whole, or 0 where too little happened to look at it. Nothing is published where nothing happens: FILL makes that 0, so that CloudWatch does not
 * look for older values, which would keep the alarm in ALARM or have it enter ALARM twice. It is never a division by 0, which has no value either.
 */
const share = (part: string, whole: string, least: string): string => `IF(${least}, 100 * ${part} / (${whole} + (${whole} == 0)), 0)`;

/** Failures are counted in the records, which have the category: those that somebody caused by cancelling a job are none. */
function failureRateAlarm(props: BatchAlarmsProps, { suffix, jobs, options, dimensions = {} }: WatchedJobs): JobAlarm {
  const { collector, failureRateThreshold: threshold = FAILURE_RATE.threshold, failureRateMinJobs: min = FAILURE_RATE.minJobs } = props;
  return {
    id: `JobsFailing${suffix}`,
    notification: 'FailingJobs',
    description:
      `Too many ${jobs} failed within an hour, after all retries: at least ${threshold} %, of at least ${min} jobs. ` +
      'Look at the categories, reasons and exit codes of the failures, and at the job definition that most of them have.',
    metric: new MathExpression({
      label: 'Failed jobs (%)',
      expression: share('FILL(failed, 0)', ENDED, `${ENDED} >= ${min}`),
      usingMetrics: {
        failed: countedRecords(collector, RecordMetric.OWN_FAILURES, dimensions),
        succeeded: collector.metricJobsSucceeded({ ...HOURLY_SUM, ...options }),
      },
      period: HOUR,
    }),
    threshold,
    evaluationPeriods: 1,
    metrics: 2,
    counted: { metricName: RecordMetric.OWN_FAILURES, isByQueue: options.jobQueue !== undefined },
  };
}

/** Attempts that ended are those that failed, and the last ones of jobs that succeeded. */
function spotAlarm({ collector, ...props }: BatchAlarmsProps): JobAlarm {
  const { spotInterruptionThreshold: threshold = SPOT.threshold, spotInterruptionMinCount: min = SPOT.minCount } = props;
  return {
    id: 'SpotInterruptions',
    notification: 'LostWork',
    description:
      `Spot interruptions ended at least ${threshold} % of the attempts within an hour, and at least ${min}. Look up the instance types and Availability Zones ` +
      'of the interruptions. More types and zones, SPOT_PRICE_CAPACITY_OPTIMIZED, On-Demand capacity or checkpoints help.',
    metric: new MathExpression({
      label: 'Interrupted attempts (%)',
      expression: share('FILL(interrupted, 0)', ENDED, `FILL(interrupted, 0) >= ${min}`),
      usingMetrics: {
        interrupted: collector.metricSpotInterruptions(HOURLY_SUM),
        failed: collector.metricAttemptsFailed(HOURLY_SUM),
        succeeded: collector.metricJobsSucceeded(HOURLY_SUM),
      },
      period: HOUR,
    }),
    threshold,
    evaluationPeriods: 1,
    metrics: 3,
  };
}

function lostWorkAlarm({ collector, ...props }: BatchAlarmsProps): JobAlarm {
  const { lostWorkThreshold: threshold = LOST_WORK.threshold, lostWorkMinDuration = LOST_WORK.minDuration } = props;
  return {
    id: 'WorkLost',
    notification: 'LostWork',
    description:
      `Attempts that ended within an hour threw away at least ${threshold} % of their running time, and at least ${lostWorkMinDuration.toHumanString()}. Look ` +
      'at what the lost attempts have in common: Spot interruptions, timeouts, memory, or one job definition.',
    metric: new MathExpression({
      label: 'Lost running time (%)',
      expression: share('FILL(lost, 0)', 'FILL(running, 0)', `FILL(lost, 0) >= ${lostWorkMinDuration.toSeconds()}`),
      usingMetrics: { lost: collector.metricLostSeconds(HOURLY_SUM), running: collector.metricRunningSeconds(HOURLY_SUM) },
      period: HOUR,
    }),
    threshold,
    evaluationPeriods: 1,
    metrics: 2,
  };
}
