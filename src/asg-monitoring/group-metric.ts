import { Token } from 'aws-cdk-lib';
import { reject } from '../prop-check/prop-check';

/**
 * A metric that an Auto Scaling group publishes about itself, in namespace `AWS/AutoScaling`. Group metrics are free of charge.
 *
 * Instances are counted as such; capacity is counted in the units of the group, which for AWS Batch are vCPUs.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import { AsgMonitoring, GroupMetric } from 'cdk-batch-insights';
 *
 * declare const stack: Stack;
 * new AsgMonitoring(stack, 'Groups', { metrics: [GroupMetric.IN_SERVICE_INSTANCES, GroupMetric.PENDING_INSTANCES] });
 */
export class GroupMetric {
  /** Instances that run as part of the group. */
  static readonly IN_SERVICE_INSTANCES = new GroupMetric('GroupInServiceInstances');
  /** Capacity that runs as part of the group. */
  static readonly IN_SERVICE_CAPACITY = new GroupMetric('GroupInServiceCapacity');
  /** Capacity that the group tries to hold. */
  static readonly DESIRED_CAPACITY = new GroupMetric('GroupDesiredCapacity');
  /** Instances that are not in service yet. */
  static readonly PENDING_INSTANCES = new GroupMetric('GroupPendingInstances');
  /** Capacity that is not in service yet. */
  static readonly PENDING_CAPACITY = new GroupMetric('GroupPendingCapacity');
  /** Instances that are on standby. */
  static readonly STANDBY_INSTANCES = new GroupMetric('GroupStandbyInstances');
  /** Capacity that is on standby. */
  static readonly STANDBY_CAPACITY = new GroupMetric('GroupStandbyCapacity');
  /** Instances that are being terminated. */
  static readonly TERMINATING_INSTANCES = new GroupMetric('GroupTerminatingInstances');
  /** Capacity that is being terminated. */
  static readonly TERMINATING_CAPACITY = new GroupMetric('GroupTerminatingCapacity');
  /** All instances of the group, in whatever state. */
  static readonly TOTAL_INSTANCES = new GroupMetric('GroupTotalInstances');
  /** All capacity of the group, in whatever state. */
  static readonly TOTAL_CAPACITY = new GroupMetric('GroupTotalCapacity');
  /** The group's minimum size. */
  static readonly MIN_SIZE = new GroupMetric('GroupMinSize');
  /** The group's maximum size. */
  static readonly MAX_SIZE = new GroupMetric('GroupMaxSize');

  /**
   * Another metric of Amazon EC2 Auto Scaling. A name that it does not know makes every call of the function fail.
   *
   * @param metricName for example `GroupAndWarmPoolTotalCapacity`
   */
  static of(metricName: string): GroupMetric {
    if (!Token.isUnresolved(metricName) && !/^[A-Za-z][A-Za-z0-9]{0,254}$/.test(metricName)) {
      reject('GroupMetric.of', {
        prop: 'metricName',
        value: metricName,
        allowed: '1 to 255 letters and digits',
        fix: "Take a name from Amazon EC2 Auto Scaling's list of metrics, for example GroupInServiceInstances.",
      });
    }
    return new GroupMetric(metricName);
  }

  /** The metrics of the group itself: all constants of this class. */
  static all(): GroupMetric[] {
    return Object.values(GroupMetric).filter((member) => member instanceof GroupMetric);
  }

  /** The metric's name in Amazon CloudWatch. */
  readonly metricName: string;

  private constructor(metricName: string) {
    this.metricName = metricName;
  }
}

/** How often a group publishes its metrics. */
export class GroupMetricGranularity {
  /** Every minute: the only one that Amazon EC2 Auto Scaling knows. */
  static readonly ONE_MINUTE = new GroupMetricGranularity('1Minute');

  /**
   * One that Amazon EC2 Auto Scaling came to know after this library was made.
   *
   * @param granularity as the API has it
   */
  static of(granularity: string): GroupMetricGranularity {
    if (!Token.isUnresolved(granularity) && !/^\d+(Second|Minute|Hour)s?$/.test(granularity)) {
      reject('GroupMetricGranularity.of', {
        prop: 'granularity',
        value: granularity,
        allowed: 'a number and its unit, such as 1Minute',
        fix: 'Use GroupMetricGranularity.ONE_MINUTE.',
      });
    }
    return new GroupMetricGranularity(granularity);
  }

  /** The granularity as the API has it. */
  readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}
