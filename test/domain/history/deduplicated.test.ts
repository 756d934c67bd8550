import { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { tableColumns } from '../../../src/domain/history/columns';
import { compactionSql } from '../../../src/domain/history/compaction';
import { deduplicatedSql } from '../../../src/domain/history/deduplicated';
import { HISTORY_DATASETS, HistoryDatasetName } from '../../../src/domain/names/history';

type Row = Readonly<Record<string, string | number | null | undefined>>;

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => connection.closeSync());

/** Puts rows into the table of a dataset, of which each column that matters is text or a number. */
async function fill(dataset: HistoryDatasetName, rows: readonly Row[]): Promise<void> {
  const { table } = HISTORY_DATASETS[dataset];
  const types = (name: string) => (name === 'attempt_count' ? 'integer' : 'varchar');
  const columns = [...tableColumns(dataset).map(({ name }) => name), 'day'];
  await connection.run(`create or replace table ${table} (${columns.map((name) => `"${name}" ${types(name)}`).join(', ')})`);
  for (const row of rows) {
    const values = columns.map((name) => (row[name] == null ? 'null' : `'${row[name]}'`));
    await connection.run(`insert into ${table} values (${values.join(', ')})`);
  }
}

async function query(sql: string, columns: readonly string[]): Promise<unknown[][]> {
  const found = await connection.runAndReadAll(`select ${columns.map((name) => `"${name}"`).join(', ')} from (${sql}) order by all`);
  return found.getRows() as unknown[][];
}

const DAY = '2026-03-01';

describe('without copies', () => {
  const job = { day: DAY, account: '1', region: 'eu-west-1', job_id: 'a', attempt_count: 1 };

  test('a job has one row a day: that with the most attempts, and the unmarked one before marked ones', async () => {
    await fill('jobs', [
      { ...job, redelivered: 'z', job_name: 'marked' },
      { ...job, job_name: 'unmarked' },
      { ...job, redelivered: 'b', job_name: 'marked' },
      { ...job, job_id: 'node', attempt_count: 2, redelivered: 't', job_name: 'last end' },
      { ...job, job_id: 'node', attempt_count: 1, job_name: 'first end' },
      { ...job, job_id: 'lost', redelivered: 'y', job_name: 'second' },
      { ...job, job_id: 'lost', redelivered: 'x', job_name: 'first' },
    ]);
    expect(await query(deduplicatedSql('jobs'), ['job_id', 'job_name'])).toEqual([
      ['a', 'unmarked'],
      ['lost', 'first'],
      ['node', 'last end'],
    ]);
  });

  test('jobs of other days, accounts and Regions stay, also where these are not known', async () => {
    const others: Partial<Row>[] = [
      { day: '2026-03-02' },
      { account: '2' },
      { region: 'us-east-1' },
      { account: null },
      { account: null, redelivered: 'x' },
    ];
    await fill('jobs', [job, ...others.map((other) => ({ ...job, ...other }))]);
    expect(await query(deduplicatedSql('jobs'), ['job_id'])).toHaveLength(5);
  });

  test('equal lines of transitions stay, copies of a line do not', async () => {
    const line = { day: DAY, at: `${DAY}T10:00:00Z`, job_queue: 'q', jobs_running: 1 };
    await fill('transitions', [
      { ...line, log_event_id: '1' },
      { ...line, log_event_id: '2' },
      { ...line, log_event_id: '2' },
      { ...line, log_event_id: '3', redelivered: 'token' },
    ]);
    expect(await query(deduplicatedSql('transitions'), ['log_event_id'])).toEqual([['1'], ['2'], ['3']]);
  });

  test('an instance changes once in each way at a time', async () => {
    const line = { day: DAY, at: `${DAY}T10:00:00Z`, container_instance_arn: 'arn', change: 'registered' };
    await fill('instances', [
      { ...line, redelivered: 'token' },
      line,
      { ...line, change: 'deregistered' },
      { ...line, at: `${DAY}T11:00:00Z` },
    ]);
    expect(await query(deduplicatedSql('instances'), ['change', 'at', 'redelivered'])).toEqual([
      ['deregistered', `${DAY}T10:00:00Z`, null],
      ['registered', `${DAY}T10:00:00Z`, null],
      ['registered', `${DAY}T11:00:00Z`, null],
    ]);
  });

  test.each(Object.keys(HISTORY_DATASETS) as HistoryDatasetName[])(
    '%s have the columns of the table in their order, then the day',
    async (dataset) => {
      await fill(dataset, []);
      const found = await connection.runAndReadAll(deduplicatedSql(dataset));
      expect(found.columnNames()).toEqual([...tableColumns(dataset).map(({ name }) => name), 'day']);
    },
  );

  test('a compaction adds the rows of its day, and no others, to the table', async () => {
    await fill('jobs', [job, job, { ...job, job_id: 'b' }, { ...job, day: '2026-03-02' }]);
    await connection.run(compactionSql('jobs', DAY));
    const counts = await query(`select day, count(*)::int as rows from job_records group by day`, ['day', 'rows']);
    expect(counts).toEqual([
      [DAY, 5],
      ['2026-03-02', 1],
    ]);
    expect(await query(deduplicatedSql('jobs'), ['day', 'job_id'])).toEqual([
      [DAY, 'a'],
      [DAY, 'b'],
      ['2026-03-02', 'a'],
    ]);
  });
});
