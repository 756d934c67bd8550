import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { BatchAlarmsProps } from './batch-alarms-props';
import { HOUR, JobAlarm } from './job-alarm';
import { HOURLY_SUM, watchedForSuccess } from './watched-jobs';
import { IInFlightSnapshot } from '../in-flight-snapshot';

/**
 * Alarms on successes that did not come.
 *
 * Snapshots are published whatever happens, so they show that data would arrive: where they are missing, the alarm has no data and is OK. The sum is that
 * of those metrics which have data, since nothing is published where nothing succeeds.
 */
export function missingAlarms(props: BatchAlarmsProps): JobAlarm[] {
  const { collector, inFlightSnapshot: snapshot, noSuccessPeriod } = props;
  if (!snapshot || !noSuccessPeriod) return [];
  const hours = noSuccessPeriod.toHours();
  return watchedForSuccess(props).map(({ suffix, jobs, options }) => ({
    id: `NoSuccess${suffix}`,
    notification: 'MissingJobs',
    description:
      `None of the ${jobs} succeeded for ${noSuccessPeriod.toHumanString()}, although snapshots were taken. Check whether they were submitted: the schedule, ` +
      'the pipeline and its permissions. If they run, they take longer than usual. If they succeeded, the collector did not record them.',
    metric: new MathExpression({
      label: 'Hours without a success',
      expression: 'IF(SUM([snapshots, succeeded]) == snapshots, 1, 0)',
      usingMetrics: { snapshots: snapshotsOf(snapshot), succeeded: collector.metricJobsSucceeded({ ...HOURLY_SUM, ...options }) },
      period: HOUR,
    }),
    threshold: 1,
    evaluationPeriods: hours,
    metrics: 2,
  }));
}

/** How many snapshots there were. */
const snapshotsOf = (snapshot: IInFlightSnapshot) => snapshot.metricOldestRunnableSeconds({ statistic: Stats.SAMPLE_COUNT, period: HOUR });
