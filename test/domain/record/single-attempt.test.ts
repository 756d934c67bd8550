import { RegistryView } from '../../../src/domain/instance/placement';
import { PurchaseOption } from '../../../src/domain/names/records';
import { arrayChild, arrayParent, ended, iso, jobEvent, JOB_ID, multiNodeParent, neverStarted, node, ran } from '../events';
import { Fold } from '../fold';
import { CLUSTER, instanceArn, taskArn } from '../shapes';

const REGISTRY: RegistryView = new Map([
  [
    instanceArn('host-1'),
    {
      instanceId: 'i-0123',
      instanceType: 'c7g.xlarge',
      availabilityZone: 'us-east-1b',
      architecture: 'arm64',
      purchaseOption: PurchaseOption.SPOT,
    },
  ],
]);
const taskOf = (id: string) => ({ taskArn: taskArn(id), containerInstanceArn: instanceArn('host-1') });
const placed = { attempt: { id: 't1', host: 'host-1' } };

test('a job that ran once is told in full, and its attempt adds nothing', () => {
  const over = [ran('t1', 31.25, 90.5, 0)];
  const fold = new Fold(REGISTRY).tell(
    jobEvent('RUNNABLE', 5),
    jobEvent('STARTING', 15, placed),
    jobEvent('RUNNING', 32, { attempt: over[0] }),
    ended('SUCCEEDED', 91, over),
  );
  expect(fold.record()).toEqual({
    JobName: 'encode-intro',
    JobId: JOB_ID,
    JobQueue: 'urgent',
    JobDefinition: 'encode:7',
    Status: 'SUCCEEDED',
    TotalRunnableSeconds: 10,
    TotalStartingSeconds: 16.25,
    TotalRunningSeconds: 59.25,
    RecordType: 'job',
    SchemaVersion: 1,
    Account: '123456789012',
    Region: 'us-east-1',
    StatusReason: 'Essential container in task exited',
    ExitCode: 0,
    InstanceId: 'i-0123',
    ContainerInstanceArn: instanceArn('host-1'),
    InstanceType: 'c7g.xlarge',
    AvailabilityZone: 'us-east-1b',
    Architecture: 'arm64',
    Platform: 'EC2',
    PurchaseOption: 'SPOT',
    ComputeEnvironment: 'render-farm',
    EcsCluster: CLUSTER,
    TaskArn: taskArn('t1'),
    LogGroup: '/aws/batch/job',
    LogStream: 'encode/default/t1',
    Vcpus: 2,
    MemoryMiB: 2048,
    AttemptCount: 1,
    MaxAttempts: 3,
    CreatedAt: iso(0),
    RunnableAt: iso(5),
    StartingAt: iso(15),
    StartedAt: iso(31.25),
    StoppedAt: iso(90.5),
    QueuedSeconds: 5,
    TotalSeconds: 90.5,
    LostSeconds: 0,
    SpotInterruptions: 0,
    Tags: { Project: 'trailer' },
    Attempts: [{ Number: 1 }],
  });
});

test('an attempt that never started spent its life starting, and lost no work', () => {
  const reason = 'CannotPullContainerError: not found';
  const record = new Fold()
    .tell(jobEvent('RUNNABLE', 5), jobEvent('STARTING', 15, placed), ended('FAILED', 30, [neverStarted('t1', 29.5, reason)]))
    .record();
  expect(record).toMatchObject({
    FailureCategory: 'IMAGE_PULL',
    TotalRunnableSeconds: 10,
    TotalStartingSeconds: 14.5,
    TotalRunningSeconds: 0,
    LostSeconds: 0,
    AttemptCount: 1,
    Reason: reason,
    Attempts: [{ Number: 1 }],
  });
  expect(record).not.toHaveProperty('StartedAt');
  expect(record).not.toHaveProperty('ExitCode');
  expect(record).not.toHaveProperty('LogGroup');
});

test('an attempt that never started has no log, although its event names a log stream', () => {
  const container = { ...taskOf('t1'), logStreamName: 'encode/default/t1' };
  const attempts = [{ container, stoppedAt: neverStarted('t1', 29, '').stoppedAt, statusReason: 'Task failed to start' }];
  const record = new Fold().tell(jobEvent('FAILED', 30, { detail: { container, attempts } })).record();
  expect(record).toMatchObject({ AttemptCount: 1, TaskArn: taskArn('t1') });
  expect(record).not.toHaveProperty('LogStream');
  expect(record).not.toHaveProperty('LogGroup');
});

