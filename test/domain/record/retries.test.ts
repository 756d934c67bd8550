import { PurchaseOption } from '../../../src/domain/names/records';
import { arrayParent, AwsEvent, ended, iso, jobEvent, node, ran } from '../events';
import { Fold } from '../fold';
import { AttemptTold, CLUSTER, instanceArn, taskArn } from '../shapes';

const lost = ran('t1', 20, 100, 137, { host: 'host-1', reason: 'OutOfMemoryError: Container killed due to memory usage' });
const second = ran('t2', 220, 300.5, 0, { host: 'host-2' });
const attempt = ({ id, host, startedAt }: AttemptTold) => ({ id, host, startedAt });
const firstAttempt: AwsEvent[] = [
  jobEvent('RUNNABLE', 5),
  jobEvent('STARTING', 15, { attempt: attempt(lost) }),
  jobEvent('RUNNING', 21, { attempt: attempt(lost) }),
];
const requeued = jobEvent('RUNNABLE', 102, { over: [lost] });
const registry = new Map([[instanceArn('host-1'), { purchaseOption: PurchaseOption.ON_DEMAND, instanceType: 'm7g.large' }]]);

test('a job that was tried again tells both attempts, and what the first one cost', () => {
  const fold = new Fold(registry).tell(
    ...firstAttempt,
    requeued,
    jobEvent('STARTING', 202, { over: [lost], attempt: attempt(second) }),
    jobEvent('RUNNING', 221, { over: [lost], attempt: attempt(second) }),
    ended('SUCCEEDED', 301, [lost, second]),
  );
  expect(fold.record()).toMatchObject({
    AttemptCount: 2,
    TotalRunnableSeconds: 110,
    TotalStartingSeconds: 23,
    TotalRunningSeconds: 160.5,
    LostSeconds: 80,
    RunnableAt: iso(5),
    StartingAt: iso(15),
    StartedAt: iso(20),
    StoppedAt: iso(300.5),
    ContainerInstanceArn: instanceArn('host-2'),
    ExitCode: 0,
  });
  expect(fold.record()).not.toHaveProperty('FailureCategory');
  expect(fold.record().Attempts).toEqual([
    {
      Number: 1,
      RunnableAt: iso(5),
      StartingAt: iso(15),
      StartedAt: iso(20),
      StoppedAt: iso(100),
      RunnableSeconds: 10,
      StartingSeconds: 5,
      RunningSeconds: 80,
      ExitCode: 137,
      Reason: lost.reason,
      FailureCategory: 'OUT_OF_MEMORY',
      ContainerInstanceArn: instanceArn('host-1'),
      InstanceType: 'm7g.large',
      PurchaseOption: 'ON_DEMAND',
      TaskArn: taskArn('t1'),
      LogStream: 'encode/default/t1',
    },
    {
      Number: 2,
      RunnableAt: iso(102),
      StartingAt: iso(202),
      StartedAt: iso(220),
      RunnableSeconds: 100,
      StartingSeconds: 18,
      RunningSeconds: 80.5,
    },
  ]);
  expect(
    ['JobsRunnable', 'JobsStarting', 'JobsRunning', 'JobsSucceeded', 'JobsFailed', 'AttemptsFailed'].map(
      (name) => fold.values(name).length,
    ),
  ).toEqual([2, 2, 2, 1, 0, 1]);
  expect(fold.values('LostSeconds')).toEqual([80]);
});

test('GIVEN a job whose last attempt failed WHEN it is recorded THEN its category is told once, and that of the attempt before for itself', () => {
  const killed = { ...second, exitCode: 1 };
  const record = new Fold(registry).tell(...firstAttempt, requeued, ended('FAILED', 301, [lost, killed])).record();
  expect(record.FailureCategory).toBe('APPLICATION_ERROR');
  expect(record.Attempts.map(({ FailureCategory }) => FailureCategory)).toEqual(['OUT_OF_MEMORY', undefined]);
});

describe('a job cancelled in its queue after an attempt', () => {
  // AWS Batch still tells the container of the attempt before.
  const cancelled = jobEvent('FAILED', 402, {
    over: [lost],
    attempt: lost,
    detail: { statusReason: 'no longer needed', stoppedAt: undefined },
  });

  test('adds its last wait to the total, and is no attempt', () => {
    const fold = new Fold().tell(...firstAttempt, requeued, cancelled);
    expect(fold.record()).toMatchObject({
      AttemptCount: 1,
      TotalRunnableSeconds: 310,
      TotalStartingSeconds: 5,
      TotalRunningSeconds: 80,
      LostSeconds: 80,
      StoppedAt: iso(402),
      EcsCluster: CLUSTER,
    });
    expect(fold.values('RunnableSeconds')).toEqual([10, 300]);
  });

  test('was cancelled, while its attempt failed for its own reason', () => {
    const record = new Fold().tell(...firstAttempt, requeued, cancelled).record();
    expect(record.FailureCategory).toBe('CANCELLED');
    expect(record.StatusReason).toBe('no longer needed');
    expect(record).not.toHaveProperty('Reason');
    expect(record.Attempts).toEqual([
      { Number: 1, StoppedAt: iso(100), RunnableSeconds: 10, Reason: lost.reason, FailureCategory: 'OUT_OF_MEMORY' },
    ]);
  });

  test('has no total wait where the last one was not told', () => {
    const record = new Fold().tell(...firstAttempt, cancelled).record();
    expect(record).not.toHaveProperty('TotalRunnableSeconds');
    expect(record).toMatchObject({ TotalStartingSeconds: 5 });
  });

  test('keeps the reason of its attempt apart from its own', () => {
    const silent = { ...lost, statusReason: undefined, reason: undefined };
    const event = jobEvent('FAILED', 402, { over: [silent], detail: { statusReason: 'no longer needed' } });
    expect(new Fold().tell(...firstAttempt, requeued, event).record().Attempts[0]).not.toHaveProperty('Reason');
  });
});

