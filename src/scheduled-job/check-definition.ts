import { Annotations, Token } from 'aws-cdk-lib';
import {
  EcsEc2ContainerDefinition,
  EcsFargateContainerDefinition,
  EcsJobDefinition,
  EksJobDefinition,
  IEcsContainerDefinition,
  MultiNodeJobDefinition,
} from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';
import { checkLimit } from './check-job-size';
import { ScheduledJobProps } from './scheduled-job-props';
import { warnOfPlainSecrets } from './warn-of-job';
import { BatchCapacity } from '../on-demand-batch-environment/batch-capacity';
import { reject } from '../prop-check/prop-check';

const NO_PUBLIC_IP = 'cdk-batch-insights:no-public-ip';

/** What is known of a job definition that is given: whether the environment can run it, and whether its container reaches the image registry. */
export function checkGivenDefinition(scope: Construct, props: ScheduledJobProps): void {
  const { batchEnvironment, jobDefinition } = props;
  checkKind(scope, props);
  checkLimit(scope, { prop: 'jobDefinition', vcpus: vcpusOf(jobDefinition), maxVcpus: batchEnvironment.maxVcpus });
  warnOfPlainSecrets(scope, { ...props, environment: undefined, command: undefined });
  const container = jobDefinition instanceof EcsJobDefinition ? jobDefinition.container : undefined;
  if (container) checkContainer(scope, props, container);
}

/** @see https://docs.aws.amazon.com/batch/latest/userguide/mnp-ce.html */
function checkKind(scope: Construct, { batchEnvironment: { capacity }, jobDefinition: value }: ScheduledJobProps): void {
  const prop = 'jobDefinition';
  if (value instanceof EksJobDefinition) {
    const allowed = 'a definition for Amazon ECS, as the environment is';
    reject(scope, { prop, value, allowed, fix: 'Use EcsJobDefinition: no pods run here.' });
  }
  if (!(value instanceof MultiNodeJobDefinition) || capacity === BatchCapacity.EC2) return;
  const allowed = `a definition with one node on ${capacity.value}`;
  reject(scope, { prop, value, allowed, fix: 'Use an environment with BatchCapacity.EC2: AWS Batch runs several nodes on nothing else.' });
}

/** Of all nodes, which run at the same time; undefined where it is not known before deployment. */
function vcpusOf(jobDefinition: ScheduledJobProps['jobDefinition']): number | undefined {
  if (jobDefinition instanceof EcsJobDefinition) return jobDefinition.container.cpu;
  if (!(jobDefinition instanceof MultiNodeJobDefinition)) return undefined;
  const groups = jobDefinition.containers.map(({ startNode, endNode, container: { cpu } }) => [endNode - startNode + 1, cpu]);
  if (groups.some(([, cpu]) => Token.isUnresolved(cpu))) return undefined;
  return groups.reduce((sum, [nodes, cpu]) => sum + nodes * cpu, 0);
}

function checkContainer(
  scope: Construct,
  { batchEnvironment, jobDefinition }: ScheduledJobProps,
  container: IEcsContainerDefinition,
): void {
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