test('a pod that never started was not waiting in its queue', () => {
  const over = [{ id: 'p1', stoppedAt: undefined, reason: 'ImagePullBackOff' }];
  const fold = new Fold().tell(
    jobEvent('RUNNABLE', 5, { shape: 'eks' }),
    jobEvent('STARTING', 15, { shape: 'eks', attempt: over[0] }),
    ended('FAILED', 40, over, { shape: 'eks' }),
  );
  expect(fold.record()).toMatchObject({
    FailureCategory: 'IMAGE_PULL',
    Platform: 'EKS',
    TotalRunnableSeconds: 10,
    TotalStartingSeconds: 25,
  });
  expect(fold.values('RunnableSeconds')).toEqual([10]);
});

test('an attempt that tells no task left its queue where its STARTING was told', () => {
  const fold = new Fold().tell(
    jobEvent('RUNNABLE', 5),
    jobEvent('STARTING', 15),
    jobEvent('FAILED', 45, { detail: { attempts: [{ statusReason: 'gone' }] } }),
  );
  expect(fold.record()).toMatchObject({ TotalRunnableSeconds: 10, TotalStartingSeconds: 30 });
  expect(fold.values('RunnableSeconds')).toEqual([10]);
});

test('an attempt without a task waited until it stopped', () => {
  const fold = new Fold().tell(jobEvent('RUNNABLE', 5), jobEvent('FAILED', 45, { detail: { attempts: [{ statusReason: 'gone' }] } }));
  expect(fold.record()).toMatchObject({ AttemptCount: 1, TotalRunnableSeconds: 40, TotalStartingSeconds: 0, TotalRunningSeconds: 0 });
  expect(fold.values('RunnableSeconds')).toEqual([40]);
});

test('a job cancelled in its queue waited, and did nothing else', () => {
  const record = new Fold().tell(jobEvent('RUNNABLE', 5), jobEvent('FAILED', 3605, { detail: { statusReason: 'wrong bucket' } })).record();
  expect(record).toMatchObject({
    FailureCategory: 'CANCELLED',
    AttemptCount: 0,
    TotalRunnableSeconds: 3600,
    TotalStartingSeconds: 0,
    TotalRunningSeconds: 0,
    LostSeconds: 0,
    SpotInterruptions: 0,
    QueuedSeconds: 5,
    StoppedAt: iso(3605),
    Attempts: [],
  });
  expect(record).not.toHaveProperty('ComputeEnvironment');
});

test('a job whose dependency failed never was RUNNABLE', () => {
  const record = new Fold()
    .tell(jobEvent('PENDING', 1), jobEvent('FAILED', 60, { detail: { statusReason: 'Dependent Job failed' } }))
    .record();
  expect(record).toMatchObject({
    FailureCategory: 'DEPENDENCY_FAILED',
    TotalRunnableSeconds: 0,
    TotalStartingSeconds: 0,
    TotalRunningSeconds: 0,
    TotalSeconds: 60,
  });
  expect(record).not.toHaveProperty('RunnableAt');
  expect(record).not.toHaveProperty('QueuedSeconds');
});

test('a sum with an unknown term is absent', () => {
  const record = new Fold().tell(ended('SUCCEEDED', 90, [ran('t1', 20, 90, 0)])).record();
  expect(record).toMatchObject({ TotalRunningSeconds: 70 });
  expect(record).not.toHaveProperty('TotalRunnableSeconds');
  expect(record).not.toHaveProperty('TotalStartingSeconds');
});

describe('a job that succeeded although its Spot task was interrupted', () => {
  const reason = 'Your Spot Task was interrupted.';

  test('counts the interruption, and on Fargate shows what it ran on', () => {
    const fold = new Fold().tell(ended('SUCCEEDED', 90, [ran('t1', 20, 90, 0, { statusReason: reason })], { shape: 'fargate' }));
    expect(fold.record()).toMatchObject({
      Status: 'SUCCEEDED',
      SpotInterruptions: 1,
      PurchaseOption: 'FARGATE_SPOT',
      Platform: 'FARGATE',
      LostSeconds: 0,
    });
    expect(fold.record()).not.toHaveProperty('FailureCategory');
    expect(fold.values('SpotInterruptions')).toEqual([1]);
  });

  test('counts it also where only the job says so', () => {
    const over = [ran('t1', 20, 90, 0, { statusReason: undefined })];
    expect(new Fold().tell(ended('SUCCEEDED', 90, over, { detail: { statusReason: reason } })).record()).toMatchObject({
      SpotInterruptions: 1,
    });
  });
});

