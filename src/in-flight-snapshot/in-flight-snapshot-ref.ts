import { Duration } from 'aws-cdk-lib';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IConstruct } from 'constructs';
import { JobState } from './job-state';

/** What is in flight, as regular snapshots find it: gauges, and one record per job queue that has jobs. */
export interface IInFlightSnapshot extends IConstruct {
  /** The log group that the `in-flight` records are written to. */
  readonly logGroup: ILogGroup;
  /** The namespace of the metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The time from one snapshot to the next, which is the period of the metrics. */
  readonly interval: Duration;
  /** Whether there are gauges of instances. */
  readonly instancesIncluded: boolean;

  /**
   * Any gauge by name, with the statistic and unit that suit it.
   *
   * @param metricName for example 'WaitingVcpus'
   * @param options what to change; dimensions in `dimensionsMap`
   */
  metric(metricName: string, options?: MetricOptions): Metric;
  /** Jobs in a state, of all queues or of the one in `dimensionsMap`. Maximum, count. */
  metricJobsInState(state: JobState, options?: MetricOptions): Metric;
  /** How long the oldest job in RUNNABLE has been there; 0 where none is. Maximum, seconds. */
  metricOldestRunnableSeconds(options?: MetricOptions): Metric;
  /** How long the oldest job in STARTING has been there; 0 where none is. Maximum, seconds. */
  metricOldestStartingSeconds(options?: MetricOptions): Metric;
  /** vCPUs that jobs in PENDING and RUNNABLE ask for. Maximum, count. */
  metricWaitingVcpus(options?: MetricOptions): Metric;
  /** vCPUs that jobs in STARTING and RUNNING ask for. Maximum, count. */
  metricRunningVcpus(options?: MetricOptions): Metric;
  /** Container instances in AWS Batch's clusters. An error where there is no instance registry. Maximum, count. */
  metricInstancesInService(options?: MetricOptions): Metric;
  /** vCPUs of those instances. An error where there is no instance registry. Maximum, count. */
  metricInServiceVcpus(options?: MetricOptions): Metric;
  /** Memory of those instances, in MiB. An error where there is no instance registry. Maximum, count. */
  metricInServiceMemoryMiB(options?: MetricOptions): Metric;
}

/** How to find an in-flight snapshot that another stack or app made. */
export interface InFlightSnapshotAttributes {
  /** The log group that the `in-flight` records are written to. */
  readonly logGroup: ILogGroup;
  /**
   * The namespace of the metrics.
   *
   * @default 'BatchInsights'
   */
  readonly metricNamespace?: string;
  /**
   * The time from one snapshot to the next.
   *
   * @default Duration.minutes(5)
   */
  readonly interval?: Duration;
  /**
   * Whether it has an instance registry, so that there are gauges of instances.
   *
   * @default false
   */
  readonly instancesIncluded?: boolean;
}
