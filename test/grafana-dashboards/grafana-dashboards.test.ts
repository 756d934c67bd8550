import { existsSync, readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { costReportOf, Dashboard, dashboardsOf, importedHistory, panelOf } from './dashboards';
import { GrafanaDashboards, GrafanaDashboardsProps } from '../../src/grafana-dashboards';
import { InFlightSnapshot } from '../../src/in-flight-snapshot';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory } from '../../src/job-history';
import { LevelOfDetail } from '../../src/level-of-detail';
import { StandInCollector, everySource, newStack } from '../insights-dashboard/dashboard-fixture';

type Props = Partial<GrafanaDashboardsProps>;

const dashboardsWith = (props: Props | ((stack: Stack) => Props) = {}, stack = newStack()): GrafanaDashboards =>
  new GrafanaDashboards(stack, 'Grafana', {
    collector: new StandInCollector(stack, 'Collector'),
    ...(typeof props === 'function' ? props(stack) : props),
  });
/** Languages without types let anything through. */
const untyped = (value: unknown): never => value as never;
const titlesOf = ({ panels }: Dashboard, type = 'row'): string[] => panels.filter((panel) => panel.type === type).map(({ title }) => title);

describe('of a collector alone', () => {
  const { dashboards, node } = dashboardsWith();

  test('there are three dashboards, and no resource', () => {
    expect(dashboards.map(({ title }) => title)).toEqual(['AWS Batch: history', 'AWS Batch: now', 'AWS Batch: details']);
    expect(node.children).toEqual([]);
  });

  test('sections of constructs that there are not are left out', () => {
    const { live, history } = dashboardsOf(dashboardsWith());
    expect(titlesOf(live)).toEqual(['Transitions']);
    expect(titlesOf(history)).toContain('Failures');
    expect(history.panels.map(({ title }) => title)).not.toContain('Jobs now (jobs)');
  });

  test('they link to each other, and not to the dashboard of jobs', () => {
    const { history, live, details } = dashboardsOf(dashboardsWith());
    expect(history.links.map(({ url }) => url)).toEqual([`/d/${live.uid}`, `/d/${details.uid}`]);
  });
});

describe('of every source', () => {
  const { jobs, live } = dashboardsOf(
    dashboardsWith((stack) => ({ ...everySource(stack, LevelOfDetail.FULL), history: importedHistory(stack) })),
  );

  test('the dashboard of jobs has the sections that only Grafana has, and the jobs in flight', () => {
    expect(titlesOf(jobs)).toEqual(['Jobs', 'In focus', 'In flight', 'Failures of the history', 'Waits and retries', 'Array jobs']);
  });

  test('a job id also opens the job in the console', () => {
    const { fieldConfig } = panelOf(jobs, 'Jobs that stopped (the latest 1,000)');
    expect(JSON.stringify(fieldConfig)).toContain('https://console.aws.amazon.com/batch/home?region=us-east-1#jobs/detail/${__value.raw}');
  });

  test('it reads the views of the history in their database', () => {
    const { rawSQL = '' } = panelOf(jobs, 'Attempts').targets?.[0] ?? {};
    expect(rawSQL).toContain('"batch_history".attempts');
  });

  test('charts of records read the log group of their construct', () => {
    const { logGroups } = panelOf(live, 'Job queues and their oldest waiting job (the latest line of each, in minutes)').targets?.[0] ?? {};
    expect(logGroups).toEqual([
      expect.objectContaining({ name: 'in-flight-log', arn: expect.stringContaining(':log-group:in-flight-log:*') }),
    ]);
  });
});

describe('uids', () => {
  const uidsOf = (app: App, stackId: string, props: Props = {}): string[] =>
    dashboardsWith(props, new Stack(app, stackId)).dashboards.map(({ uid }) => uid);

  test('stay as long as the path does, and differ between two stacks', () => {
    expect(uidsOf(new App(), 'One')).toEqual(uidsOf(new App(), 'One'));
    const app = new App();
    const all = [...uidsOf(app, 'One'), ...uidsOf(app, 'Two')];
    expect(new Set(all).size).toBe(6);
  });

  test('begin with a prefix of yours', () => {
    const { dashboards } = dashboardsWith({ uidPrefix: 'render_farm-2' });
    expect(dashboards.map(({ uid }) => uid)).toEqual(['render_farm-2-history', 'render_farm-2-live', 'render_farm-2-details']);
    expect(dashboardsOf(dashboardsWith({ uidPrefix: 'render_farm-2' })).history.uid).toBe('render_farm-2-history');
  });
});

