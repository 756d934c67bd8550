import fc from 'fast-check';
import { historyRow, HistoryRow } from '../../../src/domain/history/history-row';
import { HistoryDatasetName } from '../../../src/domain/names/history';
import { AttemptRecord, JobRecord } from '../../../src/domain/names/job-record-fields';
import { FailureCategory, PurchaseOption, RecordType } from '../../../src/domain/names/records';

export const DAY_MS = 86_400_000;
/** The history is asked for the last 30 days: these are before it, in it, and yesterday. */
const DAYS_AGO = [44, 36, 24, 12, 7, 3, 2, 1, 1];

/** Minutes to one decimal and hours to two of these are exact in binary, and so are their sums: they do not depend on an order. */
const seconds = fc.integer({ min: 0, max: 400 }).map((parts) => parts * 112.5);

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const PLACEMENT = {
  InstanceType: oneOf('m7g.large', 'c6i.4xlarge'),
  AvailabilityZone: oneOf('eu-west-1a', 'eu-west-1b'),
  PurchaseOption: oneOf(PurchaseOption.SPOT, PurchaseOption.ON_DEMAND, PurchaseOption.FARGATE_SPOT),
  LogStream: oneOf("job/it's/1", 'job/default/2'),
};
const CATEGORIES = oneOf(FailureCategory.SPOT_INTERRUPTION, FailureCategory.OUT_OF_MEMORY, FailureCategory.APPLICATION_ERROR);
const REASONS = oneOf(
  'Host EC2 (instance i-0abc1234def567890) terminated.',
  'Host EC2 (instance i-0fff1234def567890) terminated.',
  'Stopped by 5e7c9d8a-0000-4000-8000-00000000abcd and 0123456789abcdef',
  'Out of memory',
);

const attempt = fc.record(
  {
    RunnableSeconds: seconds,
    StartingSeconds: seconds,
    RunningSeconds: seconds,
    StartedAt: oneOf('2026-03-01T00:00:00.123Z'),
    ExitCode: oneOf(0, 1, 137),
    Reason: REASONS,
    FailureCategory: CATEGORIES,
    CostUsd: oneOf(0.25, 1, 1.5),
    ...PLACEMENT,
  },
  { requiredKeys: [] },
);

const KNOWN = fc.record(
  {
    JobName: oneOf('my-job', 'align', 'it\'s "quoted"'),
    JobQueue: oneOf('analysis', 'nightly'),
    JobDefinition: oneOf('align:7', 'align:8', 'render:12', 'unrevised'),
    Account: oneOf('111111111111', '222222222222'),
    Region: oneOf('eu-west-1', 'us-east-1'),
    StatusReason: REASONS,
    Reason: REASONS,
    FailureCategory: CATEGORIES,
    ExitCode: oneOf(0, 1, 137),
    ComputeEnvironment: oneOf('spot-arm', 'steady'),
    Vcpus: oneOf(0.25, 1, 4),
    MemoryMiB: oneOf(512, 2048),
    Gpus: oneOf(1),
    CreatedAt: oneOf('2026-03-01T00:00:00.001Z', '2026-03-01T06:30:00.999Z'),
    RunnableAt: oneOf('2026-03-01T01:00:00.000Z', '2026-03-01T23:59:59.000Z'),
    QueuedSeconds: seconds,
    TotalRunnableSeconds: seconds,
    TotalStartingSeconds: seconds,
    TotalRunningSeconds: seconds,
    LostSeconds: seconds,
    CostUsd: oneOf(0.25, 1, 1.5),
    OnDemandCostUsd: oneOf(2, 3.125),
    SpotCostUsd: oneOf(0.0625, 0.25),
    LostCostUsd: oneOf(0, 0.25),
    Tags: fc.dictionary(oneOf('Project', 'team'), oneOf('genomics', "o'neil", ''), { minKeys: 1, maxKeys: 2 }),
    ...PLACEMENT,
  },
  { requiredKeys: [] },
);

/** Children of array jobs, array jobs, nodes, multi-node jobs, and jobs that are none of these. */
const FAMILIES = oneOf<Partial<JobRecord>>(
  {},
  {},
  {},
  { ArrayParentId: 'array-1', ArrayIndex: 0 },
  { ArrayParentId: 'array-2', ArrayIndex: 7 },
  { ArraySize: 2 },
  { NodeParentId: 'nodes', NodeIndex: 1, IsMainNode: false },
  { NodeCount: 2 },
);

/** A record of a job that stopped some days before `today`, midnight in UTC. Its id and its milliseconds are given later. */
const job = (today: number): fc.Arbitrary<JobRecord> =>
  fc
    .tuple(
      KNOWN,
      FAMILIES,
      fc.array(attempt, { maxLength: 3 }),
      oneOf('SUCCEEDED', 'FAILED'),
      oneOf(...DAYS_AGO),
      fc.nat(DAY_MS / 1000 - 1),
    )
    .map(([known, family, attempts, status, daysAgo, second]) => ({
      RecordType: RecordType.JOB,
      SchemaVersion: 1,
      ...known,
      ...family,
      JobId: '',
      Status: status as JobRecord['Status'],
      StoppedAt: new Date(today - daysAgo * DAY_MS + second * 1000).toISOString(),
      SpotInterruptions: attempts.filter(({ FailureCategory: category }) => category === FailureCategory.SPOT_INTERRUPTION).length,
      AttemptCount: attempts.length,
      Attempts: attempts.map((each, index): AttemptRecord => ({ Number: index + 1, ...each })),
    }));

/** Records with an id and a time of their own each. */
export const jobRecords = (today: number, maxLength: number, minLength = 0): fc.Arbitrary<JobRecord[]> =>
  fc.array(job(today), { minLength, maxLength }).map((records) =>
    records.map((record, index) => ({
      ...record,
      JobId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      StoppedAt: new Date(Date.parse(record.StoppedAt) + (index % 1000)).toISOString(),
    })),
  );

/** Rows of records, as the history writes them: each line has an id of its own. */
export const rowsOf = (dataset: HistoryDatasetName, records: readonly object[]): HistoryRow[] =>
  records.map((record, index) => historyRow({ ...record }, dataset, { id: `event-${index + 1}`, loggedAt: 0 }));

type Copy = (record: JobRecord) => JobRecord;

/** Lines that the log group can have beside a record, and that are the same job on the same day. */
const COPIES: readonly Copy[] = [
  (record) => record,
  (record) => ({ ...record, Redelivered: 'token-1' }),
  (record) => ({ ...record, Redelivered: 'token-2', JobName: 'as it was redelivered' }),
  // A node of a multi-node job, whose next attempt was reported later.
  (record) => ({ ...record, AttemptCount: record.AttemptCount + 1, Attempts: [...record.Attempts, { Number: record.AttemptCount + 1 }] }),
];

/** Lines of the log group, each in one of two files: every record, and copies of some. */
export const loggedLines = (records: fc.Arbitrary<JobRecord[]>): fc.Arbitrary<readonly [JobRecord[], JobRecord[]]> =>
  records.chain((all) =>
    fc
      .array(fc.tuple(fc.nat(Math.max(0, all.length - 1)), fc.constantFrom(...COPIES)), {
        minLength: Math.floor(all.length / 4),
        maxLength: all.length,
      })
      .map((copies) => [all, copies.map(([index, copy]) => copy(all[index]))] as const),
  );
