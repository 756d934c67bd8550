import { InstanceChange, KnownInstance, lifetimeSeconds, timeOf } from './instance-change';
import { DataPoint, dataPoint } from '../data-point';
import { DimensionName, InstanceMetric } from '../names/metrics';

type Value = readonly [name: InstanceMetric, value: number | undefined];

/** The data points for the changes of an instance, each with the time of its change. Unknown dimensions and values are omitted. */
export function measureChanges(instance: KnownInstance, changes: readonly InstanceChange[]): DataPoint[] {
  const dimensions = {
    [DimensionName.COMPUTE_ENVIRONMENT]: instance.computeEnvironment,
    [DimensionName.INSTANCE_TYPE]: instance.instanceType,
    [DimensionName.AVAILABILITY_ZONE]: instance.availabilityZone,
    [DimensionName.PURCHASE_OPTION]: instance.purchaseOption,
  };
  return changes.flatMap((change) => {
    const atMillis = Date.parse(timeOf(instance, change) as string);
    return valuesOf(instance, change).flatMap(([name, value]) =>
      value === undefined ? [] : [dataPoint(name, value, atMillis, dimensions)],
    );
  });
}

function valuesOf(instance: KnownInstance, change: InstanceChange): readonly Value[] {
  switch (change) {
    case InstanceChange.REGISTERED:
      return [
        [InstanceMetric.INSTANCES_REGISTERED, 1],
        [InstanceMetric.REGISTERED_VCPUS, instance.vcpus],
        [InstanceMetric.REGISTERED_MEMORY_MIB, instance.memoryMiB],
      ];
    case InstanceChange.DEREGISTERED:
      return [
        [InstanceMetric.INSTANCES_DEREGISTERED, 1],
        [InstanceMetric.INSTANCE_LIFETIME_SECONDS, lifetimeSeconds(instance)],
      ];
    case InstanceChange.RECLAIMED:
      return [[InstanceMetric.INSTANCES_RECLAIMED, 1]];
    case InstanceChange.INTERRUPTION_WARNING:
      return [[InstanceMetric.INTERRUPTION_WARNINGS, 1]];
    default:
      return [[InstanceMetric.REBALANCE_RECOMMENDATIONS, 1]];
  }
}
