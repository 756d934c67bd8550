import { InstanceChange, KnownInstance, lifetimeSeconds, timeOf } from './instance-change';
import { PurchaseOption, RecordType } from '../names/records';

/** A line about a change of an instance; what is not known is absent. */
export interface InstanceRecord {
  readonly RecordType: typeof RecordType.INSTANCE;
  /** When it happened, ISO 8601. */
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
  /** These three where the instance left. */
  readonly LifetimeSeconds?: number;
  /** 1 or 0, so that it can be added up. */
  readonly Reclaimed?: number;
  readonly Cause?: string;
  /** Where the line may have been written before: the token of the message that has it written again. */
  readonly Redelivered?: string;
}

/** A line for each change; that an instance was reclaimed is said in the line about its leaving. */
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
