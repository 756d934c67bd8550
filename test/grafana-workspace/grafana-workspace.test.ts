import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Environment, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { fullGrafanaWorkspace, memberId } from './full-grafana-workspace';
import { withValues } from '../../src/domain/names/grafana';
import { GrafanaDashboards, GrafanaDashboardsProps } from '../../src/grafana-dashboards';
import { GrafanaWorkspace, GrafanaWorkspaceAttributes, GrafanaWorkspaceProps } from '../../src/grafana-workspace';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory } from '../../src/job-history';
import { roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';

type Properties = Readonly<Record<string, never>>;

/** Languages without types let anything through. */
const untyped = (value: unknown): never => value as never;

const dashboardsIn = (stack: Stack, props: Partial<GrafanaDashboardsProps> = {}): GrafanaDashboards =>
  new GrafanaDashboards(stack, 'Grafana', { ...props, collector: props.collector ?? new JobEventCollector(stack, 'Collector') });
const theOnly = (template: Template, type: string): Properties => {
  const [resource, ...others] = Object.values(template.findResources(type));
  expect(others).toEqual([]);
  return resource.Properties;
};

describe('a workspace without options', () => {
  let synthesis: Synthesis;
  beforeAll(() => {
    synthesis = synthesize((stack) => new GrafanaWorkspace(stack, 'Workspace'));
  });

  test('signs people in with IAM Identity Center, and lets plug-ins be installed', () => {
    const { Properties: properties, DeletionPolicy } = synthesis.resource('Workspace/Workspace');
    expect(properties).toEqual({
      AccountAccessType: 'CURRENT_ACCOUNT',
      AuthenticationProviders: ['AWS_SSO'],
      DataSources: ['CLOUDWATCH', 'ATHENA'],
      Description: 'AWS Batch dashboards of Stack/Workspace',
      Name: expect.stringMatching(/^Stack-Workspace-\w{8}$/),
      PermissionType: 'CUSTOMER_MANAGED',
      PluginAdminEnabled: true,
      RoleArn: synthesis.attribute('Workspace/Role', 'Arn'),
    });
    expect(DeletionPolicy).toBe('Delete');
  });

  test('has a role that only workspaces of this account and Region can use, and that may do nothing yet', () => {
    const { Properties: properties } = synthesis.resource('Workspace/Role');
    const here = [{ Ref: 'AWS::Partition' }, ':grafana:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }];
    expect(properties.AssumeRolePolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'grafana.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            StringLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', ...here, ':/workspaces/*']] } },
          },
        },
      ],
    });
    synthesis.template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('needs no function, and warns that nobody can sign in', () => {
    synthesis.template.resourceCountIs('AWS::Lambda::Function', 0);
    Annotations.fromStack(synthesis.stack).hasWarning('/Stack/Workspace', Match.stringLikeRegexp('Nobody can sign in'));
  });

  test('has an output with its address', () => {
    synthesis.template.hasOutput('*', {
      Value: { 'Fn::Join': ['', ['https://', synthesis.attribute('Workspace/Workspace', 'Endpoint')]] },
      Description: 'The Grafana workspace',
    });
  });
});

