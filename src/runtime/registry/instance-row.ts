import { clusterFromArn } from '../../domain/event/arns';
import { GoneCause } from '../../domain/instance/departure';
import { InstanceChange, KnownInstance } from '../../domain/instance/instance-change';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { PurchaseOption } from '../../domain/names/records';
import { InstanceAttribute } from '../../domain/names/tables';
import { Row, Values } from '../aws/table-rows';

/** The attributes for the token that counted each change. The names are short because a row must fit into one kilobyte, above which each write consumes two write units. */
const COUNTED_BY: Readonly<Record<InstanceChange, string>> = {
  [InstanceChange.REGISTERED]: 'cR',
  [InstanceChange.DEREGISTERED]: 'cD',
  [InstanceChange.RECLAIMED]: 'cT',
  [InstanceChange.INTERRUPTION_WARNING]: 'cW',
  [InstanceChange.REBALANCE_RECOMMENDATION]: 'cB',
};

/** The attributes of an instance that come from Amazon ECS. */
export function instanceValues(instance: InstanceReading, purchaseOption: PurchaseOption | undefined): Values {
  return {
    [InstanceAttribute.INSTANCE_ID]: instance.instanceId,
    [InstanceAttribute.INSTANCE_TYPE]: instance.instanceType,
    [InstanceAttribute.AVAILABILITY_ZONE]: instance.availabilityZone,
    [InstanceAttribute.ARCHITECTURE]: instance.architecture,
    [InstanceAttribute.AMI_ID]: instance.amiId,
    [InstanceAttribute.VCPUS]: instance.vcpus,
    [InstanceAttribute.MEMORY_MIB]: instance.memoryMiB,
    // The key contains the cluster, except for ARNs in the old format.
    [InstanceAttribute.ECS_CLUSTER]: clusterFromArn(instance.containerInstanceArn) === undefined ? instance.ecsCluster : undefined,
    [InstanceAttribute.COMPUTE_ENVIRONMENT]: instance.computeEnvironment,
    [InstanceAttribute.PURCHASE_OPTION]: purchaseOption,
    [InstanceAttribute.STATUS]: instance.status,
    [InstanceAttribute.REGISTERED_AT]: instance.registeredAt,
    [InstanceAttribute.VERSION]: instance.version,
  };
}

/** The attributes for the token that counts the changes. */
export const countedBy = (changes: readonly InstanceChange[], token: string): Values =>
  Object.fromEntries(changes.map((change) => [COUNTED_BY[change], token]));

/** Reads an instance from its row. */
export function knownInstance(row: Row): KnownInstance {
  const text = (name: string) => row[name]?.S;
  const containerInstanceArn = text(InstanceAttribute.KEY) as string;
  const counted = Object.values(InstanceChange).map((change) => [change, text(COUNTED_BY[change])] as const);
  return {
    containerInstanceArn,
    instanceId: text(InstanceAttribute.INSTANCE_ID),
    instanceType: text(InstanceAttribute.INSTANCE_TYPE),
    availabilityZone: text(InstanceAttribute.AVAILABILITY_ZONE),
    architecture: text(InstanceAttribute.ARCHITECTURE),
    ecsCluster: text(InstanceAttribute.ECS_CLUSTER) ?? clusterFromArn(containerInstanceArn),
    computeEnvironment: text(InstanceAttribute.COMPUTE_ENVIRONMENT),
    purchaseOption: text(InstanceAttribute.PURCHASE_OPTION) as PurchaseOption | undefined,
    vcpus: numberIn(row, InstanceAttribute.VCPUS),
    memoryMiB: numberIn(row, InstanceAttribute.MEMORY_MIB),
    registeredAt: text(InstanceAttribute.REGISTERED_AT),
    goneAt: text(InstanceAttribute.GONE_AT),
    goneCause: text(InstanceAttribute.GONE_CAUSE) as GoneCause | undefined,
    isSettled: row[InstanceAttribute.DEPARTURE_SETTLED] !== undefined,
    interruptionWarningAt: text(InstanceAttribute.INTERRUPTION_WARNING_AT),
    rebalanceRecommendedAt: text(InstanceAttribute.REBALANCE_RECOMMENDED_AT),
    linkedAtSeconds: numberIn(row, InstanceAttribute.LINKED_AT),
    counted: Object.fromEntries(counted.filter(([, token]) => token !== undefined)),
  };
}

function numberIn(row: Row, name: string): number | undefined {
  const { N } = row[name] ?? {};
  return N === undefined ? undefined : Number(N);
}
