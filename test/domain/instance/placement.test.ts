import { readJobEvent } from '../../../src/domain/event/read-job-event';
import {
  clusterOf,
  placementKey,
  placementKeys,
  purchaseOptionOf,
  ranOnSpot,
  reclaimKeys,
  registryKeys,
  RegistryFacts,
  RegistryView,
  warningKeys,
  wasReclaimed,
} from '../../../src/domain/instance/placement';
import { PurchaseOption } from '../../../src/domain/names/records';
import { ended, ran } from '../events';
import { CLUSTER, instanceArn, taskArn } from '../shapes';

const read = (event: unknown) => readJobEvent(event, []);
const KEY = 'compute-environment/render-farm';

test('a cluster is read from the task, else from the container instance, in any partition', () => {
  const expected = { ecsCluster: CLUSTER, computeEnvironment: 'render-farm' };
  expect(clusterOf({ taskArn: taskArn('t1', 'aws-cn') })).toEqual(expected);
  expect(clusterOf({ taskArn: 'arn:aws:ecs:us-east-1:1:task/9781c248', containerInstanceArn: instanceArn('h1', 'aws-us-gov') })).toEqual(
    expected,
  );
  expect(clusterOf({ taskArn: 'arn:aws:ecs:us-east-1:1:task/default/9781c248' })).toEqual({ ecsCluster: 'default' });
  expect(clusterOf({})).toEqual({});
});

test('a place is asked for by its container instance, on Fargate by its compute environment', () => {
  expect(placementKey({ taskArn: taskArn('t1'), containerInstanceArn: instanceArn('h1') })).toBe(instanceArn('h1'));
  expect(placementKey({ taskArn: taskArn('t1') })).toBe(KEY);
  expect(placementKey({ podName: 'p1' })).toBeUndefined();
});

test('a job asks for each place and each lost host once', () => {
  const gone = 'Host EC2 (instance i-0abc) terminated.';
  const over = [
    ran('t1', 10, 20, 1, { reason: gone }),
    ran('t2', 30, 40, 1, { statusReason: gone }),
    ran('t3', 50, 60, 0, { host: 'host-2' }),
  ];
  expect(placementKeys(read(ended('SUCCEEDED', 60, over)))).toStrictEqual([instanceArn('host-1'), instanceArn('host-2')]);
  expect(warningKeys(read(ended('SUCCEEDED', 60, over)))).toStrictEqual(['i-0abc']);
  expect(registryKeys(read(ended('SUCCEEDED', 60, over)))).toStrictEqual([instanceArn('host-1'), instanceArn('host-2'), 'i-0abc']);
  expect(placementKeys(read(ended('SUCCEEDED', 60, over, { shape: 'fargate' })))).toStrictEqual([KEY]);
  expect(placementKeys(read(ended('SUCCEEDED', 60, over, { shape: 'eks' })))).toStrictEqual([]);
});

describe('the purchase option', () => {
  const onFargate = { taskArn: taskArn('t1') };
  const onInstance = { ...onFargate, containerInstanceArn: instanceArn('h1') };

  test('is what the registry knows of the place', () => {
    expect(purchaseOptionOf(onInstance, new Map([[instanceArn('h1'), { purchaseOption: PurchaseOption.CAPACITY_BLOCK }]]))).toBe(
      'CAPACITY_BLOCK',
    );
    expect(purchaseOptionOf(onFargate, new Map([[KEY, { purchaseOption: PurchaseOption.FARGATE }]]))).toBe('FARGATE');
    expect(purchaseOptionOf(onInstance, new Map())).toBeUndefined();
    expect(purchaseOptionOf({}, new Map())).toBeUndefined();
  });

  test('is Fargate Spot where an interruption proves it, and only there', () => {
    const statusReason = 'Your Spot Task was interrupted.';
    expect(purchaseOptionOf({ ...onFargate, statusReason }, new Map([[KEY, { purchaseOption: PurchaseOption.FARGATE }]]))).toBe(
      'FARGATE_SPOT',
    );
    expect(purchaseOptionOf({ ...onInstance, statusReason }, new Map())).toBeUndefined();
    expect(purchaseOptionOf({ statusReason }, new Map())).toBeUndefined();
  });
});

