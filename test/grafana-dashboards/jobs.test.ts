import fc from 'fast-check';
import { everyDashboard, linkOf, panelOf } from './dashboards';
import { historyOf, offered, rowsOf, withOptions } from './history-fixture';
import { JobRecord } from '../../src/domain/names/job-record-fields';
import { RecordType } from '../../src/domain/names/records';
import { DAY_MS, jobRecords } from '../job-history/sql/history-records';
import { HistoryTables } from '../job-history/sql/history-tables';
import { runs } from '../property-runs';

const { jobs: dashboard } = everyDashboard();
const JOBS = 'Jobs that stopped (the latest 1,000)';
const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (minutes: number): string => new Date(NOON + minutes * 60_000).toISOString();
/** From noon to one o'clock. */
const RANGE = { from: NOON, to: NOON + 3_600_000 };

const task = (id: string): string => `arn:aws:ecs:eu-west-1:111111111111:task/AWSBatch-spot-arm-1234/${id}`;
const job = (JobId: string, CreatedAt: string | undefined, StoppedAt: string, more: Partial<JobRecord> = {}): JobRecord => ({
  RecordType: RecordType.JOB,
  SchemaVersion: 1,
  JobId,
  JobName: `name-of-${JobId}`,
  JobQueue: 'analysis',
  JobDefinition: 'align:7',
  Status: 'SUCCEEDED',
  StoppedAt,
  AttemptCount: 1,
  SpotInterruptions: 0,
  Attempts: [{ Number: 1, TaskArn: task(`task-of-${JobId}`), InstanceId: `i-of-${JobId}` }],
  ...(CreatedAt && { CreatedAt }),
  ...more,
});

const RECORDS: readonly JobRecord[] = [
  job('before', at(-90), at(-1)),
  job('across-the-start', at(-60 * 30), at(10)),
  job('inside', at(10), at(20), {
    InstanceId: 'i-of-inside',
    TaskArn: task('task-of-inside'),
    Status: 'FAILED',
    JobQueue: 'nightly',
    FailureCategory: 'OUT_OF_MEMORY',
    Reason: "killed by 'oom'",
  }),
  job('across-the-end', at(50), at(60 * 26)),
  job('longer-than-the-range', at(-60 * 24 * 3), at(60 * 24 * 2)),
  job('after', at(61), at(70)),
  // Fargate has no instance, and what was cancelled before it was placed has no task either.
  job('on-fargate', at(20), at(30), { Platform: 'FARGATE', Attempts: [{ Number: 1, TaskArn: task('task-of-on-fargate') }] }),
  job('never-placed', at(20), at(30), {
    Status: 'FAILED',
    AttemptCount: 0,
    Attempts: [],
    FailureCategory: 'CANCELLED',
    JobDefinition: 'train:3',
  }),
  job('unknown-submission', undefined, at(30)),
  job('retried', at(5), at(40), {
    AttemptCount: 2,
    SpotInterruptions: 1,
    Attempts: [
      { Number: 1, TaskArn: task('first-try'), InstanceId: 'i-first', FailureCategory: 'SPOT_INTERRUPTION', RunningSeconds: 60 },
      { Number: 2, TaskArn: task('second-try'), InstanceId: 'i-second', RunningSeconds: 120 },
    ],
  }),
  job('array', at(10), at(45), { ArraySize: 2, AttemptCount: 0, Attempts: [] }),
  job('array:0', at(10), at(44), { ArrayParentId: 'array', ArrayIndex: 0, TotalRunningSeconds: 1800, Vcpus: 2 }),
  job('array:1', at(10), at(45), { ArrayParentId: 'array', ArrayIndex: 1, Status: 'FAILED', TotalRunningSeconds: 3600, Vcpus: 2 }),
];
const IN_RANGE = RECORDS.map(({ JobId }) => JobId).filter((id) => !['before', 'after'].includes(id));

const idsOf = async (
  tables: HistoryTables,
  title: string,
  ...choice: Parameters<typeof withOptions> extends [unknown, unknown, ...infer R] ? R : never
) => {
  const scope = await withOptions(tables, dashboard, ...choice);
  return (await rowsOf(tables, dashboard, title, scope)).map(({ job_id: id }) => id).sort();
};

let tables: HistoryTables;
beforeAll(async () => {
  tables = await historyOf(RECORDS);
});
afterAll(() => tables.close());

