import { Duration } from 'aws-cdk-lib';
import { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { NotificationName } from './notification-catalogue';
import { RecordMetric } from '../domain/names/record-metric';

/** An alarm on jobs, which takes part in a notification and has no actions of its own. */
export interface JobAlarm {
  readonly id: string;
  readonly notification: NotificationName;
  /** What happened, how to look, and what to do. */
  readonly description: string;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** @default - all of them */
  readonly datapointsToAlarm?: number;
  /** How many metrics CloudWatch charges for; for a query by job queue, those of one queue. */
  readonly metrics: number;
  /** @default false */
  readonly isPerQueue?: true;
  /**
   * What CloudWatch Logs has to count for it.
   *
   * @default - nothing: the metrics are there
   */
  readonly counted?: CountedRecords;
}

/** Records that are counted by job queue, or all together. */
export interface CountedRecords {
  readonly metricName: RecordMetric;
  readonly isByQueue: boolean;
}

/** Rates and sums are of an hour: CloudWatch looks at it anew every minute. */
export const HOUR = Duration.hours(1);
