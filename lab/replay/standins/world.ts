import { existsSync, readFileSync } from 'node:fs';
import { EventPlace } from '../events/place-of-events';
import { messageOf, ReplayProblem } from '../replay-problem';

/** What AWS would know beside the events: compute environments and their instances. */
export interface World {
  readonly Account: string;
  readonly Region: string;
  readonly ComputeEnvironments: readonly ComputeEnvironment[];
  readonly Instances: readonly Instance[];
  readonly AutoScalingGroups?: readonly AutoScalingGroup[];
  readonly Prices?: WorldPrices;
}

/** Prices in USD. What is absent has no price. */
export interface WorldPrices {
  readonly InstanceTypes?: readonly {
    readonly InstanceType: string;
    readonly Vcpus: number;
    readonly MemoryMiB: number;
    readonly Gpus?: number;
    readonly OnDemandUsdPerHour?: number;
  }[];
  readonly Spot?: readonly {
    readonly InstanceType: string;
    readonly AvailabilityZone: string;
    readonly At: string;
    readonly UsdPerHour: number;
  }[];
  readonly Fargate?: { readonly [architecture: string]: FargatePrices };
}

export interface FargatePrices {
  readonly VcpuUsdPerHour?: number;
  readonly GibUsdPerHour?: number;
  readonly SpotVcpuUsdPerHour?: number;
  readonly SpotGibUsdPerHour?: number;
}

/** Absent facts are as if AWS had none: no tags, no launch template, no metrics. Groups of AWS Batch always have a launch template. */
export interface AutoScalingGroup {
  readonly Name: string;
  readonly Arn?: string;
  /** Before it the group is not there. */
  readonly CreatedAt?: string;
  readonly Tags?: { readonly [key: string]: string };
  readonly LaunchTemplateName?: string;
  readonly HasMixedInstancesPolicy?: boolean;
  readonly EnabledMetrics?: readonly string[];
  /** Of AWS Batch's groups. */
  readonly ComputeEnvironment?: string;
}

export interface ComputeEnvironment {
  readonly Name: string;
  readonly Type: 'EC2' | 'SPOT' | 'FARGATE' | 'FARGATE_SPOT' | 'UNMANAGED' | 'ECS_MANAGED_INSTANCES' | 'EKS';
  readonly EcsClusterArn?: string;
  readonly Uuid?: string;
  readonly Arn?: string;
}

export interface Instance {
  readonly ContainerInstanceArn: string;
  readonly InstanceId: string;
  readonly ClusterArn: string;
  readonly InstanceType?: string;
  readonly AvailabilityZone?: string;
  readonly Architecture?: string;
  readonly AmiId?: string;
  readonly Vcpus?: number;
  readonly MemoryMiB?: number;
  /** `spot`, `capacity-block`, or absent for On-Demand. */
  readonly Lifecycle?: string;
  readonly RegisteredAt?: string | number;
}

const EMPTY_WORLD: World = { Account: '123456789012', Region: 'us-east-1', ComputeEnvironments: [], Instances: [] };

/** Reads the world that a simulation left beside its events; an empty one, at the place of the events, where there is none. */
export function readWorld(file: string | undefined, place?: EventPlace): World {
  const empty = { ...EMPTY_WORLD, ...(place && { Account: place.account, Region: place.region }) };
  if (file === undefined || !existsSync(file)) return empty;
  try {
    return { ...empty, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<World>) };
  } catch (error) {
    throw new ReplayProblem(`${file} is no JSON: ${messageOf(error)}`);
  }
}
