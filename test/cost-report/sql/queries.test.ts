import fc from 'fast-check';
import { HOUR_MS, linesOf } from './bill';
import { CostTables } from './cost-tables';
import { Ran, sites } from './site';
import { attemptCosts, costByDay, Costs, jobCosts, totalOf } from './truth';
import { CUR_2 } from '../../../src/cost-report/sql/line-items';
import { costQueries } from '../../../src/cost-report/sql/queries';
import { JobRecord } from '../../../src/domain/names/job-record-fields';
import { Row } from '../../job-history/sql/history-tables';

const DAY_MS = 24 * HOUR_MS;
const MIDNIGHT = Math.floor(Date.now() / DAY_MS) * DAY_MS;

type Amount = number | null;
const rounded = (amount: Amount, digits = 2): Amount => (amount === null ? null : Math.round(amount * 10 ** digits) / 10 ** digits);
const shown = ({ cost, used_cost: used, unused_cost: unused }: Costs) => ({
  cost: rounded(cost),
  used_cost: rounded(used),
  unused_cost: rounded(unused),
});

function grouped<T extends Costs>(rows: readonly T[], keyOf: (row: T) => object): { readonly key: object; readonly rows: readonly T[] }[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(JSON.stringify(keyOf(row)), [...(groups.get(JSON.stringify(keyOf(row))) ?? []), row]);
  return [...groups].map(([key, ofKey]) => ({ key: JSON.parse(key) as object, rows: ofKey }));
}

const totalsBy = <T extends Costs>(rows: readonly T[], keyOf: (row: T) => object) =>
  grouped(rows, keyOf).map(({ key, rows: ofKey }) => ({ ...key, ...shown(totalOf(ofKey)) }));

type OfDay = ReturnType<typeof costByDay>[number] &
  Readonly<Record<'job_queue' | 'job_definition' | 'compute_environment' | 'platform', string>> & {
    readonly is_known: boolean;
  };
const recordOf = ({ records }: Ran, id: string): JobRecord => records.find(({ JobId: each }) => each === id) as JobRecord;

/** What each query must answer, in any order, without the columns that say whether costs are whole. */
const TRUTH: Readonly<Record<string, (ran: Ran) => object[]>> = {
  CostByJobQueue: (ran) => totalsBy(costByDay(ran) as OfDay[], ({ job_queue, is_known }) => ({ job_queue, is_known })),
  CostByJobDefinition: (ran) => totalsBy(costByDay(ran) as OfDay[], ({ job_definition, is_known }) => ({ job_definition, is_known })),
  CostByTag: (ran) => totalsBy(jobCosts(ran), ({ job_id }) => ({ tag_value: recordOf(ran, job_id).Tags?.Project ?? null, is_known: true })),
  MostExpensiveJobs: (ran) =>
    jobCosts(ran)
      .filter(({ cost }) => cost !== null)
      .map(({ job_id, attempts, cost, unused_cost: unused }) => ({
        ...{ job_id, job_queue: recordOf(ran, job_id).JobQueue, status: 'SUCCEEDED', attempts },
        ...{ cost: rounded(cost, 4), unused_cost: rounded(unused, 4) },
      }))
      .sort((a, b) => (b.cost ?? 0) - (a.cost ?? 0))
      .slice(0, 100),
  UnusedCostByComputeEnvironment: (ran) =>
    grouped(
      (costByDay(ran) as OfDay[]).filter(({ platform }) => platform === 'EC2'),
      ({ compute_environment }) => ({ compute_environment }),
    ).map(({ key, rows }) => {
      const total = totalOf(rows);
      return { ...key, ...shown(total), unused_percent: rounded((100 * (total.unused_cost ?? 0)) / (total.cost ?? 1), 1) };
    }),
  IncompleteCosts: (ran) =>
    grouped(
      attemptCosts(ran).filter(({ incomplete_reason: reason }) => reason !== null),
      ({ incomplete_reason, job_id }) => ({ incomplete_reason, is_known: job_id !== null }),
    ).map(({ key, rows }) => ({
      ...key,
      attempts: rows.length,
      jobs: new Set(rows.flatMap(({ job_id: id }) => id ?? [])).size,
      known_cost: rounded(totalOf(rows).cost),
    })),
};

const sortedBy = (rows: readonly object[], columns: readonly string[]): string[] =>
  rows.map((row) => JSON.stringify(columns.map((column) => [column, (row as Row)[column]]))).sort();

describe('of one site', () => {
  const [ran] = fc.sample(sites(MIDNIGHT, 150, 120), { numRuns: 1, seed: 20_260_302 });
  let tables: CostTables;
  beforeAll(async () => {
    tables = await CostTables.create(CUR_2);
    await tables.write(ran.bill.flatMap(linesOf));
    await tables.open(ran.records);
  });
  afterAll(() => tables.close());

  test('every query has a truth, and an id and a name of its own', () => {
    expect(Object.keys(TRUTH).sort()).toEqual(
      costQueries()
        .map(({ id }) => id)
        .sort(),
    );
    expect(new Set(costQueries().map(({ name }) => name)).size).toBe(costQueries().length);
  });

  test.each(costQueries().map((query) => [query.id, query] as const))('the query %s answers the truth', async (id, { sql }) => {
    const truth = TRUTH[id](ran);
    const rows = (await tables.query(sql)).filter((row) => id !== 'CostByTag' || row.is_known);
    expect(truth.length).toBeGreaterThan(1);
    const columns = Object.keys(truth[0]);
    expect(sortedBy(rows, columns)).toEqual(sortedBy(truth, columns));
  });

  test('the most expensive job is the first', async () => {
    const [query] = costQueries().filter(({ id }) => id === 'MostExpensiveJobs');
    const costs = (await tables.query(query.sql)).map(({ cost }) => cost as number);
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
  });
});
