import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { InstanceMetric } from '../domain/names/metrics';
import { grantReadTable } from '../event-intake/storage';
import { OTHER_LEVEL } from '../level-of-detail/dimension-check';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';
import { publishedMetric } from '../level-of-detail/published-metric';
import { setsOfLevel } from '../level-of-detail/published-sets';

/** Where container instances of AWS Batch are known and counted: their instance id, type, zone, architecture and purchase option. */
export interface IInstanceRegistry extends IConstruct {
  /** The table of instances. */
  readonly table: ITable;
  /**
   * The queue that takes questions about instances and compute environments that the table does not hold.
   *
   * @default - they stay unknown
   */
  readonly lookUpQueue?: IQueue;
  /** The log group that holds a line for each instance that joined, left or was warned. */
  readonly logGroup: ILogGroup;
  /** The namespace of the metrics in CloudWatch. */
  readonly metricNamespace: string;
  /** The sets of dimensions that metrics of instances are published with. */
  readonly dimensionSets: MetricDimensions[];

  /**
   * Allows reading the table of instances.
   *
   * @param grantee who may
   */
  grantReadInstances(grantee: IGrantable): Grant;

  /**
   * A metric of instances by name.
   *
   * A name or a set of dimensions that is not published is an error, since CloudWatch would show an empty chart.
   *
   * @param metricName for example 'InstancesReclaimed'
   * @param options what to change; dimensions in `dimensionsMap`, which must be one of `dimensionSets`
   */
  metric(metricName: string, options?: MetricOptions): Metric;
  /** Instances that joined a cluster of AWS Batch, when they did. Sum, count. */
  metricInstancesRegistered(options?: MetricOptions): Metric;
  /** Instances that left, also those that were terminated before their cluster deregistered them. Sum, count. */
  metricInstancesDeregistered(options?: MetricOptions): Metric;
  /** Instances that left after a Spot interruption warning. Sum, count. */
  metricInstancesReclaimed(options?: MetricOptions): Metric;
  /** Instances that EC2 warned of a Spot interruption in two minutes. Sum, count. */
  metricInterruptionWarnings(options?: MetricOptions): Metric;
  /** Instances that EC2 found at an elevated risk of a Spot interruption. Sum, count. */
  metricRebalanceRecommendations(options?: MetricOptions): Metric;
  /** Time from the registration of an instance until it left, measured when it leaves. Average, seconds. */
  metricInstanceLifetimeSeconds(options?: MetricOptions): Metric;
  /** vCPUs that instances brought when they joined. Sum, count. */
  metricRegisteredVcpus(options?: MetricOptions): Metric;
  /** Memory that instances brought when they joined. Sum, MiB. */
  metricRegisteredMemoryMiB(options?: MetricOptions): Metric;
}

/** How to find an instance registry that another stack or app made. */
export interface InstanceRegistryAttributes {
  /** The table of instances. */
  readonly table: ITable;
  /**
   * The queue that takes questions about instances and compute environments that the table does not hold.
   *
   * @default - they stay unknown
   */
  readonly lookUpQueue?: IQueue;
  /** The log group that holds a line for each instance that joined, left or was warned. */
  readonly logGroup: ILogGroup;
  /**
   * The namespace of the metrics.
   *
   * @default 'BatchInsights'
   */
  readonly metricNamespace?: string;
  /**
   * The sets of dimensions that metrics of instances are published with.
   *
   * @default - totals, and by compute environment
   */
  readonly dimensionSets?: MetricDimensions[];
}

/** The dimension sets of a level that a metric of instances can have. */
export const dimensionSetsOf = (level: LevelOfDetail): MetricDimensions[] => setsOfLevel(level, 'instances');

/**
 * What an instance registry offers to its readers, whether it is made here or elsewhere.
 *
 * @internal
 */
export abstract class InstanceRegistryBase extends Construct implements IInstanceRegistry {
  abstract readonly table: ITable;
  abstract readonly lookUpQueue?: IQueue;
  abstract readonly logGroup: ILogGroup;
  abstract readonly metricNamespace: string;
  abstract readonly dimensionSets: MetricDimensions[];

  /**
   * Allows reading the table of instances.
   *
   * @param grantee who may
   */
  grantReadInstances(grantee: IGrantable): Grant {
    return grantReadTable(this.table, grantee);
  }

  /**
   * A metric of instances by name.
   *
   * A name or a set of dimensions that is not published is an error, since CloudWatch would show an empty chart.
   *
   * @param metricName for example 'InstancesReclaimed'
   * @param options what to change; dimensions in `dimensionsMap`, which must be one of `dimensionSets`
   */
  metric(metricName: string, options?: MetricOptions): Metric {
    return publishedMetric(this, { origin: 'instances', metricName, options, allowed: 'a metric of instances', otherwise: OTHER_LEVEL });
  }

  metricInstancesRegistered(options?: MetricOptions): Metric {
    return this.metric(InstanceMetric.INSTANCES_REGISTERED, options);
  }

  metricInstancesDeregistered(options?: MetricOptions): Metric {
    return this.metric(InstanceMetric.INSTANCES_DEREGISTERED, options);
  }

  metricInstancesReclaimed(options?: MetricOptions): Metric {
    return this.metric(InstanceMetric.INSTANCES_RECLAIMED, options);
  }

  metricInterruptionWarnings(options?: MetricOptions): Metric {
    return this.metric(InstanceMetric.INTERRUPTION_WARNINGS, options);
  }

  metricRebalanceRecommendations(options?: MetricOptions): Metric {
    return this.metric(InstanceMetric.REBALANCE_RECOMMENDATIONS, options);
  }

  metricInstanceLifetimeSeconds(options?: MetricOptions): Metric {
    return this.metric(InstanceMetric.INSTANCE_LIFETIME_SECONDS, options);
  }

  metricRegisteredVcpus(options?: MetricOptions): Metric {
    return this.metric(InstanceMetric.REGISTERED_VCPUS, options);
  }

  metricRegisteredMemoryMiB(options?: MetricOptions): Metric {
    return this.metric(InstanceMetric.REGISTERED_MEMORY_MIB, options);
  }
}
