import { everyDashboard, scopeOf } from './dashboards';
import { Target } from '../../lab/grafana/panel-queries';
import { trinoGrammar } from '../job-history/sql/grammar';

const { jobs, costs } = everyDashboard();
const RANGE = { from: 1_772_000_000_000, to: 1_772_003_600_000 };
const CHOICES = {
  all: {},
  'one value of each': {
    JobQueue: ['a'],
    JobDefinition: ['b'],
    Status: ['FAILED'],
    JobId: ['c'],
    TaskId: ['d'],
    InstanceId: ['i-1'],
    Tag: ['Project'],
  },
  'several values': {
    JobQueue: ['a', 'b'],
    JobDefinition: ['b', 'c'],
    Status: ['FAILED', 'SUCCEEDED'],
    JobId: ['c', 'd'],
    Tag: ['Project', 'Team'],
  },
};

const statements = [jobs, costs].flatMap((dashboard) =>
  [
    ...dashboard.panels.map(({ title, targets = [] }) => [title, targets.map(({ rawSQL }: Target) => rawSQL ?? '').join('')] as const),
    ...dashboard.templating.list.map(({ name, query }) => [`variable ${name}`, (query as { rawSQL?: string }).rawSQL ?? ''] as const),
  ]
    .filter(([, sql]) => sql !== '')
    .map(([title, sql]) => [`${dashboard.title}: ${title}`, sql, dashboard] as const),
);

let problemsOf: (sql: string) => string[];
beforeAll(() => {
  problemsOf = trinoGrammar();
});

describe.each(Object.entries(CHOICES))('with %s', (_, choice) => {
  test.each(statements)('"%s" is a statement of Trino', (_title, sql, dashboard) => {
    expect(problemsOf(scopeOf(dashboard, RANGE, choice).interpolate(sql))).toEqual([]);
  });
});

test.each(statements)('"%s" reads no partition before the range, of any view', (_, sql) => {
  const views = sql.match(/"batch_history"\.\w+/g) ?? [];
  expect(views.length).toBeGreaterThan(0);
  expect(sql.match(/\bday >= date_format\(from_unixtime\(\$\{__from\} \/ 1e3\), '%Y-%m-%d'\)/g)).toHaveLength(views.length);
});
