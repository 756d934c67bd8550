import fc from 'fast-check';
import { Dashboard, everyDashboard, linkOf, panelOf, scopeOf } from './dashboards';
import { sqlOf } from '../../lab/grafana/panel-queries';
import { Choice, Range } from '../../lab/grafana/scope';
import { CUR_2 } from '../../src/cost-report/sql/line-items';
import { JobRecord } from '../../src/domain/names/job-record-fields';
import { HOUR_MS, linesOf } from '../cost-report/sql/bill';
import { CostTables } from '../cost-report/sql/cost-tables';
import { Ran, sites } from '../cost-report/sql/site';
import { costByDay, Costs, jobCosts, totalOf } from '../cost-report/sql/truth';
import { Row } from '../job-history/sql/history-tables';

const DAY_MS = 24 * HOUR_MS;
const MIDNIGHT = Date.parse('2026-03-28T00:00:00Z');
const MONTH: Range = { from: MIDNIGHT - 30 * DAY_MS, to: MIDNIGHT };
/** Within which some jobs of the site stopped, and others did not. */
const WEEK: Range = { from: MIDNIGHT - 9 * DAY_MS, to: MIDNIGHT - 2 * DAY_MS };

const { costs: dashboard, jobs: jobsDashboard } = everyDashboard() as Readonly<Record<string, Dashboard>>;
const [ran] = fc.sample(sites(MIDNIGHT, 60, 50), { numRuns: 1, seed: 20_260_302 });
let tables: CostTables;
beforeAll(async () => {
  tables = await CostTables.create(CUR_2);
  await tables.write(ran.bill.flatMap(linesOf));
  await tables.open(ran.records);
  await tables.query('create schema batch_history');
  for (const view of ['cost_by_day', 'job_costs', 'attempt_costs']) {
    await tables.query(`create view batch_history.${view} as select * from main.${view}`);
  }
});
afterAll(() => tables.close());

const rowsOf = (title: string, choice: Choice = {}, range = MONTH): Promise<readonly Row[]> => {
  const [target] = panelOf(dashboard, title).targets ?? [];
  return tables.query(sqlOf(target, scopeOf(dashboard, range, choice)));
};
const offeredBy = async (name: string, range = MONTH): Promise<unknown[]> => {
  const variable = dashboard.templating.list.find((each) => each.name === name);
  const rows = await tables.query(scopeOf(dashboard, range, {}).interpolate((variable?.query as { rawSQL: string }).rawSQL));
  return rows.map((row) => Object.values(row)[0]);
};

type OfDay = ReturnType<typeof costByDay>[number] &
  Readonly<Record<'day' | 'job_queue' | 'compute_environment' | 'job_definition', string | null>>;
const dayOf = (millis: number): string => new Date(millis).toISOString().slice(0, 10);
const isIn = (day: string | null, { from, to }: Range): boolean => day !== null && day >= dayOf(from) && day <= dayOf(to);
const recordOf = ({ records }: Ran, id: string): JobRecord => records.find(({ JobId }) => JobId === id) as JobRecord;
const rounded = (amount: number | null, digits = 2): number | null =>
  amount === null ? null : Math.round(amount * 10 ** digits) / 10 ** digits;

function sums<T extends Costs>(rows: readonly T[], keyOf: (row: T) => string | null): Record<string, number | null> {
  const keys = [...new Set(rows.map(keyOf))];
  return Object.fromEntries(keys.map((key) => [String(key), rounded(totalOf(rows.filter((row) => keyOf(row) === key)).cost)]));
}
const costsBy = (rows: readonly Row[], column: string): Record<string, unknown> =>
  Object.fromEntries(rows.map((row) => [String(row[column]), row.cost]));

const CHOICES: readonly (readonly [name: string, queues: readonly string[] | undefined])[] = [
  ['all job queues', undefined],
  ['one job queue', ['nightly']],
  ['two job queues', ['nightly', 'analysis']],
  ['a job queue without costs', ['nothing']],
];

