import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatchInsights, GrafanaWorkspace } from '../../src';
import { roleStatements, synthesize } from '../event-intake/synthesis';

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
}

/** Statements of what Lambda does in the name of the function: it needs no endpoint of the VPC. */
const BY_LAMBDA = ['WriteLogs', 'ReadQueue', 'KeepFailedChecks', 'SetFailuresAside', 'ReceiveEncrypted'];
/** Statements of what Athena does in the name of the function. */
const BY_ATHENA = ['FindDatabase', 'ReadAndRegisterDays', 'KeepResults'];
/** The snapshot, the explorer, two functions of the history, and one of the workspace. */
const WITHOUT_QUEUE = 5;
/** Where the function of a row is, if not in the construct of its name. */
const PLACES: Readonly<Record<string, string>> = { GrafanaWorkspace: 'GrafanaDashboards/Provisioning' };
/** How the README names the services of actions. */
const SERVICES: Readonly<Record<string, string>> = {
  athena: 'Athena',
  autoscaling: 'Auto Scaling',
  batch: 'Batch',
  dynamodb: 'DynamoDB',
  ec2: 'EC2',
  ecs: 'ECS',
  events: 'EventBridge',
  firehose: 'Firehose',
  grafana: 'Amazon Managed Grafana',
  logs: 'CloudWatch Logs',
  pricing: 'Price List',
  s3: 'S3',
  sqs: 'SQS',
};

/** The rows of the table of endpoints: a construct, and all services in its row. */
function documented(): Record<string, string[]> {
  const readme = readFileSync(join(__dirname, '../../src/batch-insights/README.md'), 'utf8');
  const [, table] = readme.split('| function | gateway endpoint | interface endpoints |\n');
  const rows = table
    .split('\n\n')[0]
    .split('\n')
    .slice(1)
    .map((row) => row.split('|').slice(1, -1));
  const servicesIn = (cells: string[]) => Object.values(SERVICES).filter((name) => new RegExp(`\\b${name}\\b`).test(cells.join(' ')));
  return Object.fromEntries(rows.map(([name, ...cells]) => [name.trim().replace(/`/g, ''), servicesIn(cells)]));
}

const called = (statements: Statement[]): string[] => {
  const actions = statements.filter(({ Sid }) => ![...BY_LAMBDA, ...BY_ATHENA].includes(Sid)).flatMap(({ Action }) => Action);
  return [...new Set(actions.map((action) => SERVICES[action.split(':')[0]]))].sort();
};

test('the README lists the endpoints of every service that the code of a function may call, and no other', () => {
  const synthesis = synthesize((stack) => {
    const insights = new BatchInsights(stack, 'Insights', { runTaskMonitoringEnabled: true });
    insights.addHistory();
    insights.addCostInsights();
    insights.addExplorer();
    insights.addNotifications();
    new GrafanaWorkspace(stack, 'Workspace').addDashboards(insights.addGrafana());
  });
  const table = documented();
  expect(Object.keys(table)).toHaveLength(
    Object.keys(synthesis.template.findResources('AWS::Lambda::EventSourceMapping')).length + WITHOUT_QUEUE,
  );
  for (const [construct, services] of Object.entries(table)) {
    const statements = roleStatements(synthesis, `Insights/${PLACES[construct] ?? construct}/HandlerRole`) as Statement[];
    expect([construct, called(statements)]).toEqual([construct, services.sort()]);
  }
});