describe('the table of jobs', () => {
  test('has every job that existed in the range: across its edges, on Fargate, never placed, of an array', async () => {
    expect(await idsOf(tables, JOBS, RANGE)).toEqual([...IN_RANGE].sort());
  });

  test.each<[string, Record<string, string[]>, string[]]>([
    ['one queue', { JobQueue: ['nightly'] }, ['inside']],
    ['several queues', { JobQueue: ['nightly', 'analysis'] }, IN_RANGE],
    ['one definition, all its revisions', { JobDefinition: ['train'] }, ['never-placed']],
    ['several definitions', { JobDefinition: ['train', 'align'] }, IN_RANGE],
    ['one status', { Status: ['FAILED'] }, ['array:1', 'inside', 'never-placed']],
    ['a queue and a status', { JobQueue: ['analysis'], Status: ['FAILED'] }, ['array:1', 'never-placed']],
    ['both statuses', { Status: ['FAILED', 'SUCCEEDED'] }, IN_RANGE],
  ])('limited to %s', async (_, choice, expected) => {
    expect(await idsOf(tables, JOBS, RANGE, choice)).toEqual([...expected].sort());
  });

  test('shows where and how a job ran', async () => {
    const scope = await withOptions(tables, dashboard, RANGE, { JobQueue: ['nightly'] });
    const [row] = await rowsOf(tables, dashboard, JOBS, scope);
    expect(row).toMatchObject({
      job_name: 'name-of-inside',
      status: 'FAILED',
      failure_category: 'OUT_OF_MEMORY',
      reason: "killed by 'oom'",
      instance_id: 'i-of-inside',
      task_id: 'task-of-inside',
    });
  });

  test('has the jobs that overlap the range, whatever jobs there are and whatever is chosen', async () => {
    const today = Math.floor(NOON / DAY_MS) * DAY_MS;
    const chosen = (...values: readonly string[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined });
    const property = fc.asyncProperty(
      jobRecords(today, 12, 1),
      fc.tuple(fc.integer({ min: -50, max: 1 }), fc.integer({ min: 1, max: 200 })),
      fc.record({
        JobQueue: chosen('analysis', 'nightly'),
        JobDefinition: chosen('align', 'render'),
        Status: chosen('FAILED', 'SUCCEEDED'),
      }),
      async (records, [day, hours], choice) => {
        const range = { from: today + day * DAY_MS, to: today + day * DAY_MS + hours * 3_600_000 };
        const created = records.map((record) => ({
          ...record,
          CreatedAt: record.CreatedAt && new Date(Date.parse(record.StoppedAt) - 7_200_000).toISOString(),
        }));
        const some = await historyOf(created);
        try {
          const expected = created.filter(
            (record) =>
              Date.parse(record.StoppedAt) >= range.from &&
              Date.parse(record.CreatedAt ?? record.StoppedAt) <= range.to &&
              isChosen(choice.JobQueue, record.JobQueue) &&
              isChosen(choice.JobDefinition, record.JobDefinition?.split(':')[0]) &&
              isChosen(choice.Status, record.Status),
          );
          const given = Object.fromEntries(Object.entries(choice).filter(([, values]) => values)) as Record<string, string[]>;
          expect(await idsOf(some, JOBS, range, given)).toEqual(expected.map(({ JobId }) => JobId).sort());
        } finally {
          some.close();
        }
      },
    );
    await fc.assert(property, { numRuns: runs(40) });
  });
});

const isChosen = (values: readonly string[] | undefined, value: string | undefined): boolean => !values || values.includes(value ?? '');

describe('a job in focus', () => {
  test('its link keeps the range and the filters, and the tasks and instances are those of all its attempts', async () => {
    const before = await withOptions(tables, dashboard, RANGE, { Status: ['SUCCEEDED'], TaskId: ['another'] });
    const focused = before.follow(linkOf(panelOf(dashboard, JOBS), 'job_id'), 'retried');
    expect(linkOf(panelOf(dashboard, JOBS), 'job_id')).toContain(`/d/${dashboard.uid}?`);
    expect(focused.range).toEqual(RANGE);
    expect(focused.choice).toEqual({ JobId: ['retried'], Status: ['SUCCEEDED'] });
    const scope = await offered(tables, dashboard, focused);
    expect(scope.interpolate('${TaskId:join:,}').split(',').sort()).toEqual(['first-try', 'second-try']);
    expect(scope.interpolate('${InstanceId:join:,}').split(',').sort()).toEqual(['i-first', 'i-second']);
    expect((await rowsOf(tables, dashboard, 'Attempts', scope)).map(({ attempt, is_last: last }) => [attempt, last])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  test('none chosen: the tasks of all jobs of the range, also of those that run longer', async () => {
    const scope = await withOptions(tables, dashboard, RANGE);
    const tasks = scope.interpolate('${TaskId:join:,}').split(',');
    expect(tasks).toEqual(expect.arrayContaining(['task-of-longer-than-the-range', 'task-of-on-fargate', 'first-try']));
    expect(tasks).not.toContain('task-of-after');
    expect(scope.interpolate('${InstanceId:join:,}')).not.toContain('fargate');
  });

  test('several chosen', async () => {
    expect(await idsOf(tables, 'Attempts', RANGE, { JobId: ['inside', 'on-fargate', 'never-placed'] })).toEqual(['inside', 'on-fargate']);
  });
});

test('array jobs are rolled up from their children', async () => {
  const scope = await withOptions(tables, dashboard, RANGE);
  expect(await rowsOf(tables, dashboard, 'Array jobs (the latest 200)', scope)).toEqual([
    expect.objectContaining({ job_id: 'array', children_stopped: 2, succeeded: 1, failed: 1, vcpu_hours: 3, longest_running_minutes: 60 }),
  ]);
});

test('failures are counted without array jobs, by category and reason, and by hour', async () => {
  const scope = await withOptions(tables, dashboard, RANGE);
  const reasons = await rowsOf(tables, dashboard, 'Reasons (the 100 most frequent)', scope);
  expect(reasons.map(({ failed_jobs: count, failure_category: category }) => `${count} ${category}`).sort()).toEqual([
    '1 CANCELLED',
    '1 OUT_OF_MEMORY',
    '1 null',
  ]);
  const overTime = await rowsOf(tables, dashboard, 'Failed jobs by category (jobs per hour)', scope);
  expect(overTime.reduce((sum, { failed_jobs: count }) => sum + Number(count), 0)).toBe(3);
});

test('waits and retries count jobs, and not array jobs', async () => {
  const scope = await withOptions(tables, dashboard, RANGE);
  const waits = await rowsOf(tables, dashboard, 'Waits by job queue (minutes)', scope);
  expect(waits.map(({ job_queue: queue, jobs }) => [queue, jobs])).toEqual([
    ['analysis', 9],
    ['nightly', 1],
  ]);
  const retries = await rowsOf(tables, dashboard, 'Retries by job definition (the 50 that lost the most)', scope);
  expect(retries.find(({ job_definition: name }) => name === 'align')).toMatchObject({ jobs: 9, retried_jobs: 1, spot_interruptions: 1 });
});
