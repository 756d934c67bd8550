import { App, Duration, Environment, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { historyIn } from './full-cost-report';
import { BatchInsights, CostReport, CostReportProps, CostReportSource } from '../../src';

const HOME = { account: '111111111111', region: 'us-east-1' };
const stackIn = (env?: Environment): Stack => new Stack(new App(), 'Batch', { env });
const sourceIn = (stack: Stack): CostReportSource =>
  CostReportSource.dataExport({ bucket: Bucket.fromBucketName(stack, 'Costs', 'costs'), name: 'all' });

type Wrong = (stack: Stack) => Partial<Record<keyof CostReportProps, unknown>>;
const reportWith = (stack: Stack, wrong: Wrong): CostReport =>
  new CostReport(stack, 'CostReport', { history: historyIn(stack), ...wrong(stack) } as CostReportProps);

const SOURCE_RULES = 'it has no effect when source is given. Configure the bucket of that report instead.';
const RETENTION =
  'but it must be a whole number of days, at least 62. The bill of a month changes until about two weeks after the month. Use for example Duration.days(400).';

test.each<[string, Wrong, string]>([
  ['no history', () => ({ history: undefined }), 'history is required. Make one with new JobHistory(scope, "History", { collector }).'],
  [
    'a history of another type',
    () => ({ history: 'history' }),
    'history is "history", but it must be a job history. Make one with new JobHistory(scope, "History", { collector }).',
  ],
  [
    'a history of another Region',
    () => ({ history: historyIn(stackIn({ ...HOME, region: 'eu-west-1' })) }),
    'history is "of account 111111111111 in eu-west-1", but it must be one in the account and Region of this stack. Create the report in a stack of that account and Region.',
  ],
  [
    'a source of another type',
    () => ({ source: 'bucket' }),
    'source is "bucket", but it must be a CostReportSource. Use CostReportSource.dataExport or CostReportSource.legacyReport, or leave it out for a new export.',
  ],
  [
    'a retention of a source',
    (stack) => ({ source: sourceIn(stack), retention: Duration.days(400) }),
    `retention is 400 days, but ${SOURCE_RULES}`,
  ],
  [
    'a removal policy of a source',
    (stack) => ({ source: sourceIn(stack), removalPolicy: RemovalPolicy.DESTROY }),
    `removalPolicy is "destroy", but ${SOURCE_RULES}`,
  ],
  [
    'a key of a source',
    (stack) => ({ source: sourceIn(stack), encryptionKey: new Key(stack, 'Key') }),
    `encryptionKey is "Batch/Key", but ${SOURCE_RULES}`,
  ],
  ['a short retention', () => ({ retention: Duration.days(61) }), `retention is 61 days, ${RETENTION}`],
  ['a retention that is no number of days', () => ({ retention: Duration.hours(1500) }), `retention is 62 days 12 hours, ${RETENTION}`],
])('GIVEN %s THEN the error names the prop, the value and the fix', (_, wrong, message) => {
  expect(() => reportWith(stackIn(HOME), wrong)).toThrow(`Batch/CostReport: ${message}`);
});

const PLACE = 'to place the export, which CloudFormation creates in us-east-1 alone. Set env of the stack, for example';

test.each<[string, Environment | undefined, string]>([
  [
    'no Region',
    undefined,
    `env.region of the stack is required ${PLACE} env: { account: '111111111111', region: 'eu-west-1' }, or give source a report that exists.`,
  ],
  [
    'a Region without its account',
    { region: 'eu-west-1' },
    `env.account of the stack is required ${PLACE} env: { account: '111111111111', region: 'eu-west-1' }, or give source a report that exists.`,
  ],
  [
    'a Region of another partition',
    { account: '111111111111', region: 'cn-north-1' },
    'env.region of the stack is "cn-north-1", but it must be one of the commercial Regions of AWS: others have no split cost allocation data. ' +
      'Give source the report of the account that pays for this one, if it has the costs of its tasks.',
  ],
])('GIVEN a stack with %s WHEN an export is needed THEN the error explains what to do', (_, env, message) => {
  expect(() => reportWith(stackIn(env), () => ({}))).toThrow(`Batch/CostReport: ${message}`);
  expect(() => reportWith(stackIn(env), (stack) => ({ source: sourceIn(stack) }))).not.toThrow();
});

test('GIVEN a Region that aws-cdk-lib does not know WHEN an export is made THEN it is taken for a commercial one', () => {
  expect(() => reportWith(stackIn({ account: '111111111111', region: 'nowhere-1' }), () => ({}))).not.toThrow();
});

test('GIVEN us-east-1 without an account WHEN an export is made THEN it is in the same stack', () => {
  const stack = stackIn({ region: 'us-east-1' });
  expect(Stack.of(reportWith(stack, () => ({})).dataExport!)).toBe(stack);
});

test('GIVEN values that are known at deployment only THEN they are left to CloudFormation', () => {
  expect(() => reportWith(stackIn(HOME), () => ({ retention: Duration.days(Token.asNumber({ Ref: 'Days' })) }))).not.toThrow();
});

describe('BatchInsights', () => {
  test('adds a report to its history, with its key and removal policy', () => {
    const stack = stackIn(HOME);
    const encryptionKey = new Key(stack, 'Key');
    const insights = new BatchInsights(stack, 'Insights', { encryptionKey, removalPolicy: RemovalPolicy.DESTROY });
    expect(insights.costReport).toBeUndefined();
    const history = insights.addHistory();
    const report = insights.addCostReport({ retention: Duration.days(400) });
    expect(insights.costReport).toBe(report);
    expect(report.history).toBe(history);
    expect(report.bucket.encryptionKey).toBe(encryptionKey);
  });

  test('adds a report that exists, whose bucket has its own key', () => {
    const stack = stackIn();
    const insights = new BatchInsights(stack, 'Insights', { removalPolicy: RemovalPolicy.DESTROY });
    insights.addHistory();
    expect(insights.addCostReport({ source: sourceIn(stack) }).dataExport).toBeUndefined();
  });

  test('GIVEN no history WHEN a report is added THEN the error explains what to do', () => {
    expect(() => new BatchInsights(stackIn(HOME), 'Insights').addCostReport()).toThrow(
      'Batch/Insights: a job history is required for the costs of jobs. Call addHistory() before addCostReport().',
    );
  });

  test('GIVEN a report WHEN one is added THEN the error names it', () => {
    const insights = new BatchInsights(stackIn(HOME), 'Insights');
    insights.addHistory();
    insights.addCostReport();
    expect(() => insights.addCostReport()).toThrow('Batch/Insights: CostReport is added twice.');
  });
});
