import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { IConstruct } from 'constructs';
import { fullCostInsights } from './full-cost-insights';
import { CostInsights, CostInsightsProps } from '../../src/cost-insights';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { LevelOfDetail } from '../../src/level-of-detail';

const newStack = () => new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
const minimal = (stack: Stack, props: Partial<CostInsightsProps> = {}) =>
  new CostInsights(stack, 'Costs', { collector: new JobEventCollector(stack, 'Collector'), ...props });
const idOf = (construct: IConstruct): string => Stack.of(construct).resolve((construct as never as { tableName: string }).tableName).Ref;

describe('by itself', () => {
  const stack = newStack();
  const costs = minimal(stack);
  const template = Template.fromStack(stack);

  test('it has a table of prices that expire', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [{ AttributeName: 'PriceKey', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'ExpiresAt', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  test('a schedule has prices read again every hour', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 hour)',
      Targets: [
        Match.objectLike({
          InputTransformer: {
            InputPathsMap: { time: '$.time' },
            InputTemplate: '{"source":"cdk-batch-insights","detail-type":"Price Refresh","detail":{},"time":<time>}',
          },
        }),
      ],
    });
  });

  test('its function may read prices and keep them, and nothing else', () => {
    const [role] = Object.values(template.findResources('AWS::IAM::Role', { Metadata: Match.anyValue() })).filter((each) =>
      JSON.stringify(each).includes('pricing:GetProducts'),
    );
    const statements = role.Properties.Policies[0].PolicyDocument.Statement as {
      Sid: string;
      Action: string | string[];
      Resource: unknown;
    }[];
    expect(statements.map(({ Sid, Action }) => [Sid, Action])).toEqual([
      ['WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents']],
      ['ReadQueue', ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage']],
      ['ReadPrices', ['ec2:DescribeSpotPriceHistory', 'pricing:GetProducts']],
      ['KeepPrices', ['dynamodb:BatchGetItem', 'dynamodb:Scan', 'dynamodb:UpdateItem']],
    ]);
    expect(statements[2].Resource).toBe('*');
  });

  test('the function of the collector may read prices and ask for them', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Sid: 'ReadPrices', Effect: 'Allow', Action: 'dynamodb:BatchGetItem', Resource: { 'Fn::GetAtt': [idOf(costs.table), 'Arn'] } },
          { Sid: 'AskForPrices', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: stack.resolve(costs.queue.queueArn) },
        ],
      },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ PRICE_TABLE: { Ref: idOf(costs.table) }, JOB_TABLE: Match.anyValue() }) },
    });
  });

  test('everything of the collector stays as it is', () => {
    const other = newStack();
    new JobEventCollector(other, 'Collector');
    const { Resources: without } = Template.fromStack(other).toJSON() as {
      Resources: Record<string, { Properties: { Environment?: unknown } }>;
    };
    const { Resources: withCosts } = template.toJSON() as typeof Template.prototype & { Resources: typeof without };
    const isFunction = (id: string): boolean => without[id].Properties.Environment !== undefined;
    Object.keys(without).forEach((id) => expect(withCosts).toHaveProperty(id));
    const changed = Object.keys(without).filter((id) => JSON.stringify(without[id]) !== JSON.stringify(withCosts[id]));
    expect(changed.filter((id) => !isFunction(id))).toEqual([]);
  });

  test('its metrics are those of the collector', () => {
    expect(costs.metricCostUsd()).toMatchObject({ namespace: 'BatchInsights', metricName: 'CostUsd', statistic: 'Sum' });
    expect(costs.metricLostCostUsd({ dimensionsMap: { ComputeEnvironment: 'spot' } }).dimensions).toEqual({ ComputeEnvironment: 'spot' });
    expect(costs.metricSavedUsd().metricName).toBe('SavedUsd');
    expect(costs.metricAttemptsUnpriced().metricName).toBe('AttemptsUnpriced');
    expect(() => costs.metric('JobsFailed')).toThrow('a metric of costs');
    expect(() => costs.metricCostUsd({ dimensionsMap: { InstanceType: 'm6i.large' } })).toThrow('dimensionsMap of CostUsd');
  });

  test('it has alarms', () => expect(costs.alarms).toEqual([costs.deadLetterAlarm, costs.errorAlarm, costs.eventAgeAlarm]));
});

describe('with every prop', () => {
  const stack = newStack();
  fullCostInsights(stack);
  const template = Template.fromStack(stack);

  test('props reach what they are for', () => {
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(30 minutes)' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ PRICE_LIST_REGION: 'us-east-1', URL_SUFFIX: { Ref: 'AWS::URLSuffix' } }) },
      MemorySize: 512,
    });
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [{ AttributeName: 'PriceKey', KeyType: 'HASH' }],
      SSESpecification: Match.objectLike({ SSEEnabled: true }),
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  test('the function of the collector may use the key of the table and of the queue', () => {
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy')).map(
      ({ Properties }) => Properties.PolicyDocument.Statement as { Sid: string }[],
    );
    expect(policy.map(({ Sid }) => Sid)).toEqual(['ReadPrices', 'AskForPrices', 'UseTableKeys', 'SendEncrypted']);
  });

  test('somebody may be allowed to read prices', () => {
    const grantee = fullCostInsights(newStack());
    expect(grantee.grantReadPrices(grantee.handler.grantPrincipal).success).toBe(true);
  });
});

