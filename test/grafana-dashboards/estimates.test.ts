import fc from 'fast-check';
import { everyDashboard, linkOf, panelOf, scopeOf } from './dashboards';
import { historyOf, rowsOf, withOptions } from './history-fixture';
import { Choice } from '../../lab/grafana/scope';
import { JobRecord } from '../../src/domain/names/job-record-fields';
import { DAY_MS, jobRecords } from '../job-history/sql/history-records';
import { HistoryTables, Row } from '../job-history/sql/history-tables';
import { hours, round, sum } from '../job-history/sql/truth/arithmetic';
import { attemptsOf, dayOf, definitionOf } from '../job-history/sql/truth/jobs';

const TODAY = Date.parse('2026-03-28T00:00:00Z');
const RANGE = { from: TODAY - 20 * DAY_MS, to: TODAY - 2 * DAY_MS };
const { estimates: dashboard } = everyDashboard();
const [records] = fc.sample(jobRecords(TODAY, 90, 60), { numRuns: 1, seed: 20_261_129 });
const day = (millis: number): string => new Date(millis).toISOString().slice(0, 10);

let tables: HistoryTables;
beforeAll(async () => {
  tables = await historyOf(records);
});
afterAll(() => tables.close());

const rows = (title: string, choice: Choice = {}): Promise<readonly Row[]> =>
  rowsOf(tables, dashboard, title, scopeOf(dashboard, RANGE, choice));
const LOSS = 'Lost by cause, and kept by a checkpoint every ${CheckpointMinutes} minutes';
const cents = (amounts: readonly (number | undefined)[]): number | null => round(sum(amounts), 2);
const difference = (of?: number, less?: number): number | undefined => (of === undefined || less === undefined ? undefined : of - less);
const firstOf = <T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> =>
  list.reduce((groups, item) => groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]), new Map<string, T[]>());
const withNulls = (value: unknown): string => String(value ?? null);

