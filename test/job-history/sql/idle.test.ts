import { DAY_MS, rowsOf } from './history-records';
import { HistoryTables, Row } from './history-tables';
import { AttemptRecord, JobRecord } from '../../../src/domain/names/job-record-fields';
import { RecordType } from '../../../src/domain/names/records';
import { IDLE_QUERY } from '../../../src/job-history/sql/idle-query';

const YESTERDAY = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS / 2).toISOString();
const LONG_AGO = new Date(Date.now() - 40 * DAY_MS).toISOString();
const PLACE = { InstanceType: 'm7g.large', PurchaseOption: 'SPOT' } as const;

/** An hour of 2 vCPUs and 2 GiB, which weigh 2. */
const job = (JobId: string, attempt: Partial<AttemptRecord>, more: Partial<JobRecord> = {}): JobRecord => ({
  ...{
    RecordType: RecordType.JOB,
    SchemaVersion: 1,
    JobId,
    Status: 'SUCCEEDED',
    StoppedAt: YESTERDAY,
    SpotInterruptions: 0,
    AttemptCount: 1,
  },
  ...{ ComputeEnvironment: 'spot', Vcpus: 2, MemoryMiB: 2048, ...PLACE, ...more },
  Attempts: [{ Number: 1, RunningSeconds: 3600, ...PLACE, ...attempt }],
});
/** Two hours of 4 vCPUs and 4 GiB, which weigh 4. */
const instance = (id: string, more: object = {}) => ({
  ...{ RecordType: RecordType.INSTANCE, At: YESTERDAY, Change: 'deregistered', ContainerInstanceArn: id, ComputeEnvironment: 'spot' },
  ...{ Vcpus: 4, MemoryMiB: 4096, LifetimeSeconds: 7200, Reclaimed: 0, ...PLACE, ...more },
});

async function idleOf(jobs: readonly JobRecord[], instances: readonly object[]): Promise<readonly Row[]> {
  const tables = await HistoryTables.create();
  await tables.write('jobs', rowsOf('jobs', jobs));
  await tables.write('instances', rowsOf('instances', instances));
  await tables.open('jobs', 'instances');
  const rows = await tables.query(IDLE_QUERY.sql);
  tables.close();
  return rows;
}

test('idle is what instances had and no job requested, at the price that jobs paid', async () => {
  // GIVEN $0.05 for each unit of weight and hour, and a job whose cost is not known
  const jobs = [job('a', { CostUsd: 0.1 }), job('b', { RunningSeconds: 1800 })];
  // THEN 8 units, of which 3 were requested
  expect(await idleOf(jobs, [instance('i')])).toEqual([
    {
      compute_environment: 'spot',
      instances: 1,
      instances_without_price: 0,
      capacity_usd: 0.4,
      used_usd: 0.15,
      idle_usd: 0.25,
      idle_percent: 62.5,
    },
  ]);
});

test('an instance that ran no job is idle at the price that jobs paid elsewhere', async () => {
  const rows = await idleOf([job('a', { CostUsd: 0.1 })], [instance('i'), instance('j', { ComputeEnvironment: 'empty' })]);
  expect(rows.map(({ compute_environment: name, idle_usd: idle }) => [name, idle])).toEqual([
    ['empty', 0.4],
    ['spot', 0.3],
  ]);
});

test('an instance without a price from a job is counted, and has no cost', async () => {
  const onDemand = { PurchaseOption: 'ON_DEMAND' } as const;
  const gpu = { InstanceType: 'g5.xlarge' };
  const jobs = [job('a', { CostUsd: 0.1 }), job('b', { CostUsd: 1, ...gpu }, { Gpus: 1, ComputeEnvironment: 'gpu' })];
  const rows = await idleOf(jobs, [instance('i', onDemand), instance('j', { ComputeEnvironment: 'gpu', ...gpu })]);
  expect(rows).toEqual(
    ['gpu', 'spot'].map((name) => ({
      compute_environment: name,
      instances: 1,
      instances_without_price: 1,
      capacity_usd: null,
      used_usd: null,
      idle_usd: null,
      idle_percent: null,
    })),
  );
});

test('other changes of instances, other days and multi-node jobs beside their nodes do not count', async () => {
  const jobs = [job('a', { CostUsd: 0.1 }), job('b', { CostUsd: 9 }, { NodeCount: 2 }), job('c', { CostUsd: 9 }, { StoppedAt: LONG_AGO })];
  const instances = [instance('i'), instance('j', { Change: 'registered' }), instance('k', { At: LONG_AGO })];
  expect(await idleOf(jobs, instances)).toEqual([expect.objectContaining({ instances: 1, capacity_usd: 0.4, idle_usd: 0.3 })]);
});
