import { Duration } from 'aws-cdk-lib';
import { BatchAlarmsProps } from './batch-alarms-props';
import { HOUR, JobAlarm } from './job-alarm';
import { queueQuery } from './queue-query';
import { InFlightMetric } from '../domain/names/metrics';
import { RecordMetric } from '../domain/names/record-metric';
import { IInFlightSnapshot } from '../in-flight-snapshot';
import { IJobEventCollector } from '../job-event-collector';

const RUNNABLE_THRESHOLD = Duration.hours(2);
const STARTING_THRESHOLD = Duration.minutes(30);
/** Queries of alarms reach back three hours, and two periods more are looked at where data is missing. */
const MAX_PERIOD = HOUR;

/** Alarms on jobs that do not get to run. */
export function waitingAlarms(props: BatchAlarmsProps): JobAlarm[] {
  const { collector, inFlightSnapshot: snapshot, queueBlockedAlarmEnabled = true } = props;
  return [...(queueBlockedAlarmEnabled ? [queueBlockedAlarm(collector)] : []), ...(snapshot ? oldestAlarms(props, snapshot) : [])];
}

/** AWS Batch has no event for a job queue that is no longer blocked: the alarm is OK an hour after the last one, and the age of the oldest job takes over. */
const queueBlockedAlarm = ({ metricNamespace }: IJobEventCollector): JobAlarm => ({
  id: 'QueueBlocked',
  notification: 'WaitingJobs',
  description:
    'AWS Batch reports that a job queue is blocked: the job at its head cannot be placed, and the jobs behind it wait. Look up the reason in the records of type ' +
    'queue-blocked. If that job asks for what no compute environment has, terminate it and correct its definition; else raise the limits of the compute environments.',
  metric: queueQuery({ namespace: metricNamespace, metricName: RecordMetric.QUEUES_BLOCKED, statistic: 'SUM', period: HOUR }),
  threshold: 1,
  evaluationPeriods: 1,
  metrics: 1,
  isPerQueue: true,
  counted: { metricName: RecordMetric.QUEUES_BLOCKED, isByQueue: true },
});

function oldestAlarms(props: BatchAlarmsProps, snapshot: IInFlightSnapshot): JobAlarm[] {
  const { oldestRunnableAlarmEnabled = true, oldestStartingAlarmEnabled = true } = props;
  const runnable = oldestAlarm(snapshot, {
    id: 'OldestRunnable',
    metricName: InFlightMetric.OLDEST_RUNNABLE_SECONDS,
    threshold: props.oldestRunnableThreshold ?? RUNNABLE_THRESHOLD,
    description:
      'A job has waited in RUNNABLE for longer than the limit: AWS Batch has no capacity for it, or it asks for more than any instance has. Look up the job and the ' +
      'reason of its queue, and check the compute environments of the queue.',
  });
  const starting = oldestAlarm(snapshot, {
    id: 'OldestStarting',
    metricName: InFlightMetric.OLDEST_STARTING_SECONDS,
    threshold: props.oldestStartingThreshold ?? STARTING_THRESHOLD,
    description:
      'A job has been in STARTING for longer than the limit: its image is pulled, or its container does not start. Look up the job, and check its image, its network ' +
      'and its instance.',
  });
  return [...(oldestRunnableAlarmEnabled ? [runnable] : []), ...(oldestStartingAlarmEnabled ? [starting] : [])];
}

interface OldestJob extends Pick<JobAlarm, 'id' | 'description'> {
  readonly metricName: InFlightMetric;
  readonly threshold: Duration;
}

const oldestAlarm = (snapshot: IInFlightSnapshot, { metricName, threshold, ...alarm }: OldestJob): JobAlarm => ({
  ...alarm,
  notification: 'WaitingJobs',
  metric: queueQuery({ namespace: snapshot.metricNamespace, metricName, statistic: 'MAX', period: periodOf(snapshot) }),
  threshold: threshold.toSeconds(),
  evaluationPeriods: 1,
  metrics: 1,
  isPerQueue: true,
});

/** Snapshots that are further apart leave periods without data, in which the alarm is OK. */
const periodOf = ({ interval }: IInFlightSnapshot): Duration =>
  !interval.isUnresolved() && interval.toSeconds() > MAX_PERIOD.toSeconds() ? MAX_PERIOD : interval;
