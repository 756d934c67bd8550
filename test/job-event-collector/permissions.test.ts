import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { InstanceRegistry, PurchaseOption } from '../../src/instance-registry';
import { EventDelivery, JobEventCollector, JobEventCollectorProps } from '../../src/job-event-collector';
import { roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';

const allow = (Sid: string, Action: string | string[], Resource: unknown) => ({ Sid, Effect: 'Allow', Action, Resource });

/** What every collector may do. */
const always = (synthesis: Synthesis) => [
  allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], synthesis.attribute('Collector/LogGroup', 'Arn')),
  allow('ReadQueue', ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], synthesis.attribute('Collector/Queue', 'Arn')),
  allow('WriteJobs', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], synthesis.attribute('Collector/Table', 'Arn')),
  allow('LetJobsWait', 'sqs:SendMessage', synthesis.attribute('Collector/Queue', 'Arn')),
];

const collectorWith = (props: (stack: Stack) => JobEventCollectorProps) =>
  synthesize((stack) => new JobEventCollector(stack, 'Collector', props(stack)));

const through = (service: string) => ({
  Condition: {
    StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', [`${service}.`, { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
  },
});

describe("the collector's role", () => {
  test('may write its logs, read its queue, write jobs and let them wait, and nothing else', () => {
    const synthesis = collectorWith(() => ({}));
    expect(roleStatements(synthesis, 'Collector/HandlerRole')).toEqual(always(synthesis));
    expect(synthesis.resource('Collector/HandlerRole').Properties.ManagedPolicyArns).toBeUndefined();
    synthesis.template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('may read instances and ask for them where there is a registry', () => {
    const synthesis = collectorWith((stack) => ({ instanceRegistry: new InstanceRegistry(stack, 'Instances') }));
    expect(roleStatements(synthesis, 'Collector/HandlerRole')).toEqual([
      ...always(synthesis),
      allow('ReadInstances', 'dynamodb:BatchGetItem', synthesis.attribute('Instances/Table', 'Arn')),
      allow('AskForInstances', 'sqs:SendMessage', synthesis.attribute('Instances/Queue', 'Arn')),
    ]);
  });

  test('may ask a registry that knows purchase options without look-ups', () => {
    const purchaseOptions = [{ computeEnvironmentName: 'fargate', purchaseOption: PurchaseOption.FARGATE_SPOT }];
    const synthesis = collectorWith((stack) => ({
      instanceRegistry: new InstanceRegistry(stack, 'Instances', { lookUpUnknown: false, purchaseOptions }),
    }));
    expect(roleStatements(synthesis, 'Collector/HandlerRole')).toContainEqual(
      allow('AskForInstances', 'sqs:SendMessage', synthesis.attribute('Instances/Queue', 'Arn')),
    );
  });

  test('may not ask for instances where look-ups are off and nothing is known', () => {
    const synthesis = collectorWith((stack) => ({ instanceRegistry: new InstanceRegistry(stack, 'Instances', { lookUpUnknown: false }) }));
    expect(roleStatements(synthesis, 'Collector/HandlerRole')).toEqual([
      ...always(synthesis),
      allow('ReadInstances', 'dynamodb:BatchGetItem', synthesis.attribute('Instances/Table', 'Arn')),
    ]);
  });

  test('may set failures aside under direct delivery', () => {
    const synthesis = collectorWith(() => ({ delivery: EventDelivery.direct() }));
    expect(roleStatements(synthesis, 'Collector/HandlerRole')).toEqual([
      ...always(synthesis),
      allow('SetFailuresAside', 'sqs:SendMessage', synthesis.attribute('Collector/DeadLetterQueue', 'Arn')),
    ]);
    synthesis.template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('may use each key through the service that it is for, and no more of it than that service asks for', () => {
    const synthesis = collectorWith((stack) => ({
      encryptionKey: new Key(stack, 'Key'),
      instanceRegistry: new InstanceRegistry(stack, 'Instances', { encryptionKey: new Key(stack, 'OtherKey') }),
    }));
    const keys = [synthesis.attribute('Key', 'Arn'), synthesis.attribute('OtherKey', 'Arn')];
    expect((roleStatements(synthesis, 'Collector/HandlerRole') as object[]).slice(-2)).toEqual([
      {
        ...allow('UseTableKeys', ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], keys),
        ...through('dynamodb'),
      },
      { ...allow('SendEncrypted', ['kms:Decrypt', 'kms:GenerateDataKey'], keys), ...through('sqs') },
    ]);
  });

  test('may use the one key of the registry through SQS only to be heard', () => {
    const synthesis = collectorWith((stack) => ({
      instanceRegistry: new InstanceRegistry(stack, 'Instances', { encryptionKey: new Key(stack, 'OtherKey'), lookUpUnknown: false }),
    }));
    const sids = (roleStatements(synthesis, 'Collector/HandlerRole') as { Sid: string }[]).map(({ Sid }) => Sid);
    expect(sids).toContain('UseTableKeys');
    expect(sids.filter((sid) => sid.endsWith('Encrypted'))).toEqual([]);
  });
});

describe('queue policies', () => {
  const denyPlainText = (synthesis: Synthesis, queue: string) => ({
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sqs:*',
    Resource: synthesis.attribute(queue, 'Arn'),
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  const allowRule = (synthesis: Synthesis, queue: string) => ({
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: synthesis.attribute(queue, 'Arn'),
    Condition: { ArnEquals: { 'aws:SourceArn': synthesis.attribute('Collector/Rule', 'Arn') } },
  });
  const statements = (synthesis: Synthesis, path: string) =>
    (synthesis.resource(path).Properties.PolicyDocument as { Statement: object[] }).Statement;

  test('admit TLS only, and to both queues the rule only', () => {
    const synthesis = collectorWith(() => ({}));
    expect(statements(synthesis, 'Collector/Queue/Policy')).toEqual([
      denyPlainText(synthesis, 'Collector/Queue'),
      allowRule(synthesis, 'Collector/Queue'),
    ]);
    expect(statements(synthesis, 'Collector/DeadLetterQueue/Policy')).toEqual([
      denyPlainText(synthesis, 'Collector/DeadLetterQueue'),
      allowRule(synthesis, 'Collector/DeadLetterQueue'),
    ]);
  });

  test('hold the rule to encrypted queues too', () => {
    const synthesis = collectorWith((stack) => ({ encryptionKey: new Key(stack, 'Key') }));
    for (const queue of ['Collector/Queue', 'Collector/DeadLetterQueue']) {
      expect(statements(synthesis, `${queue}/Policy`)).toEqual([denyPlainText(synthesis, queue), allowRule(synthesis, queue)]);
    }
  });

  test('let the rule put undeliverable events aside under direct delivery', () => {
    const synthesis = collectorWith(() => ({ delivery: EventDelivery.direct() }));
    expect(statements(synthesis, 'Collector/DeadLetterQueue/Policy')).toContainEqual(
      expect.objectContaining(allowRule(synthesis, 'Collector/DeadLetterQueue')),
    );
  });
});

describe('an encryption key', () => {
  test('of the app lets EventBridge and CloudWatch Logs use it, once for several constructs', () => {
    const synthesis = collectorWith((stack) => {
      const encryptionKey = new Key(stack, 'Key');
      return { encryptionKey, instanceRegistry: new InstanceRegistry(stack, 'Instances', { encryptionKey }) };
    });
    const { Statement } = synthesis.resource('Key').Properties.KeyPolicy as { Statement: object[] };
    expect(Statement.slice(1)).toEqual([
      {
        Sid: 'EventBridgeToEncryptedQueues',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
      },
      {
        Sid: 'CloudWatchLogs',
        Effect: 'Allow',
        Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        Resource: '*',
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': {
              'Fn::Join': [
                '',
                ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:*'],
              ],
            },
          },
        },
      },
    ]);
  });

  test('is used by the principals that the Region has, in China too', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'cn-north-1' } });
    new JobEventCollector(stack, 'Collector', { encryptionKey: new Key(stack, 'Key') });
    const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    const services = key.Properties.KeyPolicy.Statement.slice(1).map(
      ({ Principal }: { Principal: { Service: unknown } }) => Principal.Service,
    );
    expect(services).toEqual(['events.amazonaws.com', { 'Fn::Join': ['', ['logs.cn-north-1.', { Ref: 'AWS::URLSuffix' }]] }]);
  });

  test('that is imported brings a warning, since its policy cannot be changed', () => {
    const { stack } = collectorWith((scope) => ({
      encryptionKey: Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/11112222-3333-4444-5555-666677778888'),
    }));
    const [{ entry }] = Annotations.fromStack(stack).findWarning('/Stack/Collector', Match.stringLikeRegexp('imported encryptionKey'));
    expect(entry.data).toContain('"Sid": "EventBridgeToEncryptedQueues"');
  });
});

