import { Token } from 'aws-cdk-lib';
import { CfnComputeEnvironment, IManagedComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { BatchCapacity } from './batch-capacity';
import { OnDemandBatchEnvironmentProps } from './on-demand-batch-environment-props';

const { EC2, SPOT, FARGATE, FARGATE_SPOT } = BatchCapacity;

/** What a compute environment states in the template. Nothing is known of one that is imported: aws-cdk-lib gives it values that are not its own. */
export function statedBy({ node: { defaultChild } }: IManagedComputeEnvironment): Partial<CfnComputeEnvironment.ComputeResourcesProperty> {
  const stated = defaultChild instanceof CfnComputeEnvironment ? defaultChild.computeResources : undefined;
  return stated && !Token.isUnresolved(stated) ? (stated as CfnComputeEnvironment.ComputeResourcesProperty) : {};
}

/** Absent where it is not known. */
export const capacityOf = (computeEnvironment: IManagedComputeEnvironment): BatchCapacity | undefined =>
  [EC2, SPOT, FARGATE, FARGATE_SPOT].find(({ value }) => value === statedBy(computeEnvironment).type);

export const capacityFor = ({ capacity, computeEnvironment }: OnDemandBatchEnvironmentProps): BatchCapacity =>
  capacity ?? (computeEnvironment && capacityOf(computeEnvironment)) ?? FARGATE;