describe.each([
  ['the month', MONTH],
  ['a week', WEEK],
])('in %s', (_, range) => {
  describe.each(CHOICES)('of %s', (_name, queues) => {
    const choice: Choice = queues ? { JobQueue: queues } : {};
    const isChosen = (queue: string | null | undefined): boolean => !queues || queues.includes(String(queue));
    const days = (costByDay(ran) as OfDay[]).filter(({ day, job_queue: queue }) => isIn(day, range) && isChosen(queue));

    test.each([
      ['Cost by job queue', 'job_queue', ({ job_queue: queue }: OfDay) => queue],
      ['Cost by compute environment', 'compute_environment', ({ compute_environment: environment }: OfDay) => environment],
      ['Cost by job definition (the 100 largest)', 'definition', ({ job_definition: definition }: OfDay) => definition],
    ])('the panel "%s" has the truth', async (title, column, keyOf) => {
      const rows = await rowsOf(title, choice, range);
      expect(costsBy(rows, column)).toEqual(sums(days, keyOf));
      const costs = rows.map(({ cost }) => Number(cost ?? -1));
      expect(costs).toEqual([...costs].sort((a, b) => b - a));
    });

    test('the bars of the days add up to what the queues cost', async () => {
      const rows = await rowsOf('Cost per day by job queue', choice, range);
      const byDay = sums(
        days.filter(({ cost }) => cost !== null),
        ({ day, job_queue: queue }) => `${day} ${queue ?? 'not known'}`,
      );
      const drawn = rows.map(({ time, job_queue: queue, cost }) => [`${new Date(String(time)).toISOString().slice(0, 10)} ${queue}`, cost]);
      expect(Object.fromEntries(drawn)).toEqual(byDay);
    });

    test('jobs have their costs, the most expensive first', async () => {
      const rows = await rowsOf('Most expensive jobs (the 100 largest)', choice, range);
      const truth = jobCosts(ran).filter(({ job_id: id, cost }) => {
        const { StoppedAt, JobQueue } = recordOf(ran, id);
        return cost !== null && isIn(StoppedAt.slice(0, 10), range) && isChosen(JobQueue);
      });
      expect(Object.fromEntries(rows.map((row) => [row.job_id, row.cost]))).toEqual(
        Object.fromEntries(truth.map(({ job_id: id, cost }) => [id, rounded(cost, 4)])),
      );
    });

    test('each value of a tag has the costs of its jobs', async () => {
      const tagged = jobCosts(ran).filter(({ job_id: id }) => {
        const { StoppedAt, JobQueue, Tags } = recordOf(ran, id);
        return Tags?.Project !== undefined && isIn(StoppedAt.slice(0, 10), range) && isChosen(JobQueue);
      });
      for (const tag of [undefined, ['Project'], ['Project', 'Team']]) {
        const rows = await rowsOf('Cost by tag (100 rows)', { ...choice, ...(tag && { Tag: tag }) }, range);
        expect(costsBy(rows, 'tag_value')).toEqual(sums(tagged, ({ job_id: id }) => recordOf(ran, id).Tags?.Project ?? null));
      }
    });
  });
});

test('what is not whole is listed by reason, and only tags that are chosen are', async () => {
  const rows = await rowsOf('Incomplete costs by reason');
  expect(rows.map(({ incomplete_reason: reason }) => reason)).toEqual(expect.arrayContaining(['NOT_REPORTED', 'GPU']));
  expect(await rowsOf('Cost by tag (100 rows)', { Tag: ['Team'] })).toEqual([]);
});

test('the variables offer the job queues and the tags of the range', async () => {
  expect(await offeredBy('JobQueue')).toEqual(['analysis', 'nightly']);
  expect(await offeredBy('Tag')).toEqual(['Project']);
  expect(await offeredBy('Tag', { from: 0, to: DAY_MS })).toEqual([]);
});

test('a job id leads to the job in focus, in the range and the job queues of the viewer', () => {
  const scope = scopeOf(dashboard, WEEK, { JobQueue: ['a b', 'c'] });
  const { choice, range } = scopeOf(jobsDashboard, MONTH, {}).follow(
    scope.interpolate(linkOf(panelOf(dashboard, 'Most expensive jobs (the 100 largest)'), 'job_id'), { '__value.raw': 'job-1' }),
    'job-1',
  );
  expect(choice).toEqual({ JobQueue: ['a b', 'c'], JobId: ['job-1'] });
  expect(range).toEqual(WEEK);
});
