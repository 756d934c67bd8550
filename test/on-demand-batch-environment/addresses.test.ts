import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { network } from './full-environment';
import { BatchCapacity, OnDemandBatchEnvironment, OnDemandBatchEnvironmentAttributes, OnDemandBatchEnvironmentProps } from '../../src';

const warnings = (stack: Stack): string[] =>
  Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));

describe('GIVEN an environment and the description of its queue in another stack', () => {
  const describedBy = (attributes: Partial<OnDemandBatchEnvironmentAttributes>, props: OnDemandBatchEnvironmentProps = {}): string[] => {
    const app = new App();
    const { jobQueue, capacity } = new OnDemandBatchEnvironment(new Stack(app, 'Batch'), 'Jobs', { insightsEnabled: false, ...props });
    const stack = new Stack(app, 'Stack');
    OnDemandBatchEnvironment.fromOnDemandBatchEnvironmentAttributes(stack, 'Batch', { jobQueue, capacity, ...attributes });
    return warnings(stack);
  };

  test('WHEN jobs would lack the public address that they need THEN a warning names the environment', () => {
    expect(describedBy({})).toEqual([expect.stringContaining('The job queue is that of Batch/Jobs, whose jobs run in public subnets')]);
  });

  test('WHEN the queue is known by its ARN THEN the warning is the same', () => {
    const app = new App();
    const { jobQueue, capacity } = new OnDemandBatchEnvironment(new Stack(app, 'Batch'), 'Jobs', { insightsEnabled: false });
    const stack = new Stack(app, 'Stack');
    const known = JobQueue.fromJobQueueArn(stack, 'Queue', jobQueue.jobQueueArn);
    OnDemandBatchEnvironment.fromOnDemandBatchEnvironmentAttributes(stack, 'Batch', { jobQueue: known, capacity });
    expect(warnings(stack)).toHaveLength(1);
  });

  test.each<[string, Partial<OnDemandBatchEnvironmentAttributes>, OnDemandBatchEnvironmentProps]>([
    ['they have one', { publicIpRequired: true }, {}],
    ['they run on instances', {}, { capacity: BatchCapacity.EC2 }],
    ['they run in private subnets', {}, { vpc: network(new Stack(new App(), 'Network')) }],
    [
      'the queue is another',
      { jobQueue: JobQueue.fromJobQueueArn(new Stack(), 'Queue', 'arn:aws:batch:eu-west-1:123456789012:job-queue/q') },
      {},
    ],
  ])('WHEN %s THEN nothing is warned of', (_, attributes, props) => expect(describedBy(attributes, props)).toEqual([]));
});

describe('GIVEN jobs on Fargate WHEN publicIpRequired is false', () => {
  const withoutAddress = (subnetType: SubnetType): string[] => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 1, maxAzs: 1 });
    new OnDemandBatchEnvironment(stack, 'Batch', { vpc, vpcSubnets: { subnetType }, publicIpRequired: false, insightsEnabled: false });
    return warnings(stack);
  };

  test('THEN public subnets are warned of', () => {
    expect(withoutAddress(SubnetType.PUBLIC)).toEqual([
      expect.stringContaining('The subnets Stack/Vpc/PublicSubnet1 are public, and publicIpRequired is false'),
    ]);
  });

  test('THEN private subnets are not', () => expect(withoutAddress(SubnetType.PRIVATE_WITH_EGRESS)).toEqual([]));
});
