import { IManagedComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { statedBy } from './given-compute-environment';

type Kind = 'publicSubnets' | 'isolatedSubnets';

/** The subnets of jobs, as VPCs of the app know them. */
export type JobSubnets = Readonly<Record<Kind, readonly ISubnet[]>>;

/** A compute environment keeps only the ids of its subnets. */
export function subnetsOfGiven(computeEnvironment: IManagedComputeEnvironment): JobSubnets {
  return subnetsIn(computeEnvironment.node.root.node.findAll().filter(isVpc), statedBy(computeEnvironment).subnets ?? []);
}

export function subnetsIn(vpcs: readonly IVpc[], subnetIds: readonly string[]): JobSubnets {
  const known = (kind: Kind): ISubnet[] => {
    const subnets = vpcs.flatMap((vpc) => vpc[kind]).filter(({ subnetId }) => subnetIds.includes(subnetId));
    // A VPC may be looked up in several stacks.
    return [...new Map(subnets.map((subnet) => [subnet.subnetId, subnet])).values()];
  };
  return { publicSubnets: known('publicSubnets'), isolatedSubnets: known('isolatedSubnets') };
}

const isVpc = (construct: IConstruct): construct is IVpc => 'selectSubnets' in construct && 'publicSubnets' in construct;