describe('users and groups', () => {
  let synthesis: Synthesis;
  beforeAll(() => {
    synthesis = synthesize((stack) => fullGrafanaWorkspace(stack));
  });

  test('get the role of the prop that names them', () => {
    const { workspaceId, members } = theOnly(synthesis.template, 'Custom::BatchGrafanaAccess');
    expect(workspaceId).toEqual(synthesis.attribute('Workspace/Workspace', 'Id'));
    expect(members).toEqual([
      { role: 'ADMIN', type: 'SSO_USER', id: memberId(1) },
      { role: 'ADMIN', type: 'SSO_GROUP', id: memberId(2) },
      { role: 'EDITOR', type: 'SSO_USER', id: memberId(3) },
      { role: 'EDITOR', type: 'SSO_GROUP', id: memberId(4) },
      { role: 'VIEWER', type: 'SSO_USER', id: memberId(5) },
      { role: 'VIEWER', type: 'SSO_GROUP', id: memberId(6) },
      { role: 'VIEWER', type: 'SSO_GROUP', id: memberId(7) },
    ]);
  });

  test('are given it by a function that may change access to this workspace, and read the directory', () => {
    const statements = roleStatements(synthesis, 'Workspace/Access/HandlerRole') as { Sid: string; Resource: unknown; Action: unknown }[];
    expect(statements.filter(({ Sid }) => /Access|Directory/.test(Sid))).toEqual([
      expect.objectContaining({
        Sid: 'ChangeAccess',
        Action: ['grafana:ListPermissions', 'grafana:UpdatePermissions'],
        Resource: {
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':grafana:',
              { Ref: 'AWS::Region' },
              ':',
              { Ref: 'AWS::AccountId' },
              ':/workspaces/',
              synthesis.attribute('Workspace/Workspace', 'Id'),
            ],
          ],
        },
      }),
      expect.objectContaining({ Sid: 'ReadDirectory', Resource: '*' }),
    ]);
  });

  test('keep a workspace that is to be retained, by the chosen role, name and version', () => {
    const { Properties: properties, DeletionPolicy } = synthesis.resource('Workspace/Workspace');
    expect(properties).toMatchObject({ Name: 'batch', GrafanaVersion: '12.4', RoleArn: synthesis.attribute('WorkspaceRole', 'Arn') });
    expect(DeletionPolicy).toBe('Retain');
  });
});

