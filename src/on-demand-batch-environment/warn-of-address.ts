import { Annotations } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { IOnDemandBatchEnvironment, OnDemandBatchEnvironmentAttributes } from './on-demand-batch-environment-base';

const NO_PUBLIC_IP = 'cdk-batch-insights:no-public-ip';

/** A job queue does not state what its jobs need: an environment of the app that made it does. */
export function warnOfAddress(
  scope: Construct,
  { jobQueue, capacity, publicIpRequired }: OnDemandBatchEnvironmentAttributes,
  isEnvironment: (construct: IConstruct) => construct is IOnDemandBatchEnvironment,
): void {
  if (!capacity.isFargate || publicIpRequired) return;
  const environments = scope.node.root.node.findAll().filter(isEnvironment);
  const made = environments.find((each) => each.publicIpRequired && each.jobQueue.jobQueueArn === jobQueue.jobQueueArn);
  if (!made) return;
  Annotations.of(scope).addWarningV2(
    NO_PUBLIC_IP,
    `The job queue is that of ${made.node.path}, whose jobs run in public subnets and reach the internet only with a public address. Use that environment itself, or set publicIpRequired: true.`,
  );
}