describe('grants', () => {
  const policyOf = (
    grant: (collector: JobEventCollector, role: Role) => void,
    props: (stack: Stack) => JobEventCollectorProps = () => ({}),
  ) => {
    const synthesis = synthesize((stack) => {
      const role = new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
      grant(new JobEventCollector(stack, 'Collector', props(stack)), role);
    });
    const { PolicyDocument } = synthesis.resource('Reader/DefaultPolicy').Properties as { PolicyDocument: { Statement: object[] } };
    return { synthesis, statements: PolicyDocument.Statement };
  };

  test('of records allow queries over the log group', () => {
    const { synthesis, statements } = policyOf((collector, role) => collector.grantReadRecords(role));
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:FilterLogEvents', 'logs:GetLogGroupFields', 'logs:GetLogRecord', 'logs:StartQuery'],
        Resource: synthesis.attribute('Collector/LogGroup', 'Arn'),
      },
      { Effect: 'Allow', Action: ['logs:GetQueryResults', 'logs:StopQuery'], Resource: '*' },
    ]);
  });

  test('of jobs allow reading the table', () => {
    const { synthesis, statements } = policyOf((collector, role) => collector.grantReadJobs(role));
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
        Resource: synthesis.attribute('Collector/Table', 'Arn'),
      },
    ]);
  });

  test('of jobs allow decrypting an encrypted table, through DynamoDB alone', () => {
    const { synthesis, statements } = policyOf(
      (collector, role) => collector.grantReadJobs(role),
      (stack) => ({ encryptionKey: new Key(stack, 'Key') }),
    );
    expect(statements).toContainEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: synthesis.attribute('Key', 'Arn'),
      ...through('dynamodb'),
    });
  });
});