test('a namespace with a space is quoted in searches, and nowhere else', () => {
  const { history } = dashboardsOf(
    dashboardsWith((stack) => ({ collector: new StandInCollector(stack, 'Own', { metricNamespace: 'My farm' }) })),
  );
  const [{ expression = '' }] = panelOf(history, 'Jobs finishing over time (jobs per period)').targets ?? [];
  expect(expression).toContain(`SEARCH('{"My farm",JobQueue}`);
});

/** The asset that holds a file. */
const folderOf = (directory: string, name: string): string =>
  readdirSync(directory).find((asset) => asset.startsWith('asset.') && existsSync(join(directory, asset, name))) ?? 'no asset';

describe('files', () => {
  const stack = new Stack(new App(), 'Stack');
  const collector = new JobEventCollector(stack, 'Collector');
  const grafana = new GrafanaDashboards(stack, 'Grafana', {
    collector,
    inFlightSnapshot: new InFlightSnapshot(stack, 'InFlight', { collector }),
    history: new JobHistory(stack, 'History', { collector }),
  });
  grafana.writeFiles(new Bucket(stack, 'Bucket'), { prefix: 'grafana/batch/' });
  const template = Template.fromStack(stack);

  test('are written at deployment, with the names that are only known then, and other objects stay', () => {
    template.hasResourceProperties('Custom::CDKBucketDeployment', {
      DestinationBucketKeyPrefix: 'grafana/batch/',
      Prune: false,
      SourceMarkers: Match.arrayWith([Match.objectLike({ '@Region@': { Ref: 'AWS::Region' }, '@LogGroup@': Match.anyValue() })]),
    });
  });

  test('have markers only for these names, and are the dashboards once they are replaced', () => {
    const { directory } = (stack.node.root as App).synth();
    const deployments = Object.values(template.findResources('Custom::CDKBucketDeployment')).map(({ Properties }) => Properties);
    const markers = deployments[0].SourceMarkers as readonly Readonly<Record<string, unknown>>[];
    expect(markers).toHaveLength(grafana.dashboards.length);
    grafana.dashboards.forEach(({ uid, title }, index) => {
      const text = readFileSync(join(directory, folderOf(directory, `${uid}.json`), `${uid}.json`), 'utf8');
      expect([...new Set(text.match(/@\w+@/g))].sort()).toEqual(Object.keys(markers[index]).sort());
      const dashboard = JSON.parse(
        Object.keys(markers[index]).reduce((all, marker) => all.replaceAll(marker, 'a-name'), text),
      ) as Dashboard;
      expect(dashboard).toMatchObject({ uid, title });
      expect(dashboard.panels.length).toBeGreaterThan(5);
    });
  });

  test('the template holds each name once for a file, and no file', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('SEARCH(');
  });

  test('an output says where they are', () => {
    expect(stack.resolve(grafana.filesUrl)).toEqual({
      'Fn::Join': ['', ['s3://', { Ref: Match.anyValue() && expect.any(String) }, '/grafana/batch/']],
    });
    expect(Object.values(template.findOutputs('*')).map(({ Value }) => Value)).toContainEqual(stack.resolve(grafana.filesUrl));
  });

  test('the JSON in the stack has no placeholder left', () => {
    for (const { json } of grafana.dashboards) expect(json.match(/@\w+@/g)).toBeNull();
  });
});

