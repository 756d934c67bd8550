import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { fullJobExplorer } from './full-job-explorer';
import { BatchInsights, JobEventCollector, JobExplorer, JobExplorerProps } from '../../src';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';

const allow = (Sid: string, Action: string | string[], Resource: unknown) => ({ Sid, Effect: 'Allow', Action, Resource });
const explorerWith = (props: Omit<JobExplorerProps, 'collector'> = {}) =>
  synthesize((stack) => new JobExplorer(stack, 'Explorer', { collector: new JobEventCollector(stack, 'Collector'), ...props }));

/** The widgets of a dashboard, with tokens as `TOKEN`. */
function widgetsOf(synthesis: Synthesis, path: string): unknown {
  const { DashboardBody: body } = synthesis.resource(path).Properties as { DashboardBody: string | { 'Fn::Join': [string, unknown[]] } };
  const text = typeof body === 'string' ? body : body['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'TOKEN')).join('');
  return (JSON.parse(text) as { widgets: unknown }).widgets;
}

describe('an explorer without optional props', () => {
  let synthesis: Synthesis;
  beforeAll(() => {
    synthesis = explorerWith();
  });

  test('gives its handler everything that it reads', () => {
    expect(environmentOf(synthesis, 'Explorer/Handler')).toEqual({
      LOG_GROUP: { Ref: synthesis.logicalId('Collector/LogGroup') },
      JOB_TABLE: { Ref: synthesis.logicalId('Collector/Table') },
      CONSOLE_DOMAIN: 'console.aws.amazon.com',
      MAX_ROWS: '10000',
      MAX_RANGE_SECONDS: String(365 * 24 * 3600),
      MAX_SCANNED_BYTES: String(5 * 1024 ** 3),
      MAX_TABLE_ITEMS: '400000',
      URL_SUFFIX: { Ref: 'AWS::URLSuffix' },
    });
  });

  test('may write its logs, query the records, read the table, and nothing else', () => {
    expect(roleStatements(synthesis, 'Explorer/HandlerRole')).toEqual([
      allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], synthesis.attribute('Explorer/LogGroup', 'Arn')),
      allow('QueryRecords', 'logs:StartQuery', synthesis.attribute('Collector/LogGroup', 'Arn')),
      // The account's log groups: the request names a query alone.
      allow('ReadResults', 'logs:GetQueryResults', {
        'Fn::Join': [
          '',
          ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:*'],
        ],
      }),
      allow('StopQueries', 'logs:StopQuery', '*'),
      allow('ReadJobs', ['dynamodb:GetItem', 'dynamodb:Scan'], synthesis.attribute('Collector/Table', 'Arn')),
    ]);
    synthesis.template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('has the CPU to draw a large page, and half a minute', () => {
    expect(synthesis.resource('Explorer/Handler').Properties).toMatchObject({ Timeout: 30, MemorySize: 1024, Architectures: ['arm64'] });
  });

  test('has a dashboard with one widget as wide as it', () => {
    expect(widgetsOf(synthesis, 'Explorer/Dashboard')).toEqual([
      {
        type: 'custom',
        width: 24,
        height: 24,
        x: 0,
        y: 0,
        properties: { endpoint: 'TOKEN', title: 'AWS Batch jobs', updateOn: { refresh: true, resize: true, timeRange: true } },
      },
    ]);
  });

  test('cannot be reached from outside', () => {
    synthesis.template.resourceCountIs('AWS::Lambda::Url', 0);
    synthesis.template.resourceCountIs('AWS::Lambda::Permission', 0);
  });

  test('deletes its log with the stack', () => {
    expect(synthesis.resource('Explorer/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
  });
});

describe('an explorer with every prop', () => {
  let synthesis: Synthesis;
  beforeAll(() => {
    synthesis = synthesize((stack) => fullJobExplorer(stack));
  });

  test('gives its handler everything that it reads', () => {
    expect(environmentOf(synthesis, 'Explorer/Handler')).toMatchObject({
      SNAPSHOT_LOG_GROUP: { Ref: synthesis.logicalId('InFlight/LogGroup') },
      MAX_ROWS: '1000',
      MAX_RANGE_SECONDS: String(90 * 24 * 3600),
      MAX_SCANNED_BYTES: String(7 * 1024 ** 3),
      MAX_TABLE_ITEMS: '50000',
    });
  });

  test('may query the counts too, and use the key of the table through DynamoDB', () => {
    const statements = roleStatements(synthesis, 'Explorer/HandlerRole') as { Sid: string; Resource: unknown }[];
    expect(statements.find(({ Sid }) => Sid === 'QueryRecords')?.Resource).toEqual([
      synthesis.attribute('Collector/LogGroup', 'Arn'),
      synthesis.attribute('InFlight/LogGroup', 'Arn'),
    ]);
    expect(statements.find(({ Sid }) => Sid === 'UseTableKeys')?.Resource).toEqual(synthesis.attribute('JobKey', 'Arn'));
  });

  test('is named as it was asked to be', () => {
    expect(synthesis.resource('Explorer/Dashboard').Properties).toMatchObject({ DashboardName: 'farm-jobs' });
    expect(synthesis.resource('Explorer/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Retain' });
    expect(synthesis.resource('Explorer/Handler').Properties).toMatchObject({ Timeout: 60 });
  });
});

describe('access', () => {
  test('to the page is to invoke the function, and nothing else', () => {
    const stack = new Stack();
    const explorer = new JobExplorer(stack, 'Explorer', { collector: new JobEventCollector(stack, 'Collector') });
    const viewer = new Role(stack, 'Viewer', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    explorer.grantView(viewer).assertSuccess();
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: stack.resolve(explorer.handler.functionArn) }],
      },
    });
    expect(stack.resolve(explorer.dashboardUrl)).toMatchObject({ 'Fn::Join': expect.anything() });
  });
});

