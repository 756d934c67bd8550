import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { fullRegistry, oneOfEach } from './full-registry';
import { InstanceRegistry, InstanceRegistryProps, PurchaseOption } from '../../src/instance-registry';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';
import { NETWORK_SIDS } from '../handler-options/every-handler-option';

describe('an instance registry with every prop', () => {
  let registry: InstanceRegistry;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => {
      registry = fullRegistry(stack);
      registry.grantReadInstances(new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    });
  });

  test('takes events from the given bus', () => {
    expect(synthesis.resource('Instances/ContainerInstanceRule').Properties.EventBusName).toBe('forwarded');
    expect(synthesis.resource('Instances/SpotWarningRule').Properties.EventBusName).toBe('forwarded');
    expect(synthesis.resource('Instances/TerminationRule').Properties.EventBusName).toBe('forwarded');
  });

  test('tells its handler purchase options, of compute environments whose name is only known at deployment too', () => {
    const variables = environmentOf(synthesis, 'Instances/Handler');
    const spotName = { 'Fn::Select': [1, { 'Fn::Split': ['/', synthesis.attribute('Spot', 'ComputeEnvironmentArn')] }] };
    expect(textOf(variables.PURCHASE_OPTIONS, spotName, 'spot-made-by-cloudformation')).toEqual({
      'spot-made-by-cloudformation': 'SPOT',
      'on-demand': 'ON_DEMAND',
      fargate: 'FARGATE',
      'fargate-spot': 'FARGATE_SPOT',
      'made-elsewhere': 'CAPACITY_BLOCK',
    });
  });

  test('tells its handler how long to remember, and not to look up', () => {
    expect(environmentOf(synthesis, 'Instances/Handler')).toMatchObject({
      LOOK_UP: 'false',
      REGISTERED_TTL_SECONDS: String(10 * 24 * 3600),
      GONE_TTL_SECONDS: String(24 * 3600),
    });
  });

  test('tells its handler what to publish, of all that instances can be told apart by', () => {
    expect(environmentOf(synthesis, 'Instances/Handler')).toMatchObject({
      METRIC_NAMESPACE: 'Farm',
      DIMENSION_SETS: '[[],["ComputeEnvironment"],["InstanceType"],["AvailabilityZone"],["PurchaseOption"]]',
    });
  });

  test('takes questions that the given purchase options answer, and may not describe anything, where look-ups are off', () => {
    expect(registry.lookUpQueue).toBe(registry.queue);
    const statements = roleStatements(synthesis, 'Instances/HandlerRole') as { Sid: string }[];
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'WriteLogs',
      'ReadQueue',
      'WriteInstances',
      'TellItself',
      'UseTableKeys',
      'SendEncrypted',
      ...NETWORK_SIDS,
    ]);
  });

  test('encrypts the table, both queues and the log group with the key', () => {
    const key = synthesis.attribute('Key', 'Arn');
    expect(synthesis.resource('Instances/Table').Properties.SSESpecification).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: key,
    });
    expect(synthesis.resource('Instances/Queue').Properties.KmsMasterKeyId).toEqual(key);
    expect(synthesis.resource('Instances/DeadLetterQueue').Properties.KmsMasterKeyId).toEqual(key);
    expect(synthesis.resource('Instances/LogGroup').Properties.KmsKeyId).toEqual(key);
  });

  test('keeps data as told', () => {
    expect(synthesis.resource('Instances/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Retain' });
    expect(synthesis.resource('Instances/Table').DeletionPolicy).toBe('Retain');
  });

  test('lets readers read and decrypt the table', () => {
    const { Statement } = synthesis.resource('Reader/DefaultPolicy').Properties.PolicyDocument as { Statement: object[] };
    expect(Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
        Resource: synthesis.attribute('Instances/Table', 'Arn'),
      },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: synthesis.attribute('Key', 'Arn'),
        Condition: {
          StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
        },
      },
    ]);
  });
});

describe('an instance registry without look-ups', () => {
  const lookUpQueueOf = (props: (stack: Stack) => InstanceRegistryProps) => {
    let registry!: InstanceRegistry;
    synthesize((stack) => {
      registry = new InstanceRegistry(stack, 'Instances', { lookUpUnknown: false, ...props(stack) });
    });
    return registry.lookUpQueue?.node.path;
  };

  test('takes no questions where it knows no answers', () => {
    expect(lookUpQueueOf(() => ({}))).toBeUndefined();
  });

  test('takes questions where compute environments of the app tell their purchase option', () => {
    expect(lookUpQueueOf((stack) => ({ computeEnvironments: oneOfEach(stack) }))).toBe('Stack/Instances/Queue');
  });

  test('takes questions where purchase options are given', () => {
    const purchaseOptions = [{ computeEnvironmentName: 'fargate', purchaseOption: PurchaseOption.FARGATE }];
    expect(lookUpQueueOf(() => ({ purchaseOptions }))).toBe('Stack/Instances/Queue');
  });
});

/** What the JSON text is once CloudFormation has put the value in. */
function textOf(join: unknown, intrinsic: object, value: string): unknown {
  const [, parts] = (join as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return JSON.parse(parts.map((part) => (JSON.stringify(part) === JSON.stringify(intrinsic) ? value : part)).join(''));
}
