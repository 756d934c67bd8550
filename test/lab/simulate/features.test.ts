import { dayOf, fullAttempts, JobEvent } from './simulated-day';
import { TrueRecord } from '../../../lab/simulate/truth/record';

const day = dayOf(2000, 7);
const runs = day.truth.filter((record) => record.ArraySize === undefined && record.NodeCount === undefined);
const attempts = day.truth.flatMap(fullAttempts);
const ends = new Map(
  day.jobEvents.filter((event) => ['SUCCEEDED', 'FAILED'].includes(event.detail.status)).map((event) => [event.detail.jobId, event]),
);
const states = new Map<string, Set<string>>();
for (const { detail } of day.jobEvents) states.set(detail.jobId, (states.get(detail.jobId) ?? new Set()).add(detail.status));

const count = (test: (record: TrueRecord, end: JobEvent, seen: Set<string>) => boolean): number =>
  day.truth.filter((record) => test(record, ends.get(record.JobId)!, states.get(record.JobId)!)).length;
const eventsOf = (type: string): number => day.events.filter((event) => event['detail-type'] === type).length;

describe('2,000 jobs of seed 7', () => {
  test('are children of array jobs for the most part, one array large and several middling', () => {
    const sizes = day.truth.flatMap((record) => record.ArraySize ?? []);

    expect(runs.filter((record) => record.ArrayIndex !== undefined).length / runs.length).toBeGreaterThanOrEqual(0.7);
    expect(Math.max(...sizes)).toBe(800);
    expect(sizes.filter((size) => size >= 50 && size <= 200).length).toBeGreaterThanOrEqual(3);
  });

  test.each([
    'SPOT_INTERRUPTION',
    'TIMEOUT',
    'OUT_OF_MEMORY',
    'IMAGE_PULL',
    'START_FAILURE',
    'DEPENDENCY_FAILED',
    'ARRAY_CHILD_FAILED',
    'CANCELLED',
    'TERMINATED',
    'QUEUE_TIME_LIMIT',
    'KILLED',
    'APPLICATION_ERROR',
    'INFRASTRUCTURE',
  ])('fail by %s at times', (category) => {
    expect(count((record) => record.FailureCategory === category)).toBeGreaterThanOrEqual(1);
  });

  test.each([
    ['On-Demand', 'od-x86', 'ON_DEMAND'],
    ['Spot', 'spot-x86', 'SPOT'],
    ['Graviton Spot', 'spot-arm', 'SPOT'],
    ['Fargate', 'fargate', 'FARGATE'],
    ['Fargate Spot', 'fargate-spot', 'FARGATE_SPOT'],
    ['unmanaged On-Demand', 'lab-hosts', 'ON_DEMAND'],
    ['unmanaged Spot', 'lab-hosts', 'SPOT'],
    ['a managed Capacity Block', 'training-block', 'CAPACITY_BLOCK'],
  ])('run on %s', (_name, environment, option) => {
    expect(count((record) => record.ComputeEnvironment === environment && record.PurchaseOption === option)).toBeGreaterThan(1);
  });

  test('run on both architectures, on Kubernetes, on clusters of either naming scheme', () => {
    expect(new Set(day.truth.map((record) => record.Architecture))).toEqual(new Set(['x86_64', 'arm64', undefined]));
    expect(count((record) => record.Platform === 'EKS')).toBeGreaterThan(10);
    expect(count((record) => /^AWSBatch-.+-[0-9a-f-]{36}$/.test(record.EcsCluster ?? ''))).toBeGreaterThan(1000);
    for (const environment of ['lab-hosts', 'spot-arm', 'training-block']) {
      expect(count((record) => new RegExp(`^${environment}_Batch_[0-9a-f-]{36}$`).test(record.EcsCluster ?? ''))).toBeGreaterThan(1);
    }
  });

  test('have every shape', () => {
    expect(count((record) => record.NodeCount !== undefined)).toBeGreaterThan(4);
    expect(count((record) => record.NodeIndex !== undefined && record.Status === 'FAILED')).toBeGreaterThan(0);
    expect(count((_record, { detail }) => detail.ecsProperties !== undefined && detail.container === undefined)).toBeGreaterThan(5);
    expect(count((_record, { detail }) => detail.ecsProperties !== undefined && detail.container !== undefined)).toBeGreaterThan(5);
    expect(count((record) => record.Gpus === 1)).toBeGreaterThan(1);
    expect(count((_record, { detail }) => detail.dependsOn.some((each) => each.type === 'N_TO_N'))).toBe(1);
    expect(count((_record, { detail }) => detail.dependsOn.some((each) => each.type === 'SEQUENTIAL'))).toBe(1);
    expect(count((record) => record.LogGroup === '/pipelines/genomics')).toBeGreaterThan(20);
    expect(count((_record, { detail }) => detail.platformCapabilities.length === 0 && detail.eksProperties === undefined)).toBeGreaterThan(
      10,
    );
  });

  test('are retried, up to ten attempts', () => {
    expect(count((record) => record.AttemptCount === 2)).toBeGreaterThan(50);
    expect(count((record) => record.AttemptCount === 10 && record.Status === 'SUCCEEDED')).toBeGreaterThan(0);
    expect(count((record) => record.AttemptCount === 10 && record.Status === 'FAILED')).toBeGreaterThan(0);
    expect(
      count(
        (record) =>
          record.AttemptCount > 1 &&
          record.Attempts[0].TaskArn !== undefined &&
          record.ComputeEnvironment === 'od-x86' &&
          record.Attempts[0].TaskArn.includes('spot-x86'),
      ),
    ).toBeGreaterThan(0);
  });

  test('last from a second to two days', () => {
    expect(count((record) => (record.TotalRunningSeconds ?? 0) > 0 && (record.TotalRunningSeconds ?? 0) < 2)).toBeGreaterThan(3);
    expect(count((record) => (record.TotalRunningSeconds ?? 0) > 40 * 3600)).toBeGreaterThan(0);
  });

  test('lose hosts: Spot with and without a warning, On-Demand by scale-in, before a task has started', () => {
    const warned = new Set(
      day.events
        .filter((event) => event['detail-type'].includes('Interruption Warning'))
        .map((event) => (event.detail as Record<string, string>)['instance-id']),
    );
    const lost = attempts.filter((attempt) => attempt.Reason?.startsWith('Host EC2'));
    const hosts = (category: string) =>
      lost.filter((attempt) => attempt.FailureCategory === category).map((attempt) => attempt.InstanceId!);

    expect(hosts('SPOT_INTERRUPTION').filter((id) => warned.has(id)).length).toBeGreaterThan(0);
    expect(hosts('SPOT_INTERRUPTION').filter((id) => !warned.has(id)).length).toBeGreaterThan(0);
    expect(hosts('HOST_TERMINATED').length).toBeGreaterThan(0);
    expect(lost.filter((attempt) => attempt.StartingSeconds! > 0 && attempt.RunningSeconds === 0).length).toBeGreaterThan(0);
    expect(
      lost.filter((attempt) => attempt.PurchaseOption === 'SPOT' && attempt.TaskArn?.includes('/lab-hosts_Batch_')).length,
    ).toBeGreaterThan(0);
    expect(count((record) => record.Status === 'SUCCEEDED' && record.StatusReason === 'Your Spot Task was interrupted.')).toBeGreaterThan(
      0,
    );
    expect(eventsOf('EC2 Instance Rebalance Recommendation')).toBeGreaterThan(0);
  });

  test('exit with each code, and without one', () => {
    for (const code of [0, 1, 2, 137, 139, 143]) expect(count((record) => record.ExitCode === code)).toBeGreaterThan(0);
    expect(
      count((record) => record.StatusReason === 'Job attempt duration exceeded timeout' && record.ExitCode === undefined),
    ).toBeGreaterThan(0);
    expect(count((record) => record.FailureCategory === 'INFRASTRUCTURE' && record.ExitCode === undefined)).toBeGreaterThan(0);
  });

  test.each([
    ['SUBMITTED', []],
    ['PENDING', ['PENDING']],
    ['RUNNABLE', ['RUNNABLE']],
    ['STARTING', ['RUNNABLE', 'STARTING']],
    ['RUNNING', ['RUNNABLE', 'STARTING', 'RUNNING']],
  ])('are cancelled or terminated while %s', (state, before) => {
    const stopped = count(
      (record, _end, seen) =>
        ['CANCELLED', 'TERMINATED'].includes(record.FailureCategory ?? '') &&
        JSON.stringify([...seen]) === JSON.stringify([...before, 'FAILED']),
    );
    expect(`${state} ${stopped > 0}`).toBe(`${state} true`);
  });

  test('are cancelled with and without a flag, with and without a stop time, with and without attempts in the event', () => {
    const cancelled = (test: (end: JobEvent, record: TrueRecord) => boolean) =>
      count((record, end) => record.FailureCategory === 'CANCELLED' && test(end, record));

    expect(cancelled(({ detail }) => detail.isCancelled === true)).toBeGreaterThan(0);
    expect(cancelled(({ detail }) => detail.isCancelled === undefined)).toBeGreaterThan(0);
    expect(cancelled(({ detail }) => detail.stoppedAt === undefined)).toBeGreaterThan(0);
    expect(cancelled(({ detail }, record) => detail.attempts.length === 0 && record.AttemptCount === 1)).toBeGreaterThan(0);
    expect(
      cancelled((_end, record) => record.AttemptCount === 1 && record.Attempts[0].FailureCategory === 'APPLICATION_ERROR'),
    ).toBeGreaterThan(0);
  });

  test('share the bus with blocked queues and with what no rule should match', () => {
    expect(eventsOf('Batch Job Queue Blocked')).toBeGreaterThan(3);
    expect(eventsOf('ECS Task State Change')).toBeGreaterThan(5);
    expect(day.events.filter((event) => JSON.stringify(event).includes(':cluster/web')).length).toBeGreaterThan(5);
    expect(new Set(day.events.map((event) => event.source))).toEqual(
      new Set(['aws.batch', 'aws.ecs', 'aws.ec2', 'aws.autoscaling', 'aws.s3']),
    );
  });

  test('carry canaries in every place where people put secrets', () => {
    const text = JSON.stringify(day.jobEvents.map((event) => event.detail));

    for (const place of ['password', 'input', 'token', 'user', 'date', 'profile', 'db', 'tag']) {
      expect(text).toMatch(new RegExp(`CANARY-[0-9a-f]{10}-${place}`));
    }
    expect(JSON.stringify(day.truth)).not.toContain('CANARY');
  });
});