describe('a role of Grafana may read', () => {
  const statementsOf = (props: Props | ((stack: Stack) => Props)) => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('grafana.amazonaws.com') });
    dashboardsWith(props, stack).grantRead(role).assertSuccess();
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    return policy.Properties.PolicyDocument.Statement as readonly { readonly Action: string | string[]; readonly Resource: unknown }[];
  };

  test('metrics, and the log groups of the sources and of Container Insights', () => {
    const arnOf = (logGroup: string) => ({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:us-east-1:111111111111:log-group:${logGroup}:*`]],
    });
    expect(statementsOf((stack) => everySource(stack))).toEqual([
      {
        Action: ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics', 'logs:DescribeLogGroups', 'logs:GetQueryResults', 'logs:StopQuery'],
        Effect: 'Allow',
        Resource: '*',
      },
      {
        Action: 'logs:StartQuery',
        Effect: 'Allow',
        Resource: ['insights-log', 'in-flight-log', 'instances-log', 'run-task-log', '/aws/ecs/containerinsights/*'].map(arnOf),
      },
    ]);
  });

  test('the history, if there is one', () => {
    const actions = statementsOf((stack) => ({ history: importedHistory(stack) })).flatMap(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(['athena:StartQueryExecution', 's3:GetObject', 'glue:GetTable']));
  });
});

describe('a wrong prop stops the synthesis with the value, what is allowed and the fix', () => {
  test.each<[string, Props, string]>([
    ['no collector', { collector: undefined }, 'Stack/Grafana: collector is required.'],
    ['a history by its name', { history: untyped('History') }, 'Stack/Grafana: history is "History", but it must be a job history.'],
    [
      'a uid prefix with a slash',
      { uidPrefix: 'a/b' },
      'Stack/Grafana: uidPrefix is "a/b", but it must be 1 to 32 letters, digits, hyphens and underscores',
    ],
    ['a long uid prefix', { uidPrefix: 'a'.repeat(33) }, 'but it must be 1 to 32 letters, digits, hyphens and underscores'],
    ['an empty uid prefix', { uidPrefix: '' }, 'Stack/Grafana: uidPrefix is ""'],
  ])('%s', (_, props, message) => {
    expect(() => dashboardsWith(props)).toThrow(message);
  });

  test.each(['grafana', '/grafana/', '', 'graf ana/'])('the prefix "%s"', (prefix) => {
    const stack = newStack();
    const files = Bucket.fromBucketName(stack, 'Files', 'files');
    expect(() => dashboardsWith({}, stack).writeFiles(files, { prefix })).toThrow(
      `Stack/Grafana: prefix is "${prefix}", but it must be at most 200 letters, digits and any of - _ . /`,
    );
  });

  test('a bucket by its name, and a second bucket', () => {
    const stack = newStack();
    const grafana = dashboardsWith({}, stack);
    expect(() => grafana.writeFiles(untyped('files'))).toThrow('Stack/Grafana: bucket is "files", but it must be a bucket.');
    expect(grafana.filesUrl).toBeUndefined();
    grafana.writeFiles(new Bucket(stack, 'One'));
    expect(() => grafana.writeFiles(new Bucket(stack, 'Two'))).toThrow('bucket is "Stack/Two", but it must be given once.');
  });
});

describe('of a cost report', () => {
  const historyOf = (stack: Stack) => new JobHistory(stack, 'History', { collector: new JobEventCollector(stack, 'Jobs') });

  test('there is a dashboard of costs, which others link to', () => {
    const { costs, history } = dashboardsOf(
      dashboardsWith((stack) => {
        const kept = importedHistory(stack);
        return { history: kept, costReport: costReportOf(stack, kept) };
      }),
    );
    expect(titlesOf(costs)).toEqual(['Costs', 'Projects and jobs', 'Costs that are not whole']);
    expect(history.links.map(({ url }) => url)).toContain(`/d/${costs.uid}`);
  });

  test('its bucket can be read too', () => {
    const stack = newStack();
    const history = historyOf(stack);
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('grafana.amazonaws.com') });
    dashboardsWith({ history, costReport: costReportOf(stack, history) }, stack).grantRead(role);
    const policy = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    for (const part of [':s3:::bill/cur/costs/', 'athena:StartQueryExecution', 'cloudwatch:GetMetricData']) expect(policy).toContain(part);
  });

  test('it is that of the history', () => {
    const stack = newStack();
    const costReport = costReportOf(stack, historyOf(stack));
    expect(() => dashboardsWith({ costReport }, stack)).toThrow(
      /history is required with costReport\. Give it the history of the cost report\./,
    );
    const other = JobHistory.fromJobHistoryAttributes(stack, 'Other', {
      databaseName: 'other',
      workGroupName: 'other',
      bucket: Bucket.fromBucketName(stack, 'OtherBucket', 'other'),
    });
    const scope = new Stack(new App(), 'Stack');
    expect(
      () => new GrafanaDashboards(scope, 'Grafana', { collector: new StandInCollector(scope, 'Collector'), history: other, costReport }),
    ).toThrow(/costReport is ".*CostReport", but it must be that of the given history\./);
  });
});

test('a history or a collector of another Region is rejected', () => {
  const app = new App();
  const there = new Stack(app, 'There', { env: { account: '111111111111', region: 'eu-west-1' } });
  const here = new Stack(app, 'Here', { env: { account: '111111111111', region: 'us-east-1' } });
  const [collector, local] = [new StandInCollector(there, 'Collector'), new StandInCollector(here, 'Collector')];
  expect(() => new GrafanaDashboards(here, 'Grafana', { collector })).toThrow(
    'Here/Grafana: collector is "of eu-west-1", but it must be one of us-east-1, as this stack. Create the dashboards in a stack of that Region.',
  );
  expect(() => new GrafanaDashboards(here, 'Other', { collector: local, history: importedHistory(there) })).toThrow(
    'history is "of eu-west-1"',
  );
});