describe('dashboards that are added', () => {
  let synthesis: Synthesis;
  let dashboards: GrafanaDashboards;
  beforeAll(() => {
    synthesis = synthesize((stack) => {
      const collector = new JobEventCollector(stack, 'Collector', { metricNamespace: 'My farm' });
      dashboards = dashboardsIn(stack, { collector, history: new JobHistory(stack, 'History', { collector }), uidPrefix: 'farm' });
      new GrafanaWorkspace(stack, 'Workspace').addDashboards(dashboards);
    });
  });
  const properties = () => theOnly(synthesis.template, 'Custom::BatchGrafanaDashboards');

  test('are described to the function, with a folder and a service account', () => {
    expect(properties()).toMatchObject({
      workspaceId: synthesis.attribute('Workspace/Workspace', 'Id'),
      endpoint: synthesis.attribute('Workspace/Workspace', 'Endpoint'),
      serviceAccountName: 'batch-insights-farm',
      folderUid: 'farm',
      folderTitle: 'AWS Batch: Stack/Grafana',
    });
    expect((properties().dashboards as { uid: string; title: string }[]).map(({ uid, title }) => [uid, title])).toEqual([
      ['farm-jobs', 'AWS Batch: jobs'],
      ['farm-history', 'AWS Batch: history'],
      ['farm-live', 'AWS Batch: now'],
      ['farm-details', 'AWS Batch: details'],
    ]);
  });

  test('read from data sources of their own, in the name of the workspace', () => {
    const shared = { authType: 'ec2_iam_role', defaultRegion: { Ref: 'AWS::Region' } };
    expect(properties().dataSources).toEqual([
      { uid: 'farm-metrics', name: 'CloudWatch of farm', type: 'cloudwatch', jsonData: shared },
      {
        uid: 'farm-athena',
        name: 'Athena of farm',
        type: 'grafana-athena-datasource',
        jsonData: {
          ...shared,
          catalog: 'AwsDataCatalog',
          database: expect.anything(),
          workgroup: { Ref: synthesis.logicalId('History/WorkGroup') },
        },
      },
    ]);
  });

  test('are files of the app that have, with the values of the deployment, the JSON of the dashboards', () => {
    const outdir = (synthesis.stack.node.root as App).synth().directory;
    const placed = properties().dashboards as { key: string }[];
    const { files } = dashboards._content();
    dashboards.dashboards.forEach(({ json }, index) => {
      const [name] = placed[index].key.split('.');
      const text = readFileSync(join(outdir, `asset.${name}.json`), 'utf8');
      expect(withValues(text, files[index].values)).toBe(json);
      expect(text).toContain('My farm');
    });
    expect(Object.keys(properties().values)).toEqual([...new Set(files.flatMap(({ values }) => Object.keys(values)))]);
  });

  test('are put there by a function that uses a service account of the workspace, and reads these files', () => {
    const statements = roleStatements(synthesis, 'Grafana/Provisioning/HandlerRole') as {
      Sid: string;
      Action: string[];
      Resource: object[];
    }[];
    expect(statements.map(({ Sid }) => Sid)).toEqual(['WriteLogs', 'UseServiceAccount', 'ReadDashboards']);
    expect(statements[1].Action).toEqual([
      'grafana:CreateWorkspaceServiceAccount',
      'grafana:CreateWorkspaceServiceAccountToken',
      'grafana:DeleteWorkspaceServiceAccount',
      'grafana:DeleteWorkspaceServiceAccountToken',
      'grafana:ListWorkspaceServiceAccounts',
    ]);
    expect(statements[2].Action).toBe('s3:GetObject');
    expect(statements[2].Resource).toHaveLength(4);
    expect(JSON.stringify(statements[2].Resource)).not.toContain('*');
  });

  test('are read by the role of the workspace, which may nothing else', () => {
    const policy = theOnly(synthesis.template, 'AWS::IAM::ManagedPolicy') as unknown as { Roles: object[] };
    expect(policy.Roles).toEqual([{ Ref: synthesis.logicalId('Workspace/Role') }]);
    const text = JSON.stringify(policy);
    for (const action of ['cloudwatch:GetMetricData', 'logs:StartQuery', 'athena:StartQueryExecution']) expect(text).toContain(action);
    expect(text).not.toMatch(/"(grafana|iam|sts|lambda):/);
  });

  test('have an output with the address of the first one', () => {
    synthesis.template.hasOutput('*', {
      Value: { 'Fn::Join': ['', ['https://', synthesis.attribute('Workspace/Workspace', 'Endpoint'), '/d/farm-jobs']] },
      Description: 'The Grafana dashboard "AWS Batch: jobs"',
    });
  });

  test('have a function of the AWS CDK in front whose logs expire, and that may invoke the handler alone', () => {
    const statements = roleStatements(synthesis, 'Grafana/Provisioning/ProviderRole');
    expect(statements).toEqual([
      expect.objectContaining({ Sid: 'WriteLogs', Resource: synthesis.attribute('Grafana/Provisioning/LogGroup', 'Arn') }),
      expect.objectContaining({ Sid: 'InvokeHandler', Resource: synthesis.attribute('Grafana/Provisioning/Handler', 'Arn') }),
    ]);
    const { Properties: framework } = synthesis.resource('Grafana/Provisioning/Provider/framework-onEvent');
    expect(framework.LoggingConfig).toMatchObject({ LogGroup: { Ref: synthesis.logicalId('Grafana/Provisioning/LogGroup') } });
  });
});

describe('dashboards of another stack than that of the workspace', () => {
  test.each<[string, (app: App) => Parameters<GrafanaWorkspace['addDashboards']>[0] | undefined]>([
    [
      'that was made in the app',
      (app) => {
        const workspace = new GrafanaWorkspace(new Stack(app, 'Central'), 'Workspace');
        const dashboards = dashboardsIn(new Stack(app, 'Farm'));
        workspace.addDashboards(dashboards);
        return dashboards;
      },
    ],
    [
      'that was made elsewhere',
      (app) => {
        const stack = new Stack(app, 'Farm');
        const role = Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/grafana');
        const workspace = GrafanaWorkspace.fromGrafanaWorkspaceAttributes(stack, 'Workspace', {
          workspaceId: 'g-0123456789',
          endpoint: 'g-0123456789.grafana-workspace.eu-west-1.amazonaws.com',
          role,
        });
        const dashboards = dashboardsIn(stack);
        workspace.addDashboards(dashboards);
        return dashboards;
      },
    ],
  ])('are provisioned by their own stack: %s', (_, build) => {
    const app = new App();
    const dashboards = build(app) as GrafanaDashboards;
    const template = Template.fromStack(Stack.of(dashboards));
    expect(theOnly(template, 'Custom::BatchGrafanaDashboards').dataSources).toHaveLength(1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'logs:StartQuery' })]) },
    });
    expect(() => app.synth()).not.toThrow();
  });
});