describe('a worker node whose container AWS Batch stopped with the main node', () => {
  const worker = { detail: node(1) };
  const stopped = (id: string, from: number, to: number) => ran(id, from, to, 137);

  test('lost no time; its last attempt has the category alone', () => {
    const fold = new Fold().tell(ended('FAILED', 90, [stopped('t1', 20, 90)], worker));
    expect(fold.record()).toMatchObject({ FailureCategory: 'NODE_STOPPED', LostSeconds: 0, TotalRunningSeconds: 70 });
    expect(fold.measured()).toEqual([]);
  });

  test('lost the time of an attempt before its last one: the main node failed then, and was tried again', () => {
    const fold = new Fold().tell(ended('FAILED', 90, [stopped('t1', 20, 30), stopped('t2', 50, 90)], worker));
    expect(fold.record()).toMatchObject({ FailureCategory: 'NODE_STOPPED', LostSeconds: 10 });
  });

  test('lost the time of its attempt where it was stopped in its queue after it', () => {
    const over = [stopped('t1', 20, 30)];
    const fold = new Fold().tell(
      jobEvent('RUNNABLE', 32, { over, ...worker }),
      jobEvent('FAILED', 90, { over, detail: { ...node(1), statusReason: 'no longer needed' } }),
    );
    expect(fold.record()).toMatchObject({ FailureCategory: 'CANCELLED', LostSeconds: 10 });
  });

  test.each([
    ['the main node', node(0), []],
    ['a job without nodes', {}, [1]],
  ])('differs from %s, which was killed', (_, detail, failed) => {
    const fold = new Fold().tell(ended('FAILED', 90, [stopped('t1', 20, 90)], { detail }));
    expect(fold.record()).toMatchObject({ FailureCategory: 'KILLED', LostSeconds: 70 });
    expect(fold.values('JobsFailed')).toEqual(failed);
  });
});

test('the first STARTING is that of the first attempt that was placed', () => {
  const attempts = [
    { statusReason: 'gone', stoppedAt: lost.stoppedAt },
    { statusReason: 'x', startedAt: second.startedAt, stoppedAt: second.stoppedAt },
  ];
  const fold = new Fold().tell(
    jobEvent('RUNNABLE', 5),
    requeued,
    jobEvent('STARTING', 202, { over: [lost] }),
    jobEvent('SUCCEEDED', 301, { detail: { attempts, stoppedAt: second.stoppedAt } }),
  );
  expect(fold.record()).toMatchObject({ StartingAt: iso(202), StartedAt: iso(220), TotalRunnableSeconds: 195 });
});

describe('why a job and its attempts failed', () => {
  const endOf = (event: AwsEvent) => new Fold().tell(event).record();

  test('differs where the job was stopped while it waited for another attempt', () => {
    const record = endOf(
      jobEvent('FAILED', 402, { over: [ran('t1', 20, 100, 1)], detail: { statusReason: 'no longer needed', isCancelled: true } }),
    );
    expect([record.FailureCategory, record.Attempts[0].FailureCategory]).toEqual(['CANCELLED', 'APPLICATION_ERROR']);
  });

  test('is that a user stopped it, also where its attempt has the same reason', () => {
    const stopped = (reason: string, ofAttempt: string) =>
      endOf(ended('FAILED', 90, [ran('t1', 10, 90, 1, { statusReason: ofAttempt })], { detail: { statusReason: reason } })).FailureCategory;
    expect(stopped('stopped by the operator', 'Essential container in task exited')).toBe('TERMINATED');
    expect(stopped('stopped by the operator', 'stopped by the operator')).toBe('TERMINATED');
  });

  test('is what its last attempt ended for, where that differs from the reason of the job', () => {
    const over = [ran('t1', 10, 90, 137, { statusReason: 'Your Spot Task was interrupted.' })];
    const detail = { statusReason: 'Essential container in task exited' };
    expect(endOf(ended('FAILED', 90, over, { detail })).FailureCategory).toBe('SPOT_INTERRUPTION');
  });

  test.each([
    [{ startedAt: ran('', 20, 0).startedAt }, 'TERMINATED'],
    [{}, 'CANCELLED'],
  ])('of an array that a user stopped depends on whether it had started: %o', (times, category) => {
    const detail = { ...arrayParent(3), ...times, statusReason: 'no longer needed' };
    expect(endOf(jobEvent('FAILED', 90, { detail })).FailureCategory).toBe(category);
  });

  test('is no interruption where it ran into its timeout', () => {
    const over = [ran('t1', 10, 90, 137, { statusReason: 'Your Spot Task was interrupted.' })];
    expect(endOf(ended('FAILED', 90, over, { detail: { statusReason: 'Job attempt duration exceeded timeout' } }))).toMatchObject({
      FailureCategory: 'TIMEOUT',
      SpotInterruptions: 0,
    });
  });

  test('is what its container says, although it never had a place', () => {
    expect(endOf(jobEvent('FAILED', 90, { detail: { container: { reason: 'CannotPullContainerError: x' } } })).FailureCategory).toBe(
      'IMAGE_PULL',
    );
  });

  test('is not told of one that succeeded, and not twice', () => {
    expect(endOf(ended('SUCCEEDED', 90, [ran('t1', 10, 90, 0, { reason: 'odd' })]))).not.toHaveProperty('Reason');
    expect(endOf(ended('FAILED', 90, [ran('t1', 10, 90, 1)]))).not.toHaveProperty('Reason');
  });
});
