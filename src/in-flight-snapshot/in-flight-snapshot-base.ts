import { Duration } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct } from 'constructs';
import { JobState } from './job-state';
import { DimensionName, InFlightMetric, metricsOf } from '../domain/names/metrics';
import { JobQueueMetricOptions } from '../level-of-detail/job-queue-metric-options';
import { publishedMetric } from '../level-of-detail/published-metric';
import { reject } from '../prop-check/prop-check';

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
   * A name or a set of dimensions that is not published is an error, since CloudWatch would show an empty chart.
   *
   * @param metricName for example 'WaitingVcpus'
   * @param options what to change; a job queue in `jobQueue`, other dimensions in `dimensionsMap`
   */
  metric(metricName: string, options?: JobQueueMetricOptions): Metric;
  /**
   * Jobs in a state, of all queues or of the one in `jobQueue`. Maximum, count.
   *
   * @param state the state
   * @param options what to change, for example the `jobQueue`
   */
  metricJobsInState(state: JobState, options?: JobQueueMetricOptions): Metric;
  /** How long the oldest job in RUNNABLE has been there; 0 where none is. Maximum, seconds. */
  metricOldestRunnableSeconds(options?: JobQueueMetricOptions): Metric;
  /** How long the oldest job in STARTING has been there; 0 where none is. Maximum, seconds. */
  metricOldestStartingSeconds(options?: JobQueueMetricOptions): Metric;
  /** vCPUs that jobs in PENDING and RUNNABLE ask for. Maximum, count. */
  metricWaitingVcpus(options?: JobQueueMetricOptions): Metric;
  /** vCPUs that jobs in STARTING and RUNNING ask for. Maximum, count. */
  metricRunningVcpus(options?: JobQueueMetricOptions): Metric;
  /** Container instances in AWS Batch's clusters. An error where there is no instance registry. Maximum, count. */
  metricInstancesInService(options?: MetricOptions): Metric;
  /** vCPUs of the container instances in AWS Batch's clusters. An error where there is no instance registry. Maximum, count. */
  metricInServiceVcpus(options?: MetricOptions): Metric;
  /** Memory of the container instances in AWS Batch's clusters. An error where there is no instance registry. Maximum, MiB. */
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

const A_GAUGE = 'a gauge that the snapshot publishes';
const INSTANCE_GAUGES: readonly string[] = metricsOf('in-flight')
  .filter(({ publishedBy }) => publishedBy.needsRegistry)
  .map(({ name }) => name);

/**
 * What a snapshot offers to its readers, whether it is made here or elsewhere.
 *
 * @internal
 */
export abstract class InFlightSnapshotBase extends Construct implements IInFlightSnapshot {
  abstract readonly logGroup: ILogGroup;
  abstract readonly metricNamespace: string;
  abstract readonly interval: Duration;
  abstract readonly instancesIncluded: boolean;
  /** @internal the job queues that the collector watches, where they are known and not all */
  readonly _jobQueues?: IJobQueue[];

  /**
   * Any gauge by name, with the statistic and unit that suit it.
   *
   * A name or a set of dimensions that is not published is an error, since CloudWatch would show an empty chart.
   *
   * @param metricName for example 'WaitingVcpus'
   * @param options what to change; a job queue in `jobQueue`, other dimensions in `dimensionsMap`
   */
  metric(metricName: string, options?: JobQueueMetricOptions): Metric {
    this.checkInstancesIncluded(metricName);
    return publishedMetric(this, {
      origin: 'in-flight',
      metricName,
      options: { period: periodOf(this.interval), ...options },
      allowed: A_GAUGE,
    });
  }

  /**
   * Jobs in a state, of all queues or of the one in `jobQueue`. Maximum, count.
   *
   * @param state the state
   * @param options what to change, for example the `jobQueue`
   */
  metricJobsInState(state: JobState, options: JobQueueMetricOptions = {}): Metric {
    const dimensionsMap = { ...options.dimensionsMap, [DimensionName.JOB_STATE]: state.value };
    return this.metric(InFlightMetric.JOBS_IN_STATE, { ...options, dimensionsMap });
  }

  metricOldestRunnableSeconds(options?: JobQueueMetricOptions): Metric {
    return this.metric(InFlightMetric.OLDEST_RUNNABLE_SECONDS, options);
  }

  metricOldestStartingSeconds(options?: JobQueueMetricOptions): Metric {
    return this.metric(InFlightMetric.OLDEST_STARTING_SECONDS, options);
  }

  metricWaitingVcpus(options?: JobQueueMetricOptions): Metric {
    return this.metric(InFlightMetric.WAITING_VCPUS, options);
  }

  metricRunningVcpus(options?: JobQueueMetricOptions): Metric {
    return this.metric(InFlightMetric.RUNNING_VCPUS, options);
  }

  metricInstancesInService(options?: MetricOptions): Metric {
    return this.metric(InFlightMetric.INSTANCES_IN_SERVICE, options);
  }

  metricInServiceVcpus(options?: MetricOptions): Metric {
    return this.metric(InFlightMetric.IN_SERVICE_VCPUS, options);
  }

  metricInServiceMemoryMiB(options?: MetricOptions): Metric {
    return this.metric(InFlightMetric.IN_SERVICE_MEMORY_MIB, options);
  }

  private checkInstancesIncluded(metricName: string): void {
    if (this.instancesIncluded || !INSTANCE_GAUGES.includes(metricName)) return;
    const fix = 'Give the snapshot an instanceRegistry: without one it knows no instances.';
    reject(this, { prop: 'metricName', value: metricName, allowed: A_GAUGE, fix });
  }
}

/** A shorter period would leave gaps between snapshots. CloudWatch's default serves where the interval is only known at deployment. */
const periodOf = (interval: Duration): Duration | undefined => (interval.isUnresolved() ? undefined : interval);
