import { rowsOf } from './history-records';
import { HistoryTables } from './history-tables';
import { duckDbTypeOf } from '../../../lab/aws/athena/duckdb-trino';
import { HistoryColumn, tableColumns } from '../../../src/domain/history/columns';
import { HISTORY_DATASETS, HistoryDatasetName } from '../../../src/domain/names/history';
import { JobRecord } from '../../../src/domain/names/job-record-fields';
import { historyViews } from '../../../src/job-history/sql/views';

const DATASETS = Object.keys(HISTORY_DATASETS) as HistoryDatasetName[];

const job = (id: string, stoppedAt: string): JobRecord => ({
  RecordType: 'job',
  SchemaVersion: 1,
  JobId: id,
  Status: 'SUCCEEDED',
  StoppedAt: stoppedAt,
  Vcpus: 2,
  Gpus: 1,
  AttemptCount: 2,
  SpotInterruptions: 0,
  Attempts: [
    { Number: 1, ExitCode: 1, RunningSeconds: 60, Reason: 'first' },
    { Number: 2, RunningSeconds: 120, Reason: 'second' },
  ],
});

let tables: HistoryTables;
beforeEach(async () => {
  tables = await HistoryTables.create();
});
afterEach(() => tables.close());

/** The columns of jobs as they were before `gpus` and the reason of an attempt. */
const olderColumns = (): HistoryColumn[] =>
  tableColumns('jobs')
    .filter(({ name }) => name !== 'gpus')
    .map((column) => ({ ...column, trinoType: column.trinoType.replace(', reason varchar', '') }));

test('a file that is older than a column, of jobs or of attempts, has NULL for it, beside a newer file and alone', async () => {
  // GIVEN a file of the first day without these columns
  await tables.write('jobs', rowsOf('jobs', [job('old', '2026-01-01T10:00:00.000Z')]), olderColumns());
  await tables.open('jobs');
  expect(await tables.query('select job_id, vcpus, gpus from jobs')).toEqual([{ job_id: 'old', vcpus: 2, gpus: null }]);
  // WHEN a file with them follows
  await tables.write('jobs', rowsOf('jobs', [job('new', '2026-01-02T10:00:00.000Z')]));
  await tables.open('jobs');
  // THEN each has what it has
  expect(await tables.query('select job_id, vcpus, gpus from jobs order by job_id')).toEqual([
    { job_id: 'new', vcpus: 2, gpus: 1 },
    { job_id: 'old', vcpus: 2, gpus: null },
  ]);
  expect(await tables.query('select job_id, attempt, reason, running_seconds from attempts order by job_id, attempt')).toEqual([
    { job_id: 'new', attempt: 1, reason: 'first', running_seconds: 60 },
    { job_id: 'new', attempt: 2, reason: 'second', running_seconds: 120 },
    { job_id: 'old', attempt: 1, reason: null, running_seconds: 60 },
    { job_id: 'old', attempt: 2, reason: null, running_seconds: 120 },
  ]);
});

/** Of attempts only Trino does: `npm run verify -- trino`. */
test.each(['jobs', 'jobs_by_day'])('a filter on the day of %s reads only the files of that day', async (view) => {
  const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'];
  await tables.write(
    'jobs',
    rowsOf(
      'jobs',
      days.map((day, index) => job(`job-${index}`, `${day}T10:00:00.000Z`)),
    ),
  );
  await tables.open('jobs');
  const planOf = async (filter: string): Promise<string> =>
    JSON.stringify(await tables.query(`explain analyze select * from ${view} where ${filter}`));
  expect(await planOf(`day = '2026-01-02'`)).toMatch(/Total Files Read: 1\b/);
  expect(await planOf(`day >= '2026-01-03'`)).toMatch(/Total Files Read: 2\b/);
  expect(await planOf('true')).toMatch(/Total Files Read: 4\b/);
});

describe('the views of all datasets', () => {
  const LINES = {
    jobs: job('a', '2026-01-01T10:00:00.000Z'),
    transitions: { RecordType: 'transitions', At: '2026-01-01T10:00Z', JobQueue: 'analysis', JobsRunnable: 2 },
    instances: { RecordType: 'instance', At: '2026-01-01T10:00:00.000Z', Change: 'registered', ContainerInstanceArn: 'arn:1', Vcpus: 4 },
  };
  beforeEach(async () => {
    for (const dataset of DATASETS) await tables.write(dataset, rowsOf(dataset, [LINES[dataset]]));
    await tables.open(...DATASETS);
  });

  test.each(historyViews(DATASETS).map((view) => [view.name, view] as const))(
    'the view %s has the columns and types that it declares',
    async (name, view) => {
      const declared = view.columns.map(({ name: column, trinoType }) => `typeof(cast(null as ${duckDbTypeOf(trinoType)})) as "${column}"`);
      const [types] = await tables.query(`select ${declared.join(', ')}`);
      const described = await tables.query(`describe ${name}`);
      expect(described.map(({ column_name: column, column_type: type }) => [column, type])).toEqual(Object.entries(types));
    },
  );

  test('a line of transitions that was copied counts once, an equal line and a redelivered one each', async () => {
    const [row] = rowsOf('transitions', [LINES.transitions]);
    await tables.write('transitions', [
      row,
      { ...row, log_event_id: 'event-2' },
      { ...row, log_event_id: 'event-3', redelivered: 'token' },
    ]);
    await tables.open('transitions');
    expect(await tables.query('select log_event_id from transitions order by 1')).toEqual(
      ['event-1', 'event-2', 'event-3'].map((id) => ({ log_event_id: id })),
    );
  });

  test('a change of an instance that was logged twice is one', async () => {
    const [row] = rowsOf('instances', [LINES.instances]);
    await tables.write('instances', [row, { ...row, redelivered: 'token' }, { ...row, change: 'deregistered' }]);
    await tables.open('instances');
    expect(await tables.query('select change, redelivered from instances order by 1')).toEqual([
      { change: 'deregistered', redelivered: null },
      { change: 'registered', redelivered: null },
    ]);
  });
});
