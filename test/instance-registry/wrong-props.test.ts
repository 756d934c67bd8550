import { Duration, Stack } from 'aws-cdk-lib';
import { CfnComputeEnvironment, FargateComputeEnvironment, UnmanagedComputeEnvironment } from 'aws-cdk-lib/aws-batch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { RetentionDays, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { InstanceRegistry, InstanceRegistryProps, PurchaseOption } from '../../src/instance-registry';
import { synthesize } from '../event-intake/synthesis';

/** Languages without enums let any number through. */
const anyNumber = (days: number): RetentionDays => days;
const registryWith = (props: (stack: Stack) => InstanceRegistryProps) =>
  synthesize((stack) => new InstanceRegistry(stack, 'Instances', props(stack)));
const spot = (computeEnvironmentName: string) => ({ computeEnvironmentName, purchaseOption: PurchaseOption.SPOT });
const ARN = 'arn:aws:batch:eu-west-1:123456789012:compute-environment/other';

describe('a wrong prop stops the synthesis and says how to mend it', () => {
  test.each<[string, (stack: Stack) => InstanceRegistryProps, string]>([
    [
      'no compute environment',
      () => ({ computeEnvironments: [] }),
      'Stack/Instances: computeEnvironments is [], but it must be a list with at least one element. Leave it out to have AWS Batch asked.',
    ],
    ['no purchase option', () => ({ purchaseOptions: [] }), 'Stack/Instances: purchaseOptions is []'],
    [
      'an imported compute environment',
      (stack) => ({ computeEnvironments: [FargateComputeEnvironment.fromFargateComputeEnvironmentArn(stack, 'Other', ARN)] }),
      'Stack/Instances: computeEnvironments[0] is "Stack/Other", but it must be a managed compute environment that is made in this app. ' +
        'Name an imported one in purchaseOptions; leave an unmanaged one out, its instances are looked up one by one.',
    ],
    [
      'an unmanaged compute environment',
      (stack) => ({ computeEnvironments: [new UnmanagedComputeEnvironment(stack, 'Own')] }),
      'computeEnvironments[0] is "Stack/Own"',
    ],
    [
      'an ARN for a name',
      () => ({ purchaseOptions: [spot(ARN)] }),
      `computeEnvironmentName is "${ARN}", but it must be a name of 1 to 128 letters, digits, hyphens and underscores. Give the name, not the ARN.`,
    ],
    [
      'a compute environment twice',
      () => ({ purchaseOptions: [spot('a'), spot('a')] }),
      'purchaseOptions lists "a" twice. Name each compute environment once.',
    ],
    [
      'more than an environment variable holds',
      () => ({ purchaseOptions: [...Array(40).keys()].map((n) => spot(`${n}`.padEnd(100, 'e'))) }),
      'but it must be a list of at most 3000 characters as JSON. Name fewer compute environments and have AWS Batch asked for the others',
    ],
    ['a namespace that AWS keeps for itself', () => ({ metricNamespace: 'AWS/Batch' }), 'Stack/Instances: metricNamespace is "AWS/Batch"'],
    ['a retention that CloudWatch does not have', () => ({ logRetention: anyNumber(2) }), 'Stack/Instances: logRetention is 2'],
    ['a short memory of instances', () => ({ registeredExpiry: Duration.hours(23) }), 'registeredExpiry is 23 hours'],
    ['a short memory of gone instances', () => ({ goneExpiry: Duration.minutes(59) }), 'goneExpiry is 59 minutes'],
  ])('%s', (_name, props, message) => {
    expect(() => registryWith(props)).toThrow(message);
  });
});

describe('an imported registry', () => {
  const attributesOf = (stack: Stack) => ({
    table: Table.fromTableArn(stack, 'Table', 'arn:aws:dynamodb:eu-west-1:123456789012:table/instances'),
    logGroup: LogGroup.fromLogGroupName(stack, 'Log', 'instances'),
    lookUpQueue: Queue.fromQueueArn(stack, 'LookUps', 'arn:aws:sqs:eu-west-1:123456789012:look-ups'),
  });

  test('has the table and the queue that are told', () => {
    synthesize((stack) => {
      const attributes = attributesOf(stack);
      const registry = InstanceRegistry.fromInstanceRegistryAttributes(stack, 'Instances', attributes);
      expect([registry.table, registry.lookUpQueue]).toEqual([attributes.table, attributes.lookUpQueue]);
    });
  });

  test('lets readers read the table', () => {
    const { template } = synthesize((stack) => {
      const role = new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
      InstanceRegistry.fromInstanceRegistryAttributes(stack, 'Instances', attributesOf(stack)).grantReadInstances(role);
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/instances' }] },
    });
  });
});

describe('a compute environment of CloudFormation', () => {
  test('is known by its type in any case', () => {
    const { template } = registryWith((stack) => {
      const environment = new UnmanagedComputeEnvironment(stack, 'Own', { computeEnvironmentName: 'own' });
      const resource = environment.node.defaultChild as CfnComputeEnvironment;
      resource.computeResources = { type: 'spot', maxvCpus: 1, subnets: [] };
      return { computeEnvironments: [environment] };
    });
    template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { PURCHASE_OPTIONS: '{"own":"SPOT"}' } } });
  });
});
