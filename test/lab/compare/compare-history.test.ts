import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseHiveType } from '../../../lab/aws/hive/hive-type';
import { JsonObject } from '../../../lab/aws/json';
import { compareHistory, compareRows, describeHistory, isHistoryEqual } from '../../../lab/compare/compare-history';
import { columnOf, expectedRow } from '../../../lab/compare/history-rows';
import { withDuckDb, writeParquet } from '../../../lab/replay/history/parquet';
import { sqlName } from '../../../src/domain/names/record-field';
import { RECORD_SCHEMAS } from '../../../src/domain/names/record-schemas';

const RECORD = { RecordType: 'job', JobId: 'a', Status: 'FAILED', StoppedAt: '2026-11-20T23:59:59.999Z' };
const STOPPED = { stopped_at: '2026-11-20T23:59:59.999Z' };

describe('the row that a history must hold of a record', () => {
  test('has the names of fields in snake case, as the schema has them', () => {
    const fields = Object.values(RECORD_SCHEMAS).flatMap((schema) => Object.keys(schema));
    expect(fields.map(columnOf)).toEqual(fields.map(sqlName));
  });

  test('has the day on which the job stopped', () => {
    expect(expectedRow({ ...RECORD, Attempts: [{ Number: 1 }] }, 'jobs')).toMatchObject({ job_id: 'a', day: '2026-11-20' });
  });

  test('completes the last attempt, and leaves earlier ones as they are', () => {
    const { attempts } = expectedRow(
      {
        ...RECORD,
        ExitCode: 1,
        Reason: 'of the record',
        StatusReason: 'of the status',
        RunnableAt: '2026-11-20T00:00:00.000Z',
        StartedAt: '2026-11-20T00:01:00.000Z',
        TotalRunningSeconds: 7,
        Attempts: [
          { Number: 1, RunnableAt: '2026-11-20T00:00:00.000Z' },
          { Number: 2, ExitCode: 3 },
        ],
      },
      'jobs',
    );
    expect(attempts).toEqual([
      { number: 1, runnable_at: '2026-11-20T00:00:00.000Z' },
      { number: 2, exit_code: 3, ...STOPPED, started_at: '2026-11-20T00:01:00.000Z', running_seconds: 7, reason: 'of the record' },
    ]);
  });

  test('has no reason of an attempt after which the job was stopped in its queue', () => {
    const Attempts = [{ Number: 1, StoppedAt: '2026-11-20T23:59:58.999Z' }];
    expect(expectedRow({ ...RECORD, StatusReason: 'stopped', Attempts }, 'jobs').attempts).toEqual([
      { number: 1, stopped_at: '2026-11-20T23:59:58.999Z' },
    ]);
  });

  test('keeps the keys of tags', () => {
    expect(expectedRow({ ...RECORD, Tags: { CostCenter: 'x' }, Attempts: [] }, 'jobs').tags).toEqual({ CostCenter: 'x' });
  });
});

describe('a comparison of rows', () => {
  test('counts equal rows, whatever their order and that of their columns', () => {
    const rows: JsonObject[] = [{ job_id: 'a', vcpus: 1 }, { job_id: 'b' }, { job_id: 'b' }];
    expect(compareRows(rows, [{ job_id: 'b' }, { vcpus: 1, job_id: 'a' }, { job_id: 'b' }])).toEqual({
      expected: 3,
      found: 3,
      differences: [],
    });
  });

  test('finds rows that are missing, not expected or there too often', () => {
    expect(
      compareRows([{ job_id: 'a' }, { job_id: 'b' }], [{ job_id: 'b' }, { job_id: 'b' }, { job_id: 'b' }, { job_id: 'c' }]).differences,
    ).toEqual(['missing: {"job_id":"a"}', 'not expected, 2 times: {"job_id":"b"}', 'not expected: {"job_id":"c"}']);
  });
});

describe('a comparison of a replay', () => {
  const COLUMNS = Object.entries({
    record_type: 'string',
    job_id: 'string',
    status: 'string',
    stopped_at: 'timestamp',
    attempts: 'array<struct<number:int,stopped_at:timestamp>>',
  });
  const columns = COLUMNS.map(([name, type]) => ({ name, type: parseHiveType(type) }));

  async function replayed(row: JsonObject): Promise<string> {
    const out = mkdtempSync(join(tmpdir(), 'compare-history-'));
    writeFileSync(join(out, 'records.ndjson'), `${JSON.stringify({ ...RECORD, Attempts: [{ Number: 1 }] })}\n`);
    writeFileSync(join(out, 'rows.ndjson'), `${JSON.stringify(row)}\n`);
    const file = join(out, 'history/jobs/day=2026-11-20/a.parquet');
    mkdirSync(dirname(file), { recursive: true });
    await withDuckDb((connection) => writeParquet(connection, join(out, 'rows.ndjson'), columns, file));
    return out;
  }
  const row = { record_type: 'job', job_id: 'a', status: 'FAILED', ...STOPPED, attempts: [{ number: 1, ...STOPPED }] };

  test('reads the files of its history', async () => {
    const history = await compareHistory(await replayed(row));
    expect(describeHistory(history)).toBe('History of jobs: 1 rows for 1 lines');
    expect(isHistoryEqual(history)).toBe(true);
  });

  test('finds a row that differs', async () => {
    const history = await compareHistory(await replayed({ ...row, attempts: [{ number: 1 }] }));
    expect(describeHistory(history).split('\n')).toEqual([
      'History of jobs: 1 rows for 1 lines',
      expect.stringMatching(/^ {2}missing: .*"number":1,"stopped_at"/),
      expect.stringMatching(/^ {2}not expected: .*\{"number":1\}/),
    ]);
    expect(isHistoryEqual(history)).toBe(false);
  });

  test('states that there is no history', () => {
    expect(describeHistory(new Map())).toBe('History: not compared, because the replay wrote none');
  });
});
