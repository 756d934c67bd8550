import fc from 'fast-check';
import { HOUR_MS, LineCost, LineItem, linesOf, OTHER_LINES, TaskHour } from './bill';
import { CostTables } from './cost-tables';
import { Ran, sites } from './site';
import { attemptCosts, costByDay, isOfBatch, jobCosts } from './truth';
import { CUR_2, legacyFormat } from '../../../src/cost-report/sql/line-items';
import { costViews } from '../../../src/cost-report/sql/views';
import { JobRecord } from '../../../src/domain/names/job-record-fields';
import { RecordType } from '../../../src/domain/names/records';
import { Row } from '../../job-history/sql/history-tables';
import { runs } from '../../property-runs';

const DAY_MS = 24 * HOUR_MS;
const MIDNIGHT = Math.floor(Date.now() / DAY_MS) * DAY_MS;

const iso = (time: number): string => new Date(time).toISOString();
const sorted = (rows: readonly object[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

async function tablesOf({ records, bill }: Ran): Promise<CostTables> {
  const tables = await CostTables.create(CUR_2);
  await tables.write([...bill.flatMap(linesOf), ...OTHER_LINES(MIDNIGHT - 3 * HOUR_MS)]);
  await tables.open(records);
  return tables;
}

const AMOUNTS = 'used_cost, unused_cost, cost, net_cost, on_demand_cost';
const BY_DAY = 'day, billing_period, platform, compute_environment, job_queue, job_definition, is_known, jobs, tasks';

test('views show what each attempt, job and day cost, whatever ran and whatever of it is billed', async () => {
  const property = fc.asyncProperty(sites(MIDNIGHT), async (ran) => {
    fc.pre(ran.records.length > 0);
    const tables = await tablesOf(ran);
    try {
      const attempts = await tables.query(`select task_arn, job_id, attempt, ${AMOUNTS}, incomplete_reason from attempt_costs`);
      expect(sorted(attempts)).toEqual(sorted(attemptCosts(ran)));
      const jobs = await tables.query(`select job_id, attempts, ${AMOUNTS}, incomplete_reason from job_costs where is_known`);
      expect(sorted(jobs)).toEqual(sorted(jobCosts(ran)));
      expect(sorted(await tables.query(`select ${BY_DAY}, ${AMOUNTS} from cost_by_day`))).toEqual(sorted(costByDay(ran)));
    } finally {
      tables.close();
    }
  });
  await fc.assert(property, { numRuns: runs(40) });
});

describe('of one site', () => {
  const [ran] = fc.sample(sites(MIDNIGHT, 300, 250), { numRuns: 1, seed: 20_260_301 });
  let tables: CostTables;
  beforeAll(async () => {
    tables = await tablesOf(ran);
  });
  afterAll(() => tables.close());
  const one = async (sql: string): Promise<Row> => (await tables.query(sql))[0];

  test.each(costViews(CUR_2).map((view) => [view.name, view] as const))(
    'the view %s has the columns that it declares',
    async (name, { columns }) => {
      expect((await tables.query(`describe ${name}`)).map(({ column_name: column }) => column)).toEqual(
        columns.map((column) => column.name),
      );
    },
  );

  test('every view has the whole cost of the tasks of AWS Batch, once, and no cost of a service', async () => {
    // GIVEN the cost of tasks whose cluster AWS Batch made
    const whole = ran.bill
      .filter(isOfBatch)
      .flatMap(({ vcpu, memory }) => [vcpu, memory])
      .reduce((sum, line) => sum + (line ? line.used + line.unused : 0), 0);
    // THEN
    for (const view of ['task_costs', 'attempt_costs', 'job_costs', 'cost_by_day']) {
      expect({ view, ...(await one(`select sum(cost) as cost from ${view}`)) }).toEqual({ view, cost: whole });
    }
    expect(ran.bill.some((hour) => !isOfBatch(hour))).toBe(true);
    expect(await tables.query(`select * from task_costs where task_arn like '%my_Batch_web%' or task_arn like '%AWSBatch-like%'`)).toEqual(
      [],
    );
  });

  test('costs of tasks that no record names are apart, with their queue by its tag', async () => {
    const { unknown, queues } = await one(
      `select sum(cost) as unknown, count(distinct job_queue) as queues from job_costs where not is_known and job_id is null`,
    );
    expect(unknown).toBeGreaterThan(0);
    expect(queues).toBe(2);
  });

  test('no unknown cost is a zero', async () => {
    expect(await one('select count(*) as zeros from attempt_costs where cost = 0')).toEqual({ zeros: 0 });
    expect(await one(`select count(*) as costs from attempt_costs where incomplete_reason = 'NOT_REPORTED' and cost is not null`)).toEqual({
      costs: 0,
    });
  });

  test('a month that is rewritten replaces what it was', async () => {
    // GIVEN the report of each month with a correction, in the same files
    const corrected = ran.bill.map((hour) => ({ ...hour, vcpu: hour.vcpu && { ...hour.vcpu, used: hour.vcpu.used + 1 } }));
    const again = await tablesOf(ran);
    await again.write(corrected.flatMap(linesOf));
    await again.reopen();
    // THEN
    const after = sorted(await again.query(`select task_arn, job_id, attempt, ${AMOUNTS}, incomplete_reason from attempt_costs`));
    again.close();
    expect(after).toEqual(sorted(attemptCosts({ ...ran, bill: corrected })));
  });
});

describe('of single tasks', () => {
  const TASK = 'arn:aws:ecs:eu-west-1:111111111111:task/AWSBatch-gpu-0a1b2c3d-1111-4222-8333-444455556666/1';
  const FREE = { used: 0, unused: 0, net: 0, onDemand: 0, usage: 1 };
  const PAID = { ...FREE, used: 2, net: 2, onDemand: 4 };
  const START = MIDNIGHT - 30 * HOUR_MS;
  const attempt = { Number: 1, TaskArn: TASK, StartedAt: iso(START + 1000), StoppedAt: iso(START + 60_000), RunningSeconds: 59 };
  const job: JobRecord = {
    ...{ RecordType: RecordType.JOB, SchemaVersion: 1, Account: '111111111111', Region: 'eu-west-1', JobId: 'job' },
    Status: 'SUCCEEDED',
    ...{ StoppedAt: attempt.StoppedAt, SpotInterruptions: 0, AttemptCount: 1, Attempts: [attempt] },
  };
  const hour = (cost: LineCost): TaskHour => ({
    taskArn: TASK,
    account: '111111111111',
    kind: 'EC2',
    start: START,
    vcpu: cost,
    memory: cost,
  });
  const costOf = async (record: Partial<JobRecord>, ...bill: readonly TaskHour[]): Promise<Row> => {
    const tables = await tablesOf({ records: [{ ...job, ...record }], bill });
    try {
      const [ofJob] = await tables.query('select cost, is_complete, incomplete_reason from job_costs where is_known');
      const [ofDay] = await tables.query('select cost, incomplete_reason from cost_by_day');
      return { ...ofJob, ofDay: ofDay?.cost, reasonOfDay: ofDay?.incomplete_reason };
    } finally {
      tables.close();
    }
  };

  test('a job with GPUs has a lower bound of its cost, and none where the bill shows zero', async () => {
    const incomplete = { is_complete: false, incomplete_reason: 'GPU', reasonOfDay: 'GPU' };
    expect(await costOf({ Gpus: 1 }, hour(PAID))).toEqual({ ...incomplete, cost: 4, ofDay: 4 });
    expect(await costOf({ Gpus: 1 }, hour(FREE))).toEqual({ ...incomplete, cost: null, ofDay: null });
  });

  test('a job without GPUs that cost nothing did', async () => {
    expect(await costOf({}, hour(FREE))).toMatchObject({ cost: 0, is_complete: true, incomplete_reason: null });
  });

  test('a job on Amazon EKS has no cost', async () => {
    const { TaskArn: _, ...onEks } = attempt;
    expect(await costOf({ Platform: 'EKS', Attempts: [onEks] })).toMatchObject({ cost: null, incomplete_reason: 'EKS' });
  });

  test('a job that ran in a task that is not known has no cost, and the cost of the task is apart', async () => {
    const { TaskArn: _, ...nameless } = attempt;
    expect(await costOf({ Platform: 'EC2', Attempts: [nameless] }, hour(PAID))).toMatchObject({
      cost: null,
      incomplete_reason: 'NO_TASK_ARN',
      ofDay: 4,
    });
  });

  test('a task in a cluster of another name belongs to the job that names it', async () => {
    // GIVEN a task ARN of the format without a cluster
    const taskArn = 'arn:aws:ecs:eu-west-1:111111111111:task/0123456789';
    const record = { Attempts: [{ ...attempt, TaskArn: taskArn }] };
    expect(await costOf(record, { ...hour(PAID), taskArn })).toMatchObject({ cost: 4, is_complete: true, ofDay: 4 });
  });

  test('a task with the tags of AWS Batch counts, whatever the name of its cluster', async () => {
    const taskArn = 'arn:aws:ecs:eu-west-1:111111111111:task/0123456789';
    const tags = { aws_batch_compute_environment: 'gpu' };
    const tables = await tablesOf({ records: [job], bill: [{ ...hour(PAID), taskArn, tags }] });
    const rows = await tables.query('select is_known, compute_environment, cost from attempt_costs where cost is not null');
    tables.close();
    expect(rows).toEqual([{ is_known: false, compute_environment: 'gpu', cost: 4 }]);
  });

  test('the estimate of an attempt stands beside its bill, where both are known and in US dollars', async () => {
    const rowsOf = async (
      more: Partial<typeof attempt> & { readonly CostUsd?: number },
      ...bill: readonly TaskHour[]
    ): Promise<readonly Row[]> => {
      const tables = await tablesOf({ records: [{ ...job, Attempts: [{ ...attempt, ...more }] }], bill });
      const rows = await tables.query('select job_id, attempt, estimated_usd, billed_usd, difference_usd from estimate_and_bill');
      tables.close();
      return rows;
    };
    expect(await rowsOf({ CostUsd: 1.5 }, hour(PAID))).toEqual([
      { job_id: 'job', attempt: 1, estimated_usd: 1.5, billed_usd: 4, difference_usd: 2.5 },
    ]);
    expect(await rowsOf({}, hour(PAID))).toEqual([]);
    expect(await rowsOf({ CostUsd: 1.5 })).toEqual([]);
  });

  test('a discount that the bill does not have leaves the net cost at the cost', async () => {
    const tables = await tablesOf({ records: [job], bill: [hour({ ...PAID, net: 0 })] });
    const rows = await tables.query('select cost, net_cost, on_demand_cost from job_costs');
    tables.close();
    expect(rows).toEqual([{ cost: 4, net_cost: 4, on_demand_cost: 8 }]);
  });
});

test('a legacy report reads as an export does, with a tag that no file has', async () => {
  // GIVEN the same lines in both layouts
  const [ran] = fc.sample(sites(MIDNIGHT, 40, 30), { numRuns: 1, seed: 7 });
  const format = legacyFormat(['user_project', 'user_nobody']);
  const legacy = await CostTables.create(format);
  const flat = ({ resource_tags: tags, ...line }: LineItem): LineItem => ({
    ...line,
    ...Object.fromEntries(Object.entries(tags as object).map(([tag, value]) => [`resource_tags_${tag}`, value])),
  });
  await legacy.write(ran.bill.flatMap(linesOf).map(flat));
  await legacy.open(ran.records);
  const sameIn = await tablesOf(ran);
  // THEN
  for (const view of ['job_costs', 'cost_by_day']) {
    expect(sorted(await legacy.query(`select * from ${view}`))).toEqual(sorted(await sameIn.query(`select * from ${view}`)));
  }
  const [tags] = await legacy.query(
    `select max(element_at(cost_tags, 'user_project')) as project, max(element_at(cost_tags, 'user_nobody')) as nobody from attempt_costs`,
  );
  [legacy, sameIn].forEach((tables) => tables.close());
  expect(tags).toEqual({ project: 'billed', nobody: null });
});
