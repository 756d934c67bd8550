import { Annotations } from 'aws-cdk-lib';
import { EcsEc2ContainerDefinition, EcsFargateContainerDefinition, EcsJobDefinition } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { ScheduledJobProps } from './scheduled-job-props';
import { reject } from '../prop-check/prop-check';

const NO_PUBLIC_IP = 'cdk-batch-insights:no-public-ip';

/** What is known of a job definition that is given: whether its container fits the capacity, and reaches the image registry. */
export function checkGivenDefinition(scope: Construct, { batchEnvironment, jobDefinition }: ScheduledJobProps): void {
  const container = jobDefinition instanceof EcsJobDefinition ? jobDefinition.container : undefined;
  const { isFargate } = batchEnvironment.capacity;
  if (container instanceof (isFargate ? EcsEc2ContainerDefinition : EcsFargateContainerDefinition)) {
    reject(scope, {
      prop: 'jobDefinition',
      value: jobDefinition,
      allowed: `a definition for ${isFargate ? 'AWS Fargate' : 'EC2'}, as the environment is`,
      fix: `Use ${isFargate ? 'EcsFargateContainerDefinition' : 'EcsEc2ContainerDefinition'}.`,
    });
  }
  if (!(container instanceof EcsFargateContainerDefinition) || container.assignPublicIp || !batchEnvironment.publicIpRequired) return;
  Annotations.of(scope).addWarningV2(
    NO_PUBLIC_IP,
    `The subnets of ${batchEnvironment.node.path} are public, and the container of ${container.node.path} has no public address: it cannot reach the image registry. Set assignPublicIp.`,
  );
}