test('the metrics have the dimension sets of the collector', () => {
  const stack = newStack();
  const collector = new JobEventCollector(stack, 'Collector', { levelOfDetail: LevelOfDetail.TOTALS });
  const costs = new CostInsights(stack, 'Costs', { collector });
  expect(() => costs.metricCostUsd({ dimensionsMap: { JobQueue: 'render' } })).toThrow('dimensionsMap of CostUsd');
});

test('the collector may be in another stack', () => {
  const stack = newStack();
  const other = new Stack(stack.node.root as App, 'Other', { env: { account: '123456789012', region: 'eu-west-1' } });
  minimal(stack, { collector: new JobEventCollector(other, 'Collector') });
  expect(Template.fromStack(other).findResources('AWS::IAM::Policy')).not.toEqual({});
  expect(Template.fromStack(stack).findResources('AWS::IAM::Policy')).toEqual({});
});

describe('is refused', () => {
  test.each<[string, Partial<CostInsightsProps>, string]>([
    ['an interval of seconds', { refreshInterval: Duration.seconds(90) }, 'refreshInterval'],
    ['an interval below a minute', { refreshInterval: Duration.millis(1) }, 'refreshInterval'],
    ['a Region that is none', { priceListRegion: 'Ireland' }, 'us-east-1, eu-central-1, ap-south-1, cn-northwest-1'],
    ['a Region without an endpoint', { priceListRegion: 'us-west-2' }, 'priceListRegion'],
    ['no collector', { collector: undefined }, 'collector'],
    ['something else as collector', { collector: 'collector' as never }, 'collector'],
  ])('%s', (_what, props, message) => expect(() => minimal(newStack(), props)).toThrow(message));

  test('a collector that was created elsewhere', () => {
    const stack = newStack();
    const { logGroup, table } = new JobEventCollector(stack, 'Collector');
    const collector = JobEventCollector.fromJobEventCollectorAttributes(stack, 'Imported', { logGroup, table });
    expect(() => new CostInsights(stack, 'Costs', { collector })).toThrow('a JobEventCollector that is created in this app');
  });

  test('a collector that has prices already', () => {
    const stack = newStack();
    const { recordLogGroup } = minimal(stack);
    expect(recordLogGroup).toBeDefined();
    const collector = stack.node.findChild('Collector') as JobEventCollector;
    expect(() => new CostInsights(stack, 'More', { collector })).toThrow('a collector without cost insights');
  });
});

describe('warns', () => {
  const warningsOf = (stack: Stack) =>
    Annotations.fromStack(stack)
      .findWarning('*', Match.anyValue())
      .map(({ entry: { data } }) => String(data));
  const inRegion = (region?: string) => new Stack(new App(), 'Stack', { env: { account: '123456789012', region } });

  test.each(['us-gov-west-1', 'us-iso-east-1', 'eusc-de-east-1'])('in %s, where AWS has no price list', (region) => {
    const stack = inRegion(region);
    minimal(stack);
    expect(warningsOf(stack)).toContainEqual(expect.stringContaining(`no endpoint of the Price List for ${region}`));
  });

  test.each(['eu-west-1', 'cn-north-1', undefined])('not in %s', (region) => {
    const stack = inRegion(region);
    minimal(stack);
    expect(warningsOf(stack).join()).not.toContain('Price List');
  });

  test('if the collector knows no instance types', () => {
    const [without, withOne] = [newStack(), newStack()];
    minimal(without);
    const instanceRegistry = new InstanceRegistry(withOne, 'Instances');
    new CostInsights(withOne, 'Costs', { collector: new JobEventCollector(withOne, 'Collector', { instanceRegistry }) });
    expect(warningsOf(without).join()).toContain('only jobs on AWS Fargate can have a cost');
    expect(warningsOf(withOne)).toEqual([]);
  });
});

test('a collector that lets no job wait is refused: no price would ever be asked for', () => {
  const stack = newStack();
  const collector = new JobEventCollector(stack, 'Collector', { waitForLateFacts: [] });
  expect(() => new CostInsights(stack, 'Costs', { collector })).toThrow('at least one wait');
});

test('alarms say that records stay without costs', () => {
  const stack = newStack();
  minimal(stack);
  const alarms = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  const texts = alarms
    .map(({ Properties }) => JSON.stringify(Properties.AlarmDescription))
    .filter((text) => text.includes('reader of prices'));
  expect(texts.filter((text) => text.includes('recorded without costs'))).toHaveLength(2);
  expect(texts.filter((text) => text.includes('No data is lost'))).toEqual([]);
});
