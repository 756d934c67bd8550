import { App, Annotations as CoreAnnotations, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, Place, PLACES, Resource, resourcesIn } from './partitions';
import {
  AsgMonitoring,
  BatchAlarms,
  BatchInsights,
  GrafanaWorkspace,
  CostInsights,
  InFlightSnapshot,
  InstanceRegistry,
  JobEventCollector,
  JobExplorer,
  JobHistory,
  JobNotifications,
  RunTaskMonitoring,
} from '../../src';

type Build = (stack: Stack, encryptionKey?: IKey) => void;

const PARTS: readonly (readonly [name: string, users: readonly string[], build: Build])[] = [
  ['a collector', ['events', 'logs'], (stack, encryptionKey) => new JobEventCollector(stack, 'Part', { encryptionKey })],
  ['a registry', ['events', 'logs'], (stack, encryptionKey) => new InstanceRegistry(stack, 'Part', { encryptionKey })],
  [
    'a snapshot, which has no queue',
    ['logs'],
    (stack, encryptionKey) => new InFlightSnapshot(stack, 'Part', { encryptionKey, collector: new JobEventCollector(stack, 'Jobs') }),
  ],
  ['monitoring of groups', ['events', 'logs'], (stack, encryptionKey) => new AsgMonitoring(stack, 'Part', { encryptionKey })],
  ['run-task monitoring', ['events', 'logs'], (stack, encryptionKey) => new RunTaskMonitoring(stack, 'Part', { encryptionKey })],
  [
    'run-task monitoring with a trail',
    ['events', 'logs', 'cloudtrail'],
    (stack, encryptionKey) => new RunTaskMonitoring(stack, 'Part', { encryptionKey, createTrail: true }),
  ],
  [
    'cost insights',
    ['events', 'logs'],
    (stack, encryptionKey) => new CostInsights(stack, 'Part', { encryptionKey, collector: new JobEventCollector(stack, 'Jobs') }),
  ],
  [
    'a job history',
    ['events', 'logs'],
    (stack, encryptionKey) => new JobHistory(stack, 'Part', { encryptionKey, collector: new JobEventCollector(stack, 'Jobs') }),
  ],
  [
    'notifications',
    ['buses', 'events', 'logs'],
    (stack, encryptionKey) => new JobNotifications(stack, 'Part', { encryptionKey, collector: new JobEventCollector(stack, 'Jobs') }),
  ],
  [
    'a job explorer',
    ['logs'],
    (stack, encryptionKey) => new JobExplorer(stack, 'Part', { encryptionKey, collector: new JobEventCollector(stack, 'Jobs') }),
  ],
  [
    'a Grafana workspace with users',
    ['logs'],
    (stack, encryptionKey) =>
      new GrafanaWorkspace(stack, 'Part', { encryptionKey, viewerUserIds: ['01234567-89ab-cdef-0123-456789abcdef'] }),
  ],
  [
    'alarms on jobs with a topic',
    ['alarms'],
    (stack, encryptionKey) =>
      new BatchAlarms(stack, 'Part', { encryptionKey, createTopic: true, collector: new JobEventCollector(stack, 'Jobs') }),
  ],
  [
    'batch insights with all parts',
    ['events', 'logs', 'cloudtrail'],
    (stack, encryptionKey) => new BatchInsights(stack, 'Part', { encryptionKey, runTaskMonitoringEnabled: true, createTrail: true }),
  ],
];

