import { App, Stack } from 'aws-cdk-lib';
import { FargateComputeEnvironment, IJobQueue, JobQueue } from 'aws-cdk-lib/aws-batch';
import { withVariables } from '../../lab/view/dashboards/variables';
import { BatchInsights } from '../../src/batch-insights';
import { JobEventCollector } from '../../src/job-event-collector';
import { deployed } from '../event-intake/rule-pattern';

const COUNT = 300;
/** Of the template without indentation. */
const MAX_TEMPLATE_LENGTH = 300_000;
/** As `cdk synth` writes it, with indentation of one space unless the stack suppresses it. CloudFormation takes 1,000,000. */
const MAX_INDENTED_LENGTH = 500_000;

function expectDeployable(template: object): void {
  expect(JSON.stringify(template).length).toBeLessThan(MAX_TEMPLATE_LENGTH);
  expect(JSON.stringify(template, undefined, 1).length).toBeLessThan(MAX_INDENTED_LENGTH);
}

const MAX_PATTERN_LENGTH = 2048;
const MAX_SEARCH_LENGTH = 1024;
const MAX_QUERY_LENGTH = 10_000;

const ARN = 'arn:aws:batch:us-east-1:111111111111';
/** Names of 36 characters. */
const nameOf = (index: number): string => `queue-${index}`.padEnd(36, 'x');
const names = (from: number, to: number): string[] => [...Array(to - from).keys()].map((index) => nameOf(from + index));

const imported = (stack: Stack): IJobQueue[] =>
  names(0, COUNT).map((name) => JobQueue.fromJobQueueArn(stack, name, `${ARN}:job-queue/${name}`));

function made(stack: Stack, from = 0, to = COUNT): IJobQueue[] {
  const computeEnvironment = FargateComputeEnvironment.fromFargateComputeEnvironmentArn(
    stack,
    'Fargate',
    `${ARN}:compute-environment/fargate`,
  );
  return names(from, to).map((name) => new JobQueue(stack, name, { computeEnvironments: [{ computeEnvironment, order: 1 }] }));
}

/** In two stacks: one exports 200 values at most. */
function ofOtherStacks({ node: { root } }: Stack): IJobQueue[] {
  const env = { account: '111111111111', region: 'us-east-1' };
  return [0, COUNT / 2].flatMap((from) => made(new Stack(root, `Queues${from}`, { env }), from, from + COUNT / 2));
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>>;
}

/** The template of a stack that watches the job queues. */
function templateWith(queues: (stack: Stack) => IJobQueue[]): Template {
  const app = new App();
  const stack = new Stack(app, 'Insights', { env: { account: '111111111111', region: 'us-east-1' } });
  new BatchInsights(stack, 'Insights', { jobQueues: queues(stack), runTaskMonitoringEnabled: true });
  return app.synth().getStackByName('Insights').template as Template;
}

/** As EventBridge gets it, with the longest ARN in place of each reference. */
const resolved = (pattern: unknown): string =>
  JSON.stringify(deployed(pattern)).replace(
    /\{"(Fn::GetAtt|Fn::ImportValue)":(\[[^\]]*\]|"[^"]*")\}/g,
    `"${ARN}:job-queue/${'q'.repeat(128)}"`,
  );

/** The texts of a dashboard's body, with a queue of the longest name chosen. */
function widgetsOf(body: unknown): string {
  const { 'Fn::Join': join } = body as { 'Fn::Join': [string, unknown[]] };
  const text = join[1].map((part) => (typeof part === 'string' ? part : 'reference')).join(join[0]);
  const { widgets, variables } = JSON.parse(text);
  return JSON.stringify(withVariables(widgets, variables, new Map([['JobQueue', 'q'.repeat(128)]])));
}

describe.each([
  ['imported', imported, 15],
  ['of the same stack', made, 34],
  ['of other stacks of the app', ofOtherStacks, 34],
])(`GIVEN ${COUNT} job queues %s`, (_name, queues, ruleCount) => {
  const template = templateWith(queues);
  const resources = (type: string) => Object.values(template.Resources).filter(({ Type }) => Type === type);
  const dashboards = resources('AWS::CloudWatch::Dashboard').map(({ Properties }) => widgetsOf(Properties.DashboardBody));

  test('WHEN they are watched THEN the template can be deployed', () => {
    expectDeployable(template);
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
  });

  test('WHEN rules match their events THEN each pattern is one that EventBridge takes', () => {
    const patterns = resources('AWS::Events::Rule').map(({ Properties }) => resolved(Properties.EventPattern ?? {}));
    patterns.forEach((pattern) => expect(pattern.length).toBeLessThanOrEqual(MAX_PATTERN_LENGTH));
    expect(patterns.filter((pattern) => pattern.includes('jobQueue'))).toHaveLength(ruleCount);
  });

  test('WHEN EventBridge sends to the queues THEN their policies are ones that SQS takes', () => {
    const ruleArn = `arn:aws:events:us-east-1:111111111111:rule/${'r'.repeat(64)}`;
    const policies = resources('AWS::SQS::QueuePolicy').map(({ Properties }) => JSON.stringify(Properties.PolicyDocument));
    policies.forEach((policy) => expect(policy.replace(/\{"Fn::GetAtt":\[[^\]]*\]\}/g, `"${ruleArn}"`).length).toBeLessThanOrEqual(8192));
  });

  test('WHEN dashboards show them THEN each search and each query is one that CloudWatch takes', () => {
    expect(dashboards).toHaveLength(2);
    const searches = dashboards.flatMap((dashboard) => dashboard.match(/SEARCH\('[^']*'/g) ?? []);
    const queries = dashboards.flatMap((dashboard) => dashboard.match(/"query":"(\\.|[^"\\])*"/g) ?? []);
    expect(searches.length).toBeGreaterThan(5);
    expect(queries.length).toBeGreaterThan(5);
    searches.forEach((search) => expect(search.length).toBeLessThanOrEqual(MAX_SEARCH_LENGTH));
    queries.forEach((query) => expect(query.length).toBeLessThanOrEqual(MAX_QUERY_LENGTH));
  });

  test('WHEN dashboards show them THEN no chart names one', () => {
    dashboards.forEach((dashboard) => expect(dashboard).not.toMatch(/queue-\d|JobQueueArn/));
  });
});

test('GIVEN 30 job queues of the same stack WHEN a dashboard names them, because its collector watches more, THEN the template can be deployed', () => {
  const app = new App();
  const stack = new Stack(app, 'Insights', { env: { account: '111111111111', region: 'us-east-1' } });
  const jobQueues = made(stack, 0, 30);
  const jobEventCollector = new JobEventCollector(stack, 'Collector');
  new BatchInsights(stack, 'Insights', { jobQueues, jobEventCollector });
  const { template } = app.synth().getStackByName('Insights');
  expect(JSON.stringify(template, undefined, 1).length).toBeLessThan(MAX_INDENTED_LENGTH);
  expect(JSON.stringify(template).split('JobQueueArn').length - 1).toBe(2 * 30);
});
