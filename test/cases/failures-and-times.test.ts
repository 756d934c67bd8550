import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryFacts } from '../../src/domain/instance/placement';
import { JobRecord } from '../../src/domain/names/job-record-fields';
import { AwsEvent } from '../domain/events';
import { Fold } from '../domain/fold';

/** Public cases of users of AWS Batch, and inputs that once gave a wrong record: what the record must have. */
const CASES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'A1-job-stop-1_2s-later': { FailureCategory: 'APPLICATION_ERROR', TotalRunnableSeconds: 30 },
  'A3-oom-2s-later': { FailureCategory: 'OUT_OF_MEMORY', TotalRunnableSeconds: 30 },
  'A5-eks-seconds': { FailureCategory: 'APPLICATION_ERROR', TotalRunnableSeconds: 30 },
  'B1-runnable-reported-twice-then-retry': { TotalRunnableSeconds: 68, TotalStartingSeconds: 40 },
  'C4-retry-in-same-second': { TotalRunnableSeconds: 2, TotalStartingSeconds: 8.4 },
  'F10_0-aws-words': { FailureCategory: 'MISCONFIGURATION' },
  'F4-terminate-starting': { FailureCategory: 'TERMINATED', TotalRunnableSeconds: 30, TotalStartingSeconds: 30 },
  'F5-captured-operator-cancelled': { FailureCategory: 'TERMINATED', ExitCode: 137 },
  'F7-terminate-running-exit-1': { FailureCategory: 'TERMINATED', ExitCode: 1 },
  'T4-attempt-startedAt-0': { FailureCategory: 'IMAGE_PULL', TotalRunningSeconds: 0, TotalStartingSeconds: 30 },
  '06a-cgroup-status-reason': { FailureCategory: 'START_FAILURE' },
  '06b-cgroup-no-attempts': { FailureCategory: 'START_FAILURE' },
  '07-ecs-cannot-assume-role': { FailureCategory: 'MISCONFIGURATION' },
  '10-docker-timeout-absent-stream': {
    FailureCategory: 'INFRASTRUCTURE',
    TotalRunningSeconds: 0,
    LogStream: undefined,
    LogGroup: undefined,
  },
  '18d-user-words-oomkilled': { FailureCategory: 'TERMINATED' },
  '19a-sidecar-first-137-main-1': { FailureCategory: 'APPLICATION_ERROR', ExitCode: 1, LogStream: 'def/main/t', Vcpus: 2 },
  '19b-succeeded-sidecar-137': { Status: 'SUCCEEDED', ExitCode: 0, LogStream: 'def/main/t' },
  '19g-sidecar-crashed-main-ok-succeeded': { Status: 'SUCCEEDED', ExitCode: 0 },
  '20-log-group-of-the-one-that-failed': { ExitCode: 3, LogStream: 'def/main/t', LogGroup: '/batch/main' },
  '21-fargate-maintenance': { FailureCategory: 'INFRASTRUCTURE' },
  '21d-host-stopped-no-exit': { FailureCategory: 'HOST_TERMINATED' },
  '21h-task-stopped-by-user': { FailureCategory: 'TERMINATED' },
  '22a-eks-outofmemory-admission': { FailureCategory: 'CAPACITY' },
  '22c-eks-createcontainerconfigerror': { FailureCategory: 'START_FAILURE' },
  '22d-eks-containercannotrun-128': { FailureCategory: 'START_FAILURE', ExitCode: 128 },
  '22h-eks-errimageneverpull': { FailureCategory: 'IMAGE_PULL' },
  '23-spot-drain-143': { FailureCategory: 'SPOT_INTERRUPTION', SpotInterruptions: 1, PurchaseOption: 'SPOT' },
  '42-hyp3-attempts-unsorted': {
    Status: 'SUCCEEDED',
    AttemptCount: 2,
    TotalRunningSeconds: 1000,
    TotalStartingSeconds: 62.173,
    TotalRunnableSeconds: 77,
    LostSeconds: 0,
    StartedAt: '2026-11-27T10:02:30.000Z',
    ExitCode: 0,
  },
};

const eventsOf = (name: string): AwsEvent[] =>
  readFileSync(join(__dirname, '../fixtures/cases', `${name}.ndjson`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AwsEvent);

/** What the registry knows by the end of the stream. */
function registryOf(events: readonly AwsEvent[]): Map<string, RegistryFacts> {
  const details = events.map(({ time, detail }) => ({ time, detail: detail as Readonly<Record<string, string | undefined>> }));
  const warnings = new Map(details.map(({ time, detail }) => [detail['instance-id'], time]));
  return new Map(
    details.flatMap(({ detail: { ec2InstanceId, containerInstanceArn } }) =>
      containerInstanceArn
        ? [[containerInstanceArn, { instanceId: ec2InstanceId, interruptionWarningAt: warnings.get(ec2InstanceId) }] as const]
        : [],
    ),
  );
}

/** One record for each job, by its id. */
function recordsOf(events: readonly AwsEvent[], registry = registryOf(events)): Map<string, JobRecord> {
  const ofBatch = events.filter(({ source }) => source === 'aws.batch');
  const ids = [...new Set(ofBatch.map(({ detail }) => (detail as { jobId: string }).jobId))];
  const ofJob = (id: string) => ofBatch.filter(({ detail }) => (detail as { jobId: string }).jobId === id);
  return new Map(ids.map((id) => [id, new Fold(registry).tell(...ofJob(id)).record()]));
}

describe.each(Object.entries(CASES))('%s', (name, expected) => {
  const events = eventsOf(name);

  test('gives the right record', () => {
    const [record] = [...recordsOf(events).values()];
    const actual = Object.fromEntries(Object.keys(expected).map((field) => [field, record[field as keyof JobRecord]]));
    expect(actual).toEqual(expected);
  });

  test('gives the same record in reverse order', () => {
    expect([...recordsOf([...events].reverse()).values()]).toEqual([...recordsOf(events).values()]);
  });
});

test('GIVEN an array job that a user stopped THEN its children and the parent were terminated', () => {
  const records = [...recordsOf(eventsOf('27-array-terminated')).values()];
  expect(records.map(({ FailureCategory }) => FailureCategory)).toEqual(records.map(() => 'TERMINATED'));
});

test('GIVEN nodes that AWS Batch stops because the main node ended THEN they are no failed jobs, and lost no time', () => {
  const events = eventsOf('28-mnp-main-ended-nodes-stopped').filter(({ source }) => source === 'aws.batch');
  const records = recordsOf(events);
  const nodes = [...records.values()].filter(({ NodeParentId }) => NodeParentId !== undefined);
  expect(nodes.map(({ Status, FailureCategory }) => FailureCategory ?? Status).sort()).toEqual([
    'NODE_STOPPED',
    'NODE_STOPPED',
    'SUCCEEDED',
  ]);
  expect(nodes.map(({ LostSeconds }) => LostSeconds)).toEqual([0, 0, 0]);
  expect([...records.values()].find(({ NodeCount }) => NodeCount === 3)?.Status).toBe('SUCCEEDED');
});

test('GIVEN a multi-node job THEN it counts once, whether events of its nodes arrive or not', () => {
  const events = eventsOf('28-mnp-main-ended-nodes-stopped').filter(({ source }) => source === 'aws.batch');
  const ofParent = events.filter(({ detail }) => !String(detail.jobId).includes('#'));
  const [all, parentOnly] = [events, ofParent].map((some) => new Fold().tell(...some));
  expect(all.values('JobsSucceeded')).toEqual([1]);
  expect(all.values('JobsFailed')).toEqual([]);
  expect(all.totals()).toEqual(parentOnly.totals());
});