describe('a lost host', () => {
  const gone = ran('t1', 20, 90, undefined, { statusReason: 'Host EC2 (instance i-0123) terminated.' });
  const end = ended('FAILED', 90, [gone]);

  test('is a Spot interruption where the instance is Spot', () => {
    expect(new Fold(REGISTRY).tell(end).record()).toMatchObject({
      FailureCategory: 'SPOT_INTERRUPTION',
      SpotInterruptions: 1,
      LostSeconds: 70,
    });
  });

  test('is a Spot interruption where a warning was seen for it', () => {
    const warned: RegistryView = new Map([['i-0123', { interruptionWarningAt: iso(1) }]]);
    expect(new Fold(warned).tell(end).record()).toMatchObject({ FailureCategory: 'SPOT_INTERRUPTION', SpotInterruptions: 1 });
  });

  test('is a terminated host otherwise', () => {
    const recommended: RegistryView = new Map([
      ['i-0123', {}],
      [instanceArn('host-1'), { purchaseOption: PurchaseOption.ON_DEMAND }],
    ]);
    for (const registry of [new Map(), recommended]) {
      expect(new Fold(registry).tell(end).record()).toMatchObject({
        FailureCategory: 'HOST_TERMINATED',
        SpotInterruptions: 0,
        LostSeconds: 70,
      });
    }
  });
});

test.each([
  ['timed out', { statusReason: 'Job attempt duration exceeded timeout' }, 137, 'TIMEOUT'],
  ['timed out without exit code', { statusReason: 'Job attempt duration exceeded timeout' }, undefined, 'TIMEOUT'],
  ['terminated', { statusReason: 'too slow', isTerminated: true }, 143, 'TERMINATED'],
  ['failed', {}, 3, 'APPLICATION_ERROR'],
])('a job that %s', (_, detail, exitCode, category) => {
  const record = new Fold().tell(ended('FAILED', 90, [ran('t1', 20, 90, exitCode)], { detail })).record();
  expect(record.FailureCategory).toBe(category);
  expect(record.ExitCode).toBe(exitCode);
});

test('a job that failed without an exit code says why', () => {
  const reason = 'CannotInspectContainerError: Could not transition to inspecting; timed out after waiting 30s';
  expect(new Fold().tell(ended('FAILED', 90, [ran('t1', 20, 90, undefined, { reason })])).record()).toMatchObject({
    FailureCategory: 'INFRASTRUCTURE',
    Reason: reason,
    Attempts: [{ Number: 1 }],
  });
});

test('an array parent has no times of its own; its child names it', () => {
  const parent = new Fold().tell(
    jobEvent('PENDING', 1, { detail: arrayParent(3) }),
    jobEvent('FAILED', 90, { detail: { ...arrayParent(3), statusReason: 'Array Child Job failed' } }),
  );
  expect(parent.record()).toMatchObject({
    ArraySize: 3,
    FailureCategory: 'ARRAY_CHILD_FAILED',
    TotalSeconds: 90,
    AttemptCount: 0,
    Attempts: [],
  });
  expect(Object.keys(parent.record()).filter((field) => /^Total(Run|Start)|^Queued/.test(field))).toEqual([]);
  expect(parent.measured()).toEqual([]);
  expect(new Fold().tell(jobEvent('FAILED', 90, { detail: arrayChild(2) })).record()).toMatchObject({
    ArrayParentId: JOB_ID,
    ArrayIndex: 2,
  });
});

test('a multi-node job is measured once, and its nodes have records only', () => {
  const parent = (extra: object) => ({ detail: { ...multiNodeParent(2), ...extra } });
  const fold = new Fold().tell(
    jobEvent('RUNNABLE', 5, parent({})),
    jobEvent('STARTING', 15, parent({})),
    jobEvent('RUNNING', 21, parent({ startedAt: ran('', 20, 0).startedAt })),
    jobEvent('SUCCEEDED', 90, parent({ startedAt: ran('', 20, 0).startedAt, stoppedAt: ran('', 0, 90).stoppedAt })),
  );
  expect(fold.record()).toMatchObject({
    NodeCount: 2,
    TotalRunnableSeconds: 10,
    TotalStartingSeconds: 5,
    TotalRunningSeconds: 70,
    AttemptCount: 1,
  });
  expect(fold.values('JobsSucceeded')).toEqual([1]);
  expect(fold.values('RunningSeconds')).toEqual([70]);
  const main = new Fold().tell(ended('SUCCEEDED', 90, [ran('t1', 20, 90, 0)], { detail: node(0) }));
  expect(main.record()).toMatchObject({ NodeParentId: JOB_ID, NodeIndex: 0, IsMainNode: true });
  expect(main.measured()).toEqual([]);
});
