import { Duration } from 'aws-cdk-lib';
import { Alarm, IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Construct } from 'constructs';
import { JobHistoryProps } from './job-history-props';
import { healthAlarm } from '../health-alarms/health-alarm';

/** Firehose gathers records for a quarter of an hour, and takes up to half of that longer for each day of records. */
const MAX_AGE = Duration.hours(2);
const PERIOD = Duration.minutes(15);

/** Records that a stream has and cannot write: it tries again for a day. */
export function freshnessAlarm(scope: Construct, streams: readonly CfnDeliveryStream[], props: JobHistoryProps): Alarm | undefined {
  if (props.eventAgeAlarmEnabled === false) return undefined;
  return healthAlarm(scope, 'FreshnessAlarm', {
    description:
      `The streams of the job history have held records for ${MAX_AGE.toHumanString()} without writing them to the bucket. No data is lost for a day. Read the latest ` +
      'errors in the log group of the streams. If a role, a key, the bucket or a table was changed, restore it.',
    section: 'late-history',
    metric: oldest(streams.map(ageOf)),
    threshold: MAX_AGE.toSeconds(),
    evaluationPeriods: 2,
    actions: props,
  });
}

const ageOf = ({ ref }: CfnDeliveryStream): IMetric =>
  new Metric({
    namespace: 'AWS/Firehose',
    metricName: 'DeliveryToS3.DataFreshness',
    dimensionsMap: { DeliveryStreamName: ref },
    statistic: Stats.MAXIMUM,
    period: PERIOD,
  });

function oldest(ages: readonly IMetric[]): IMetric {
  if (ages.length === 1) return ages[0];
  const usingMetrics = Object.fromEntries(ages.map((age, index): [string, IMetric] => [`age${index}`, age]));
  return new MathExpression({
    label: 'Age of the oldest record',
    expression: `MAX([${Object.keys(usingMetrics).join(', ')}])`,
    usingMetrics,
    period: PERIOD,
  });
}
