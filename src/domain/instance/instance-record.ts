import { InstanceChange, KnownInstance, lifetimeSeconds, timeOf } from './instance-change';
import { InstanceRecord } from '../names/event-record-fields';
import { RecordType } from '../names/records';

/** One record per change. A reclaim has no record of its own: the departure record has `Reclaimed`. */
export function instanceRecords(instance: KnownInstance, changes: readonly InstanceChange[]): InstanceRecord[] {
  const isReclaimed = changes.includes(InstanceChange.RECLAIMED);
  return changes
    .filter((change) => change !== InstanceChange.RECLAIMED)
    .map((change) => ({
      RecordType: RecordType.INSTANCE,
      At: timeOf(instance, change),
      Change: change,
      InstanceId: instance.instanceId,
      ContainerInstanceArn: instance.containerInstanceArn,
      InstanceType: instance.instanceType,
      AvailabilityZone: instance.availabilityZone,
      Architecture: instance.architecture,
      ComputeEnvironment: instance.computeEnvironment,
      EcsCluster: instance.ecsCluster,
      PurchaseOption: instance.purchaseOption,
      Vcpus: instance.vcpus,
      MemoryMiB: instance.memoryMiB,
      ...(change === InstanceChange.DEREGISTERED
        ? { LifetimeSeconds: lifetimeSeconds(instance), Reclaimed: isReclaimed ? 1 : 0, Cause: instance.goneCause }
        : {}),
    }));
}
