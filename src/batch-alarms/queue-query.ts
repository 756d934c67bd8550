import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { AnyMetric, DimensionName } from '../domain/names/metrics';
import { RecordMetric } from '../domain/names/record-metric';

export interface QueueQuery {
  readonly namespace: string;
  readonly metricName: AnyMetric | RecordMetric;
  readonly statistic: 'MAX' | 'SUM';
  readonly period: Duration;
}

/**
 * A metric of each job queue, also of those that are created later: with GROUP BY, one alarm watches all of them, and each one that is in ALARM is named. CloudWatch
 * requires ORDER BY for that, watches up to 500 queues, and charges for each as for an alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
 */
export const queueQuery = ({ namespace, metricName, statistic, period }: QueueQuery): MathExpression =>
  new MathExpression({
    label: `${metricName} by job queue`,
    expression:
      `SELECT ${statistic}("${metricName}") FROM SCHEMA("${namespace}", "${DimensionName.JOB_QUEUE}") ` +
      `GROUP BY "${DimensionName.JOB_QUEUE}" ORDER BY ${statistic}() DESC`,
    usingMetrics: {},
    period,
  });
