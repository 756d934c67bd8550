import type { LogLine } from '../../../../lab/aws/insights/index';

export const DAY_START = Date.parse('2026-03-02T00:00:00Z');
export const QUEUES = ['analysis', 'nightly', 'interactive-gpu'];
export const DEFINITIONS = ['align:7', 'align:8', 'render:12', 'train:3'];
export const PLACES = [
  {
    InstanceType: 'm7g.large',
    AvailabilityZone: 'eu-west-1a',
    Architecture: 'arm64',
    PurchaseOption: 'SPOT',
    Platform: 'EC2',
    ComputeEnvironment: 'spot-arm',
  },
  {
    InstanceType: 'c6i.4xlarge',
    AvailabilityZone: 'eu-west-1b',
    Architecture: 'x86_64',
    PurchaseOption: 'ON_DEMAND',
    Platform: 'EC2',
    ComputeEnvironment: 'steady',
    Gpus: 1,
  },
  { InstanceType: 'c6i.12xlarge', AvailabilityZone: 'eu-west-1c', Architecture: 'x86_64', PurchaseOption: 'SPOT', Platform: 'EC2' },
  // Fargate reports no instance.
  { PurchaseOption: 'FARGATE', Platform: 'FARGATE' },
];
const FAILURES = [
  { FailureCategory: 'OUT_OF_MEMORY', StatusReason: 'OutOfMemoryError: Container killed due to memory usage', ExitCode: 137 },
  { FailureCategory: 'APPLICATION_ERROR', StatusReason: 'Essential container in task exited', ExitCode: 2 },
  { FailureCategory: 'SPOT_INTERRUPTION', StatusReason: 'Host EC2 (instance i-0abc12345) terminated.' },
  // The container has more detail than the job; without a container there is no log.
  {
    FailureCategory: 'IMAGE_PULL',
    StatusReason: 'Task failed to start',
    Reason: 'CannotPullContainerError: manifest unknown',
    LogGroup: undefined,
    LogStream: undefined,
  },
  { FailureCategory: 'CANCELLED', StatusReason: 'No longer needed', LogStream: undefined },
  { FailureCategory: 'TERMINATED', StatusReason: 'Superseded by a later run', ExitCode: 143 },
];

export type JobRecord = Record<string, unknown>;

/** A repeatable sequence of numbers from 0 to 1 (the minimal standard generator). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Finished jobs over a day: with and without placement, failures, retries, array children and parents. */
export function jobRecords(count: number, seed = 11): readonly JobRecord[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (_, index) => jobRecord(index, random));
}

/** Fractions whose sums are exact. Of some jobs no price is known, and some cost nothing. */
function costs(index: number, failed: boolean): JobRecord {
  if (index % 5 === 0) return {};
  const usd = (index % 97) / 64;
  return { CostUsd: usd, OnDemandCostUsd: usd * 2, ...(index % 7 === 0 ? {} : { SpotCostUsd: usd / 2 }), LostCostUsd: failed ? usd : 0 };
}