/** What AWS documents that the services need, and no more. */
function statementsFor({ partition, region, urlSuffix }: Place): Record<string, { readonly Sid: string }[]> {
  const trails = `arn:${partition}:cloudtrail:${region}:${ACCOUNT}:trail/*`;
  const allow = (Sid: string, Service: string, Action: string | string[], Condition?: object) => ({
    Sid,
    Effect: 'Allow',
    Principal: { Service },
    Action,
    Resource: '*',
    ...(Condition && { Condition }),
  });
  return {
    events: [allow('EventBridgeToEncryptedQueues', 'events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey'])],
    buses: [allow('EventBridgeDescribesKey', 'events.amazonaws.com', 'kms:DescribeKey')],
    logs: [
      allow(
        'CloudWatchLogs',
        `logs.${region}.${urlSuffix}`,
        ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${ACCOUNT}:log-group:*` },
        },
      ),
    ],
    alarms: [
      allow('AlarmsToEncryptedTopics', 'cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
      }),
    ],
    cloudtrail: [
      allow('EncryptFilesOfTrails', 'cloudtrail.amazonaws.com', 'kms:GenerateDataKey*', {
        ArnLike: { 'aws:SourceArn': trails },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails },
      }),
      allow('DescribeKeyOfTrails', 'cloudtrail.amazonaws.com', 'kms:DescribeKey', { ArnLike: { 'aws:SourceArn': trails } }),
    ],
  };
}

const bySid = (statements: readonly { readonly Sid?: string }[]): object[] =>
  [...statements].sort(({ Sid: a = '' }, { Sid: b = '' }) => a.localeCompare(b));

interface QueuePolicy {
  readonly Queues: readonly string[];
  readonly PolicyDocument: { readonly Statement: readonly QueueStatement[] };
}

interface QueueStatement {
  readonly Condition?: { readonly ArnEquals?: { readonly 'aws:SourceArn': string | readonly string[] } };
}

const [, ALL_USERS, ALL_PARTS] = PARTS[PARTS.length - 1];

const withKey = (place: Place, isKnown: boolean, build: Build): Resource[] =>
  Object.values(resourcesIn(place, isKnown, (stack) => build(stack, new Key(stack, 'Key'))));

function statementsOfKey(resources: readonly Resource[]): object[] {
  const [
    {
      Properties: { KeyPolicy },
    },
  ] = resources.filter(({ Type }) => Type === 'AWS::KMS::Key');
  return bySid((KeyPolicy as unknown as { Statement: { Sid?: string }[] }).Statement);
}

function expectedIn(place: Place, users: readonly string[]): object[] {
  const account = {
    Sid: undefined,
    Effect: 'Allow',
    Principal: { AWS: `arn:${place.partition}:iam::${ACCOUNT}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return bySid([account, ...users.flatMap((user) => statementsFor(place)[user])]);
}

describe.each(PLACES)('a key in $partition', (place) => {
  describe.each([
    ['known', true],
    ['known at deployment only', false],
  ] as const)('where the environment is %s', (_, isKnown) => {
    let resources: Resource[];

    beforeAll(() => {
      resources = withKey(place, isKnown, ALL_PARTS);
    });

    test('lets exactly the services use it that all parts need', () => {
      expect(statementsOfKey(resources)).toEqual(expectedIn(place, ALL_USERS));
    });

    test('leads to no ARN of another partition, as do queues and roles', () => {
      const text = JSON.stringify(resources);
      const partitions = new Set([...text.matchAll(/arn:(aws[a-z-]*):/g)].map(([, partition]) => partition));
      expect([...partitions]).toEqual([place.partition]);
    });

    test('is in queues that admit TLS alone, and rules by name', () => {
      const policies = resources
        .filter(({ Type }) => Type === 'AWS::SQS::QueuePolicy')
        .map(({ Properties }) => Properties as unknown as QueuePolicy);
      expect(policies).toHaveLength(8);
      for (const {
        Queues: [queue],
        PolicyDocument: {
          Statement: [first, second, ...others],
        },
      } of policies) {
        const queueArn = `${queue}.Arn`;
        expect(first).toEqual({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 'sqs:*',
          Resource: queueArn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        });
        const rule: unknown = expect.stringMatching(/Rule[0-9A-F]{8}\.Arn$/);
        expect(second).toEqual({
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queueArn,
          Condition: { ArnEquals: { 'aws:SourceArn': expect.anything() } },
        });
        const sources = [second.Condition?.ArnEquals?.['aws:SourceArn']].flat();
        expect(sources).toEqual(sources.map(() => rule));
        expect(others).toEqual([]);
      }
    });

    test('is used by handlers through the services of that place alone', () => {
      const roles = resources.filter(({ Type }) => Type === 'AWS::IAM::Role').flatMap(({ Properties }) => Properties.Policies ?? []);
      const through = JSON.stringify(roles).match(/(?<=")(?:sqs|dynamodb)\.[a-z]+-[a-z0-9.-]+/g) ?? [];
      expect([...new Set(through)].sort()).toEqual([
        `dynamodb.${place.region}.${place.urlSuffix}`,
        `sqs.${place.region}.${place.urlSuffix}`,
      ]);
    });
  });
});

describe('a key', () => {
  test.each(PARTS.slice(0, -1))('lets exactly the services use it that %s needs', (_, users, build) => {
    // The collector that a snapshot looks at has no key.
    expect(statementsOfKey(withKey(PLACES[0], false, build))).toEqual(expectedIn(PLACES[0], users));
  });

  test.each(PARTS)('covers every table, queue, topic, bus, log group, trail, stream and work group of %s', (_, _users, build) => {
    const encrypted = new Map([
      ['AWS::SQS::Queue', 'KmsMasterKeyId'],
      ['AWS::Logs::LogGroup', 'KmsKeyId'],
      ['AWS::CloudTrail::Trail', 'KMSKeyId'],
      ['AWS::KinesisFirehose::DeliveryStream', 'DeliveryStreamEncryptionConfigurationInput'],
      ['AWS::Athena::WorkGroup', 'WorkGroupConfiguration'],
      ['AWS::DynamoDB::Table', 'SSESpecification'],
      ['AWS::SNS::Topic', 'KmsMasterKeyId'],
      ['AWS::Events::EventBus', 'KmsKeyIdentifier'],
    ]);
    const resources = Object.entries(resourcesIn(PLACES[0], true, (inPlace) => build(inPlace, new Key(inPlace, 'Key'))));
    const own = resources.filter(([id, { Type }]) => encrypted.has(Type) && !id.startsWith('Jobs'));
    const without = own.filter(
      ([, { Type, Properties }]) => !JSON.stringify(Properties[encrypted.get(Type) as string] ?? '').includes('.Arn'),
    );
    expect(own.length).toBeGreaterThan(0);
    expect(without.map(([id]) => id)).toEqual([]);
  });

  test.each(PARTS)(
    'that is imported brings a warning with each statement that %s needs, and an id to acknowledge it by',
    (_, users, build) => {
      // GIVEN
      const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });

      // WHEN
      build(stack, Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`));

      // THEN
      const [warning, ...others] = warningsOf(stack);
      expect(others).toEqual([]);
      expect(bySid(statementsIn(warning))).toEqual(bySid(users.flatMap((user) => statementsFor(PLACES[0])[user])));
      expect(warning).toContain("acknowledgeWarning('cdk-batch-insights:imported-key')");
    },
  );

  test('that is imported brings one warning, with the statements as JSON in lines', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    ALL_PARTS(stack, Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`));
    const [text, ...lines] = warningsOf(stack)[0].split('\n');
    expect(text).toBe(
      'The policy of the imported encryptionKey "Stack/Key" cannot be changed from this app. Without these statements, beside the one that lets the ' +
        "account's IAM policies apply, events do not reach their queue, and log groups cannot be created, and the trail cannot be created. If the policy " +
        "has them, acknowledge this with Annotations.of(...).acknowledgeWarning('cdk-batch-insights:imported-key').",
    );
    expect(lines.length).toBeGreaterThan(40);
    expect(Annotations.fromStack(stack).findWarning('/Stack/Part', Match.anyValue())).toHaveLength(1);
  });

  test('that is imported by a stack without an environment brings statements with placeholders', () => {
    const stack = new Stack(new App(), 'Stack');
    ALL_PARTS(stack, Key.fromKeyArn(stack, 'Key', new CfnParameter(stack, 'Arn').valueAsString));
    const [warning] = warningsOf(stack);
    expect(warning).toContain('Replace ${AWS::…} with the values of the stack.');
    expect(warning).toContain('"arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:*"');
  });

  test('that is imported brings one more warning for a part that is added', () => {
    const stack = new Stack(new App(), 'Stack');
    const encryptionKey = Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`);
    const insights = new BatchInsights(stack, 'Part', { encryptionKey });
    insights.addRunTaskMonitoring({ createTrail: true });
    expect(warningsOf(stack).map((warning) => statementsIn(warning).map(({ Sid }) => Sid))).toEqual([
      ['EventBridgeToEncryptedQueues', 'CloudWatchLogs'],
      ['EncryptFilesOfTrails', 'DescribeKeyOfTrails'],
    ]);
  });

  test('that is imported brings no warning where it is acknowledged', () => {
    const stack = new Stack(new App(), 'Stack');
    const encryptionKey = Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`);
    const insights = new BatchInsights(stack, 'Part', { encryptionKey });
    CoreAnnotations.of(insights).acknowledgeWarning('cdk-batch-insights:imported-key');
    expect(warningsOf(stack)).toEqual([]);
  });
});

const warningsOf = (stack: Stack): string[] =>
  Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp('imported'))
    .map(({ entry }) => String(entry.data).replace(/\s\[ack: .*\]$/, ''));

const statementsIn = (warning: string): { readonly Sid: string }[] => JSON.parse(warning.slice(warning.indexOf('\n[')));