test('a workspace whose role is not known is provisioned, and nothing is granted', () => {
  const stack = new Stack(new App(), 'Farm');
  GrafanaWorkspace.fromGrafanaWorkspaceAttributes(stack, 'Workspace', {
    workspaceId: 'g-0123456789',
    endpoint: 'g-0123456789.grafana-workspace.eu-west-1.amazonaws.com',
  }).addDashboards(dashboardsIn(stack));
  const template = Template.fromStack(stack);
  template.resourceCountIs('Custom::BatchGrafanaDashboards', 1);
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
});

test('languages that hand over undefined and null get the defaults', () => {
  const stack = new Stack(new App(), 'Stack');
  const workspace = new GrafanaWorkspace(stack, 'Workspace', untyped(null));
  workspace.addDashboards(dashboardsIn(stack), untyped(null));
  expect(() => new GrafanaWorkspace(stack, 'Other', { role: undefined, removalPolicy: undefined, memorySize: undefined })).not.toThrow();
});

test('options that are undefined do not replace those of the workspace', () => {
  const stack = new Stack(new App(), 'Stack');
  new GrafanaWorkspace(stack, 'Workspace', { memorySize: 512 }).addDashboards(dashboardsIn(stack), { memorySize: undefined });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { MemorySize: 512 });
});

test('a workspace that is kept keeps its users', () => {
  const { template } = synthesize((stack) => fullGrafanaWorkspace(stack));
  template.hasResource('Custom::BatchGrafanaAccess', { DeletionPolicy: 'Retain' });
});

test.each<[string, Environment]>([
  ['Region', { account: '111111111111', region: 'us-east-1' }],
  ['account', { account: '222222222222', region: 'eu-west-1' }],
])('dashboards of another %s are rejected', (_, env) => {
  const app = new App();
  const central = new Stack(app, 'Central', { env: { account: '111111111111', region: 'eu-west-1' } });
  const workspace = new GrafanaWorkspace(central, 'Workspace');
  const dashboards = dashboardsIn(new Stack(app, 'Farm', { env }));
  expect(() => workspace.addDashboards(dashboards)).toThrow(
    `dashboards is "Farm/Grafana of account ${env.account} in ${env.region}", but it must be of the account and Region of the workspace ` +
      '(111111111111, eu-west-1). Create a workspace there, or use writeFiles() and import the dashboards.',
  );
});

