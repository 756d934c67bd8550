import { ScalingGroup } from './around/groups';
import { Day } from './engine/day';
import { Host } from './model';
import { Prices } from './prices';
import { EnvironmentType } from './site';
import { withoutAbsent } from '../../src/domain/event/without-absent';

/** What AWS's describing calls would answer about the simulated site. */
export interface SimulatedWorld {
  readonly Account: string;
  readonly Region: string;
  readonly ComputeEnvironments: readonly WorldEnvironment[];
  readonly Instances: readonly WorldInstance[];
  readonly AutoScalingGroups: readonly WorldGroup[];
  readonly Prices: Prices;
}

export interface WorldEnvironment {
  readonly Name: string;
  readonly Type: EnvironmentType;
  readonly Uuid: string;
  readonly Arn: string;
  /** Absent on EKS. */
  readonly EcsClusterArn?: string;
}

export interface WorldInstance {
  readonly ContainerInstanceArn: string;
  readonly InstanceId: string;
  readonly ClusterArn: string;
  readonly InstanceType: string;
  readonly AvailabilityZone: string;
  readonly Architecture: string;
  readonly AmiId: string;
  readonly Vcpus: number;
  readonly MemoryMiB: number;
  readonly Lifecycle?: 'spot' | 'capacity-block';
  readonly RegisteredAt: string;
}

export interface WorldGroup {
  readonly Name: string;
  readonly Arn: string;
  readonly CreatedAt: string;
  readonly Tags: Readonly<Record<string, string>>;
  readonly LaunchTemplateName?: string;
  readonly HasMixedInstancesPolicy: boolean;
  readonly EnabledMetrics: readonly string[];
  /** Of AWS Batch's groups. */
  readonly ComputeEnvironment?: string;
}

export function describeWorld({ site, hosts }: Day, groups: readonly ScalingGroup[], prices: Prices): SimulatedWorld {
  return {
    Account: site.account,
    Region: site.region,
    ComputeEnvironments: [...site.environments.values()].map(({ name, type, uuid, arn, clusterArn }) => ({
      Name: name,
      Type: type,
      Uuid: uuid,
      Arn: arn,
      ...(type === 'EKS' ? {} : { EcsClusterArn: clusterArn }),
    })),
    Instances: hosts.map((host) => ({
      ContainerInstanceArn: host.arn,
      InstanceId: host.instanceId,
      ClusterArn: host.environment.clusterArn,
      InstanceType: host.type,
      AvailabilityZone: host.zone,
      Architecture: host.environment.architecture,
      AmiId: host.environment.amiId,
      Vcpus: host.vcpus,
      MemoryMiB: host.memoryMiB,
      ...lifecycleOf(host),
      RegisteredAt: new Date(host.registeredAt).toISOString(),
    })),
    AutoScalingGroups: groups.map((group) =>
      withoutAbsent({
        Name: group.name,
        Arn: group.arn,
        CreatedAt: new Date(group.createdAt).toISOString(),
        Tags: group.tags,
        LaunchTemplateName: group.launchTemplate,
        HasMixedInstancesPolicy: group.mixed,
        EnabledMetrics: group.enabledMetrics,
        ComputeEnvironment: group.environment?.name,
      }),
    ),
    Prices: prices,
  };
}

/** Absent for On-Demand. */
function lifecycleOf({ spot, environment }: Host): Pick<WorldInstance, 'Lifecycle'> {
  if (environment.isCapacityBlock) return { Lifecycle: 'capacity-block' };
  return spot ? { Lifecycle: 'spot' } : {};
}