function jobRecord(index: number, random: () => number): JobRecord {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
  const seconds = (most: number): number => Math.round(random() * most * 1000) / 1000;
  const stopped = DAY_START + Math.floor(random() * 86_400_000);
  const failed = random() < 0.2;
  const [runnable, starting, running] = [seconds(900), seconds(120), seconds(20_000)];
  const started = stopped - running * 1000;
  const attempts = failed && random() < 0.5 ? 2 : 1;
  const tracked = random() < 0.9;
  return {
    RecordType: 'job',
    SchemaVersion: 1,
    JobName: index % 50 === 0 ? `<img src=x onerror=alert(${index})>` : `job-${index}`,
    JobId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    JobQueue: pick(QUEUES),
    JobDefinition: pick(DEFINITIONS),
    Status: failed ? 'FAILED' : 'SUCCEEDED',
    Account: '111111111111',
    Region: 'eu-west-1',
    // Of some jobs not every state was seen, and array parents and nodes of multi-node jobs do not count.
    ...(tracked ? { TotalRunnableSeconds: runnable, TotalStartingSeconds: starting } : {}),
    ...(index % 37 === 0 ? { ArraySize: 10 } : {}),
    ...(index % 59 === 0 ? { NodeCount: 2 } : {}),
    ...(index % 53 === 0 ? { NodeParentId: 'parent', NodeIndex: 1 } : {}),
    TotalRunningSeconds: running,
    ...pick(PLACES),
    LogGroup: '/aws/batch/job',
    LogStream: `job/default/${index}`,
    ...(failed ? pick(FAILURES) : { ExitCode: 0 }),
    ...(failed && index % 106 === 0 ? { FailureCategory: 'NODE_STOPPED' } : {}),
    Vcpus: pick([1, 2, 4, 0.25]),
    MemoryMiB: pick([512, 2048, 8192]),
    AttemptCount: attempts,
    CreatedAt: iso(started - (runnable + starting + 60) * 1000),
    RunnableAt: iso(started - (runnable + starting) * 1000),
    StartingAt: iso(started - starting * 1000),
    StartedAt: iso(started),
    StoppedAt: iso(stopped),
    QueuedSeconds: 60,
    TotalSeconds: Math.round(stopped - started + (runnable + starting + 60) * 1000) / 1000,
    LostSeconds: failed ? running : 0,
    ...costs(index, failed),
    SpotInterruptions: failed && random() < 0.3 ? 1 : 0,
    Attempts: Array.from({ length: attempts }, (_, number) => ({
      Number: number + 1,
      ...(number + 1 < attempts ? attempt(started, running) : {}),
    })),
    ...(index % 10 === 0 ? { ArrayParentId: 'parent', ArrayIndex: index / 10, IsMainNode: index % 20 === 0 } : {}),
    Tags: { team: pick(['red', 'blue']), 'cost-center': String(100 + (index % 3)) },
  };
}

export const iso = (ms: number): string => new Date(ms).toISOString();

function attempt(started: number, running: number): object {
  return {
    StartedAt: iso(started),
    StoppedAt: iso(started + running * 500),
    RunningSeconds: running / 2,
    Reason: 'Host EC2 (instance i-1) terminated.',
  };
}

/** As the collector logs them: stamped when the job stopped, with lines between them that are no records. */
export function logLines(records: readonly JobRecord[]): readonly LogLine[] {
  const noise = [
    { timestamp: DAY_START, message: 'START RequestId: 1' },
    { timestamp: DAY_START, message: '{"RecordType":"metrics-left-out","Count":3}' },
    { timestamp: DAY_START, message: '{"_aws":{"Timestamp":1},"JobsFailed":4,"JobQueue":"analysis"}' },
  ];
  const lines = records.map((record) => ({ timestamp: Date.parse(String(record.StoppedAt)), message: JSON.stringify(record) }));
  return [...noise, ...lines].map((line) => ({ ...line, logStream: '2026/03/02/[$LATEST]1', logGroup: 'InsightsLogGroup' }));
}

export const WHOLE_DAY = { start: DAY_START, end: DAY_START + 86_400_000 };

/** Job queues that were blocked, three jobs, one of them with a duplicate record. */
export function blockedLines(): readonly LogLine[] {
  return [0, 600, 1200, 5000].map((seconds, index) => ({
    timestamp: DAY_START + seconds * 1000,
    logStream: '2026/03/02/[$LATEST]1',
    logGroup: 'InsightsLogGroup',
    message: JSON.stringify({
      RecordType: 'queue-blocked',
      JobId: `blocked-${index % 3}`,
      JobName: 'too-large',
      JobQueue: 'analysis',
      Category: 'MISCONFIGURATION',
      Reason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - too large',
      BlockedAt: iso(DAY_START + seconds * 1000),
    }),
  }));
}