describe('a typo fails at synthesis', () => {
  const withProps = (props: GrafanaWorkspaceProps) => () => new GrafanaWorkspace(new Stack(new App(), 'Stack'), 'Workspace', props);
  const imported = (attributes: Partial<GrafanaWorkspaceAttributes>) => () => {
    const stack = new Stack(new App(), 'Stack');
    const role = Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/grafana');
    const endpoint = 'g-0123456789.grafana-workspace.eu-west-1.amazonaws.com';
    return GrafanaWorkspace.fromGrafanaWorkspaceAttributes(stack, 'Workspace', {
      workspaceId: 'g-0123456789',
      endpoint,
      role,
      ...attributes,
    });
  };

  test.each<[string, () => unknown, string]>([
    [
      'a name instead of an id',
      withProps({ adminGroupIds: ['operators'] }),
      'Stack/Workspace: adminGroupIds is "operators", but it must be an id of IAM Identity Center, such as "a1b2c3d4e5-01234567-89ab-cdef-0123-456789abcdef". ' +
        'The console of IAM Identity Center shows it as "User ID" or "Group ID"; names and e-mail addresses are no ids.',
    ],
    [
      'two roles of a user',
      withProps({ adminUserIds: [memberId(1)], viewerUserIds: [memberId(1).toUpperCase()] }),
      `Stack/Workspace: viewerUserIds is "${memberId(1).toUpperCase()}", but it must be in one list, and adminUserIds has it too. ` +
        'Give each user or group one role, the highest that it needs.',
    ],
    [
      'an old version',
      withProps({ grafanaVersion: '10.4' }),
      'grafanaVersion is "10.4", but it must be 12 or later, as in "12.4". Leave it out',
    ],
    ['no version', withProps({ grafanaVersion: 'latest' }), 'grafanaVersion is "latest", but it must be 12 or later'],
    ['a name with a space', withProps({ workspaceName: 'my farm' }), 'workspaceName is "my farm", but it must be 1 to 255 letters'],
    ['no list', withProps({ editorUserIds: untyped('id') }), 'editorUserIds is "id", but it must be a list of strings'],
    ['a retention that is none', withProps({ logRetention: untyped(4) }), 'logRetention is 4, but it must be one of'],
    ['a misspelled prop', withProps(untyped({ adminGroupId: ['operators'] })), 'adminGroupId'],
    [
      'ids of a parameter',
      withProps({ editorGroupIds: Lazy.list({ produce: () => [memberId(1)] }) }),
      'but it must be a list that is known at synthesis. List the ids one by one: an id may be a token.',
    ],
    [
      'the host of another workspace',
      imported({ endpoint: 'g-9999999999.grafana-workspace.eu-west-1.amazonaws.com' }),
      'endpoint is "g-9999999999.grafana-workspace.eu-west-1.amazonaws.com", but it must be the host of g-0123456789. Use for example',
    ],
    ['the host of a company', imported({ endpoint: 'grafana.example.com' }), 'it must be the host of g-0123456789'],
    ['no id of a workspace', imported({ workspaceId: 'batch' }), 'workspaceId is "batch", but it must be an id such as "g-0123456789"'],
    ['an address instead of a host', imported({ endpoint: 'https://g-0123456789.example.com' }), 'without https:// and without a path'],
    ['no role', imported({ role: untyped('grafana') }), 'role is "grafana", but it must be a role'],
  ])('%s', (_, build, message) => expect(build).toThrow(message));

  test.each<[string, (workspace: GrafanaWorkspace, dashboards: GrafanaDashboards) => void, string]>([
    [
      'dashboards that are added twice',
      (workspace, dashboards) => {
        workspace.addDashboards(dashboards);
        workspace.addDashboards(dashboards);
      },
      'Stack/Workspace: dashboards is "Stack/Grafana", but it must be in no workspace yet. Create other GrafanaDashboards for a second workspace.',
    ],
    [
      'an empty title',
      (workspace, dashboards) => workspace.addDashboards(dashboards, { folderTitle: '' }),
      'folderTitle is "", but it must be 1 to 150',
    ],
    ['no dashboards', (workspace) => workspace.addDashboards(untyped({})), 'dashboards is {  }, but it must be Grafana dashboards'],
    ['no retention', (workspace, dashboards) => workspace.addDashboards(dashboards, { logRetention: untyped(4) }), 'logRetention is 4'],
  ])('%s', (_, add, message) => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => add(new GrafanaWorkspace(stack, 'Workspace'), dashboardsIn(stack))).toThrow(message);
  });

  test('dashboards can be files in a bucket too', () => {
    const stack = new Stack(new App(), 'Stack');
    const dashboards = dashboardsIn(stack);
    new GrafanaWorkspace(stack, 'Workspace').addDashboards(dashboards);
    expect(() => dashboards.writeFiles(new Bucket(stack, 'Bucket'))).not.toThrow();
  });
});