test('a warning or the instance itself shows that it was Spot', () => {
  const attempt = { containerInstanceArn: instanceArn('h1'), containerReason: 'Host EC2 (instance i-0abc) terminated.' };
  expect(ranOnSpot(attempt, new Map([['i-0abc', { interruptionWarningAt: '2026-01-15T00:00:00Z' }]]))).toBe(true);
  expect(ranOnSpot(attempt, new Map([[instanceArn('h1'), { purchaseOption: PurchaseOption.SPOT }]]))).toBe(true);
  expect(ranOnSpot(attempt, new Map([['i-0def', { interruptionWarningAt: '2026-01-15T00:00:00Z' }]]))).toBe(false);
});

test('a warning shows Spot where the registry does not know the instance, and never against it', () => {
  const attempt = { containerInstanceArn: instanceArn('h1'), containerReason: 'Host EC2 (instance i-0abc) terminated.' };
  const warned: [string, RegistryFacts] = ['i-0abc', { interruptionWarningAt: '2026-01-15T00:00:00Z' }];
  expect(purchaseOptionOf(attempt, new Map([warned]))).toBe('SPOT');
  expect(purchaseOptionOf(attempt, new Map([warned, [instanceArn('h1'), { purchaseOption: PurchaseOption.ON_DEMAND }]]))).toBe('ON_DEMAND');
  expect(purchaseOptionOf({ ...attempt, containerInstanceArn: undefined }, new Map([warned]))).toBeUndefined();
  expect(purchaseOptionOf(attempt, new Map())).toBeUndefined();
});

describe('an attempt whose container was killed', () => {
  const host = instanceArn('h1');
  const attempt = { containerInstanceArn: host, stoppedAt: Date.parse('2026-01-15T00:05:00Z') };
  const warnedAt = (interruptionWarningAt: string): RegistryView => new Map([[host, { interruptionWarningAt }]]);

  test('was reclaimed up to five minutes after an interruption warning for its instance', () => {
    const times = ['2026-01-14T23:59:59Z', '2026-01-15T00:00:00Z', '2026-01-15T00:05:02Z', '2026-01-15T00:05:03Z'];
    expect(times.map((time) => wasReclaimed(attempt, warnedAt(time)))).toEqual([false, true, true, false]);
  });

  test('was not, without a warning, an instance or an end; a rebalance recommendation is no warning', () => {
    const warned = warnedAt('2026-01-15T00:04:00Z');
    expect(wasReclaimed(attempt, new Map([[host, { rebalanceRecommendedAt: '2026-01-15T00:04:00Z' }]]))).toBe(false);
    expect(wasReclaimed({ stoppedAt: attempt.stoppedAt }, warned)).toBe(false);
    expect(wasReclaimed({ containerInstanceArn: host }, warned)).toBe(false);
    expect(wasReclaimed(attempt, new Map([[host, {}]]))).toBe(false);
    expect(wasReclaimed(attempt, new Map())).toBe(false);
  });

  test('needs what the registry knows of its instance by now', () => {
    const end = (...exitCodes: (number | undefined)[]) =>
      reclaimKeys({
        jobId: 'a',
        state: exitCodes.includes(0) ? 'SUCCEEDED' : 'FAILED',
        eventTime: 0,
        attempts: exitCodes.map((exitCode) => ({ ...attempt, taskArn: 't', exitCode })),
        task: {},
      });
    expect([end(137), end(143), end(undefined), end(1), end(0)]).toEqual([[host], [host], [host], [], []]);
    expect(end(137, 0)).toEqual([host]);
  });
});
