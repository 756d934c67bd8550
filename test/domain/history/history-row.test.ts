import * as fc from 'fast-check';
import { transitionRecords } from '../../../src/domain/collect/transitions';
import { columnsOf, tableColumns } from '../../../src/domain/history/columns';
import { HistoryRow, historyRow, rowOf } from '../../../src/domain/history/history-row';
import { InstanceChange } from '../../../src/domain/instance/instance-change';
import { instanceRecords } from '../../../src/domain/instance/instance-record';
import { HistoryDatasetName } from '../../../src/domain/names/history';
import { ATTEMPT_FIELDS, JOB_FIELDS } from '../../../src/domain/names/job-record-fields';
import { RecordFields, sqlName } from '../../../src/domain/names/record-field';
import { PurchaseOption } from '../../../src/domain/names/records';
import { wholeAttempts } from '../../../src/domain/record/whole-attempts';
import { runs } from '../../property-runs';
import { Fold } from '../fold';
import { eventsOf, histories } from '../histories';
import { instanceArn } from '../shapes';

type Line = Readonly<Record<string, unknown>>;

const REGISTRY = new Map([[instanceArn('host-1'), { purchaseOption: PurchaseOption.SPOT, instanceType: 'm7g.large' }]]);
const ORIGIN = { id: 'line-1', loggedAt: Date.parse('2026-03-02T00:30:00Z') };
const JOB: Line = {
  RecordType: 'job',
  SchemaVersion: 1,
  JobId: 'job-1',
  Status: 'FAILED',
  StoppedAt: '2026-03-01T23:59:59.999Z',
  AttemptCount: 1,
  SpotInterruptions: 0,
  Attempts: [{ Number: 1 }],
};
const row = (record: Line, dataset: HistoryDatasetName = 'jobs'): HistoryRow => historyRow(record, dataset, ORIGIN);
/** What the log has of a record. */
const logged = (record: object): Line => JSON.parse(JSON.stringify(record)) as Line;
const renamed = (record: object, fields: RecordFields): Line =>
  Object.fromEntries(Object.entries(record).flatMap(([field, value]) => (field in fields ? [[sqlName(field), value]] : [])));

describe('the row of a job', () => {
  test('of any history has columns of the table and nothing else, the values of the record, and whole attempts', () => {
    const columns = new Set(tableColumns('jobs').map(({ name }) => name));
    const ofAttempts = new Set(columnsOf(ATTEMPT_FIELDS).map(({ name }) => name));
    fc.assert(
      fc.property(histories(false), (history) => {
        const [{ record }] = new Fold(REGISTRY).tell(...eventsOf(history)).jobs();
        const { day, attempts, ...rest } = row(logged(record));
        const { attempts: _, ...expected } = renamed(logged(record), JOB_FIELDS);
        expect(rest).toEqual(expected);
        expect(attempts).toEqual(wholeAttempts(record).map((attempt) => renamed(logged(attempt), ATTEMPT_FIELDS)));
        expect(day).toBe(record.StoppedAt.slice(0, 10));
        expect(Object.keys(rest).filter((name) => !columns.has(name))).toEqual([]);
        expect((attempts as object[]).flatMap((attempt) => Object.keys(attempt)).filter((name) => !ofAttempts.has(name))).toEqual([]);
      }),
      { numRuns: runs(400) },
    );
  });

  test('has every column of the table if the record has every field', () => {
    const values = {
      string: 'text',
      int: 7,
      double: 1.5,
      boolean: false,
      timestamp: '2026-03-01T10:00:00.000Z',
      map: { Project: 'Apollo', project: '' },
      strings: ['a'],
      ints: [1],
    };
    const full = (fields: RecordFields): Line =>
      Object.fromEntries(
        Object.entries(fields).map(([field, { type }]) => [field, type === 'attempts' ? [full(ATTEMPT_FIELDS)] : values[type]]),
      );
    const { day, ...rest } = row({ ...full(JOB_FIELDS), RecordType: 'job', Unknown: 1 });
    expect(Object.keys(rest)).toEqual(tableColumns('jobs').map(({ name }) => name));
    expect(rest).toMatchObject({ tags: { Project: 'Apollo', project: '' }, is_main_node: false, vcpus: 1.5 });
    expect(day).toBe('2026-03-01');
  });

  test.each<[string, Line, string]>([
    ['a missing field', { JobId: undefined }, 'JobId: is missing'],
    ['a field that is null', { StoppedAt: null }, 'StoppedAt: is missing'],
    ['a number as text', { Vcpus: '2' }, 'Vcpus: is not of type double'],
    ['a number without end', JSON.parse('{"Vcpus": 1e999}') as Line, 'Vcpus: is not of type double'],
    ['a fraction of a count', { AttemptCount: 1.5 }, 'AttemptCount: is not of type int'],
    ['a number of more than 32 bits', { ExitCode: 3221225786 }, 'ExitCode: is not of type int'],
    ['the first number that 32 bits do not hold', { ExitCode: 2 ** 31 }, 'ExitCode: is not of type int'],
    ['a time that is none', { StoppedAt: '2026-13-01T00:00:00Z' }, 'StoppedAt: is not of type timestamp'],
    ['a year of five digits', { StoppedAt: '+012026-03-01T00:00:00Z' }, 'StoppedAt: is not of type timestamp'],
    ['a time without a zone', { StoppedAt: '2026-03-01T00:00:00' }, 'StoppedAt: is not of type timestamp'],
    ['a day as a time', { StoppedAt: '2026-03-01' }, 'StoppedAt: is not of type timestamp'],
    ['a time as a number', { StoppedAt: 1_700_000_000_000 }, 'StoppedAt: is not of type timestamp'],
    ['a tag that is no text', { Tags: { a: 1 } }, 'Tags: is not of type map'],
    ['a tag beside others that is no text', { Tags: { a: 'b', c: 1 } }, 'Tags: is not of type map'],
    ['tags in a list', { Tags: ['a'] }, 'Tags: is not of type map'],
    ['attempts that are no list', { Attempts: {} }, 'Attempts: is not of type attempts'],
    ['an attempt that is no object', { Attempts: [{ Number: 1 }, null] }, 'Attempts[1]: is not an object'],
    ['an attempt without a number', { Attempts: [{}] }, 'Attempts[0].Number: is missing'],
    ['a wrong field of an attempt', { Attempts: [{ Number: 1, ExitCode: 'one' }] }, 'Attempts[0].ExitCode: is not of type int'],
    ['a number as a name', { JobName: 7 }, 'JobName: is not of type string'],
    ['a tag without a value', { Tags: 'a' }, 'Tags: is not of type map'],
    ['a flag that is a number', { IsMainNode: 1 }, 'IsMainNode: is not of type boolean'],
  ])('is refused for %s, with the path of the field and not its value', (_, fields, message) => {
    expect(() => row({ ...JOB, ...fields })).toThrow(new Error(message));
  });

  test.each([2 ** 31 - 1, -(2 ** 31) + 1, 0])('can have the exit code %d', (ExitCode) => {
    expect(row({ ...JOB, ExitCode })).toMatchObject({ exit_code: ExitCode });
  });

  test('has its times with milliseconds, though the record has none', () => {
    expect(row({ ...JOB, StoppedAt: '2026-03-01T23:59:59Z' })).toMatchObject({ stopped_at: '2026-03-01T23:59:59.000Z', day: '2026-03-01' });
  });

  test('has no attempts where the record has none', () => {
    expect(row({ ...JOB, Attempts: [] })).toMatchObject({ attempts: [] });
  });
});