describe('a wrong prop stops the synthesis and says how to fix it', () => {
  test.each<[string, Omit<JobExplorerProps, 'collector'>, string]>([
    [
      'a name with a blank',
      { dashboardName: 'my jobs' },
      'Stack/Explorer: dashboardName is "my jobs", but it must be 1 to 255 letters, digits and any of - _.',
    ],
    ['too few rows', { maxRows: 10 }, 'Stack/Explorer: maxRows is 10, but it must be a whole number from 100 to 10000.'],
    ['too many rows', { maxRows: 10_001 }, 'Stack/Explorer: maxRows is 10001'],
    [
      'too few items',
      { maxTableItems: 9_999 },
      'Stack/Explorer: maxTableItems is 9999, but it must be a whole number from 10000 to 10000000.',
    ],
    ['a range of hours', { maxTimeRange: Duration.hours(2) }, 'Stack/Explorer: maxTimeRange is 2 hours'],
    ['no range', { defaultInterval: Duration.seconds(1) }, 'Stack/Explorer: defaultInterval is 1 second'],
    [
      'a range that the dashboard opens with and that cannot be searched',
      { defaultInterval: Duration.days(8), maxTimeRange: Duration.days(7) },
      'Stack/Explorer: defaultInterval is 8 days, but it must be at most maxTimeRange, which is 7 days.',
    ],
    ['more than the default range', { defaultInterval: Duration.days(366) }, 'Stack/Explorer: defaultInterval is 366 days'],
    ['no time', { pageTimeout: Duration.seconds(1) }, 'Stack/Explorer: pageTimeout is 1 second'],
    ['too much time', { pageTimeout: Duration.minutes(6) }, 'Stack/Explorer: pageTimeout is 6 minutes'],
    [
      'a scan of nothing',
      { bytesScannedLimit: Size.kibibytes(1) },
      'Stack/Explorer: bytesScannedLimit is "1024 bytes", but it must be at least 10 MiB.',
    ],
    ['a retention that CloudWatch does not have', { logRetention: 2 as never }, 'Stack/Explorer: logRetention is 2'],
    ['a text as a number', { maxRows: '5' as never }, 'Stack/Explorer: maxRows is "5"'],
  ])('%s', (_, props, message) => {
    expect(() => explorerWith(props)).toThrow(message);
  });

  test('a collector that is missing', () => {
    expect(() => synthesize((stack) => new JobExplorer(stack, 'Explorer', {} as JobExplorerProps))).toThrow('Stack/Explorer: ');
  });

  test.each([
    ['eu-west-1:999999999999', 'account 999999999999 in eu-west-1'],
    ['us-east-1:123456789012', 'account 123456789012 in us-east-1'],
  ])('a collector of another account or Region, as in %s', (where, named) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
    const collector = JobEventCollector.fromJobEventCollectorAttributes(stack, 'Other', {
      logGroup: LogGroup.fromLogGroupArn(stack, 'Records', `arn:aws:logs:${where}:log-group:records`),
      table: Table.fromTableName(stack, 'Table', 'jobs'),
    });
    expect(() => new JobExplorer(stack, 'Explorer', { collector })).toThrow(`collector is "of ${named}"`);
  });
});

describe('an explorer that is added', () => {
  test('searches what the facade collects, with its options', () => {
    const stack = new Stack();
    const insights = new BatchInsights(stack, 'Insights', { namePrefix: 'farm', memorySize: 512 });
    expect(insights.jobExplorer).toBeUndefined();
    const explorer = insights.addExplorer({ maxRows: 500 });
    expect(insights.jobExplorer).toBe(explorer);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: 512,
      Environment: {
        Variables: {
          MAX_ROWS: '500',
          LOG_GROUP: stack.resolve(insights.jobEventCollector.logGroup.logGroupName),
          SNAPSHOT_LOG_GROUP: stack.resolve(insights.inFlightSnapshot?.logGroup.logGroupName),
        },
      },
    });
    expect(() => insights.addExplorer()).toThrow('JobExplorer is added twice');
  });
});