describe.each<[string, string[] | undefined]>([
  ['all job queues', undefined],
  ['one job queue', ['nightly']],
  ['two job queues', ['nightly', 'analysis']],
])('of %s', (_, queues) => {
  const choice: Choice = queues ? { JobQueue: queues } : {};
  const isCounted = (job: JobRecord): boolean =>
    dayOf(job) >= day(RANGE.from) && dayOf(job) <= day(RANGE.to) && (!queues || queues.includes(String(job.JobQueue)));
  const counted = records.filter(isCounted);
  const jobs = counted.filter(({ ArraySize, NodeCount }) => ArraySize === undefined && NodeCount === undefined);
  const costs = (some: readonly JobRecord[]) => ({
    jobs: some.length,
    jobs_without_cost: some.filter(({ CostUsd }) => CostUsd === undefined).length,
    cost_usd: cents(some.map(({ CostUsd }) => CostUsd)),
    on_demand_usd: cents(some.map(({ OnDemandCostUsd }) => OnDemandCostUsd)),
    spot_usd: cents(some.map(({ SpotCostUsd }) => SpotCostUsd)),
    saved_usd: cents(some.map(({ OnDemandCostUsd, CostUsd }) => difference(OnDemandCostUsd, CostUsd))),
    missed_usd: cents(some.map(({ CostUsd, SpotCostUsd }) => difference(CostUsd, SpotCostUsd))),
    lost_usd: cents(some.map(({ LostCostUsd }) => LostCostUsd)),
  });

  test('there is something to compare', () => expect(jobs.filter(({ CostUsd }) => CostUsd !== undefined).length).toBeGreaterThan(3));

  test('jobs cost what their records say, by job queue and compute environment', async () => {
    const expected = firstOf(jobs, (job) => `${withNulls(job.JobQueue)} ${withNulls(job.ComputeEnvironment)}`);
    const found = await rows('Estimated cost by job queue and compute environment', choice);
    expect(
      new Map(
        found.map(({ job_queue: queue, compute_environment: environment, ...rest }) => [`${String(queue)} ${String(environment)}`, rest]),
      ),
    ).toEqual(new Map([...expected].map(([key, some]) => [key, costs(some)])));
  });

  test('and by job definition', async () => {
    const found = await rows('Estimated cost by job definition (the 100 largest)', choice);
    expect(new Map(found.map(({ definition, ...rest }) => [String(definition), rest]))).toEqual(
      new Map([...firstOf(jobs, (job) => withNulls(definitionOf(job)))].map(([key, some]) => [key, costs(some)])),
    );
  });

  test('the bars of the days have the costs of their jobs', async () => {
    const found = await rows('Estimated cost per day by job queue', choice);
    const known = jobs.filter(({ CostUsd }) => CostUsd !== undefined);
    expect(
      new Map(found.map(({ time, job_queue: queue, cost_usd: usd }) => [`${String(time).slice(0, 10)} ${String(queue)}`, usd])),
    ).toEqual(
      new Map(
        [...firstOf(known, (job) => `${dayOf(job)} ${job.JobQueue ?? 'not known'}`)].map(([key, some]) => [
          key,
          cents(some.map(({ CostUsd }) => CostUsd)),
        ]),
      ),
    );
  });

  test('the most expensive jobs come first', async () => {
    const found = await rows('Most expensive jobs by estimate (the 100 largest)', choice);
    const expected = jobs.flatMap(({ CostUsd, JobId }) => (CostUsd === undefined ? [] : [{ CostUsd, JobId }]));
    expect(found.map(({ job_id: id }) => id)).toEqual(
      [...expected].sort((one, other) => other.CostUsd - one.CostUsd || (one.JobId < other.JobId ? -1 : 1)).map(({ JobId }) => JobId),
    );
  });

  test.each([['30'], ['5'], ['120']])(
    'a checkpoint every %s minutes keeps its whole intervals of what failed attempts lost',
    async (minutes) => {
      const failed = attemptsOf(counted.filter(({ NodeCount }) => NodeCount === undefined))
        .map(({ attempt }) => attempt)
        .filter(({ FailureCategory }) => FailureCategory !== undefined);
      const kept = (seconds: number | undefined): number | undefined =>
        seconds === undefined ? undefined : Math.floor(seconds / (60 * Number(minutes))) * 60 * Number(minutes);
      const expected = [...firstOf(failed, ({ FailureCategory }) => String(FailureCategory))].map(([cause, some]) => ({
        failure_category: cause,
        attempts: some.length,
        attempts_without_cost: some.filter(({ CostUsd }) => CostUsd === undefined).length,
        lost_hours: hours(some.map(({ RunningSeconds }) => RunningSeconds)),
        lost_usd: cents(some.map(({ CostUsd }) => CostUsd)),
        kept_hours: hours(some.map(({ RunningSeconds }) => kept(RunningSeconds))),
        kept_usd: cents(
          some.map(({ CostUsd, RunningSeconds }) =>
            CostUsd === undefined || !RunningSeconds ? undefined : (CostUsd * (kept(RunningSeconds) as number)) / RunningSeconds,
          ),
        ),
      }));
      const found = await rows(LOSS, { ...choice, CheckpointMinutes: [minutes] });
      expect(new Map(found.map((row) => [row.failure_category, row]))).toEqual(new Map(expected.map((row) => [row.failure_category, row])));
    },
  );
});

test('it offers the job queues of the range, and an interval of 30 minutes at first', async () => {
  const scope = await withOptions(tables, dashboard, RANGE);
  expect(scope.interpolate('${JobQueue:queryparam}')).toContain('JobQueue');
  const variable = dashboard.templating.list.find(({ name }) => name === 'CheckpointMinutes');
  expect(variable).toMatchObject({ type: 'custom', query: '5,10,15,30,60,120,240', current: { value: '30' } });
});

test('it shows idle capacity, and a job id leads to the job', () => {
  expect(dashboard.panels.map(({ title }) => title)).toContain('Idle capacity by compute environment (USD per period)');
  expect(linkOf(panelOf(dashboard, 'Most expensive jobs by estimate (the 100 largest)'), 'job_id')).toContain('var-JobId=');
});