describe('a list', () => {
  const fields = {
    Texts: { type: 'strings', since: 1, meaning: '' },
    Numbers: { type: 'ints', since: 1, meaning: '' },
  } as const;

  test('of texts or numbers is the value of a column', () => {
    expect(rowOf({ Texts: ['a', ''], Numbers: [1, -1] }, fields, '')).toEqual({ texts: ['a', ''], numbers: [1, -1] });
  });

  test.each<[Line, string]>([
    [{ Texts: ['a', 1] }, 'Texts: is not of type strings'],
    [{ Texts: 'a' }, 'Texts: is not of type strings'],
    [{ Numbers: [1, 1.5] }, 'Numbers: is not of type ints'],
    [{ Numbers: 1 }, 'Numbers: is not of type ints'],
  ])('of anything else is refused: %j', (record, message) => {
    expect(() => rowOf(record, fields, '')).toThrow(new Error(message));
  });
});

describe('the row of transitions', () => {
  const point = { name: 'JobsRunning', value: 2, atMillis: Date.parse('2026-03-01T23:59:31Z'), dimensions: { JobQueue: 'q' } } as const;

  test('has its minute with seconds, and the id of its line', () => {
    const [record] = transitionRecords([point]);
    expect(record.At).toBe('2026-03-01T23:59Z');
    expect(row(logged(record), 'transitions')).toEqual({
      record_type: 'transitions',
      at: '2026-03-01T23:59:00.000Z',
      job_queue: 'q',
      jobs_running: 2,
      log_event_id: 'line-1',
      day: '2026-03-01',
    });
  });

  test('of any state entries has columns of the table', () => {
    const columns = [...tableColumns('transitions').map(({ name }) => name), 'day'];
    const points = fc.array(
      fc.record({
        name: fc.constantFrom('JobsSubmitted', 'JobsPending', 'JobsRunnable', 'JobsStarting', 'JobsRunning'),
        value: fc.integer({ min: 1, max: 1000 }),
        atMillis: fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
        dimensions: fc.record(
          { JobQueue: fc.string(), JobDefinition: fc.string(), InstanceType: fc.string(), PurchaseOption: fc.string() },
          { requiredKeys: [] },
        ),
        redelivered: fc.option(fc.string(), { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(points, (all) => {
        const rows = transitionRecords(all as Parameters<typeof transitionRecords>[0]).map((record) => row(logged(record), 'transitions'));
        expect(rows.flatMap((each) => Object.keys(each)).filter((name) => !columns.includes(name))).toEqual([]);
      }),
      { numRuns: runs(200) },
    );
  });
});

describe('the row of an instance', () => {
  const instance = {
    containerInstanceArn: 'arn:aws:ecs:eu-west-1:123456789012:container-instance/c/1',
    registeredAt: '2026-03-01T21:20:00.000Z',
    isSettled: false,
    counted: {},
  };

  test('has columns of the table, and the day on which it changed', () => {
    const [record] = instanceRecords(instance, [InstanceChange.REGISTERED]);
    const { day, ...rest } = row(logged(record), 'instances');
    expect(rest).toEqual({
      record_type: 'instance',
      at: '2026-03-01T21:20:00.000Z',
      change: 'registered',
      container_instance_arn: instance.containerInstanceArn,
    });
    expect(day).toBe('2026-03-01');
  });

  test('without a time has the day on which it was logged', () => {
    const { At: _, ...record } = logged(instanceRecords(instance, [InstanceChange.REGISTERED])[0]);
    expect(row(record, 'instances').day).toBe('2026-03-02');
  });
});
