import { Stack, Token } from 'aws-cdk-lib';
import { CfnComputeEnvironment, ManagedEc2EcsComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { ANY_INSTANCE, boundsOf, InstanceBounds } from './job-size/instance-bounds';
import { OnDemandBatchEnvironment } from '../on-demand-batch-environment/on-demand-batch-environment';
import { IOnDemandBatchEnvironment } from '../on-demand-batch-environment/on-demand-batch-environment-base';

/** What the instances of an environment have at most, each kind for itself; any instance where it is not known which are launched. */
export function instancesOf(environment: IOnDemandBatchEnvironment): InstanceBounds[] {
  const names = launchedBy(environment) ?? environment.instanceTypes?.map(String) ?? [];
  const areKnown = names.every((name) => typeof name === 'string' && !Token.isUnresolved(name));
  return names.length > 0 && areKnown ? names.map(boundsOf) : [ANY_INSTANCE];
}

/** As the template has them: with the default classes, which aws-cdk-lib adds. */
function launchedBy(environment: IOnDemandBatchEnvironment): string[] | undefined {
  const { computeEnvironment } = environment instanceof OnDemandBatchEnvironment ? environment : {};
  if (!(computeEnvironment instanceof ManagedEc2EcsComputeEnvironment)) return undefined;
  const { computeResources } = computeEnvironment.node.defaultChild as CfnComputeEnvironment;
  return Stack.of(computeEnvironment).resolve(computeResources).instanceTypes;
}
