import { InstanceChange, KnownInstance, lifetimeSeconds, timeOf } from './instance-change';
import { PurchaseOption, RecordType } from '../names/records';

/** The record of one change of an instance. Unknown fields are absent. */
export interface InstanceRecord {
  readonly RecordType: typeof RecordType.INSTANCE;
  /** When the change happened, ISO 8601. */
  readonly At?: string;
  readonly Change: Exclude<InstanceChange, 'reclaimed'>;
  readonly InstanceId?: string;
  readonly ContainerInstanceArn: string;
  readonly InstanceType?: string;
  readonly AvailabilityZone?: string;
  readonly Architecture?: string;
  readonly ComputeEnvironment?: string;
  readonly EcsCluster?: string;
  readonly PurchaseOption?: PurchaseOption;
  readonly Vcpus?: number;
  readonly MemoryMiB?: number;
  /** The next three fields are present only if the instance left. */
  readonly LifetimeSeconds?: number;
  /** 1 or 0, so that queries can sum it. */
  readonly Reclaimed?: number;
  readonly Cause?: string;
  /** Present if the record may be a duplicate: the token of the message that counted the change before. */
  readonly Redelivered?: string;
}

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
