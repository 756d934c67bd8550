import { dueChanges, InstanceChange, isCountedBy, KnownInstance, lifetimeSeconds } from '../../../src/domain/instance/instance-change';
import { instanceRecords } from '../../../src/domain/instance/instance-record';
import { measureChanges } from '../../../src/domain/instance/measure-instance';
import { PurchaseOption } from '../../../src/domain/names/records';
import { iso } from '../events';
import { CLUSTER, instanceArn } from '../shapes';

const instance: KnownInstance = {
  containerInstanceArn: instanceArn('h1'),
  instanceId: 'i-0abc',
  instanceType: 'c7g.xlarge',
  availabilityZone: 'us-east-1b',
  architecture: 'arm64',
  ecsCluster: CLUSTER,
  computeEnvironment: 'render-farm',
  purchaseOption: PurchaseOption.SPOT,
  vcpus: 4,
  memoryMiB: 7680,
  registeredAt: iso(0),
  goneAt: iso(90.5),
  goneCause: 'terminated',
  isSettled: true,
  interruptionWarningAt: iso(60),
  rebalanceRecommendedAt: iso(30),
  counted: {},
};
const bare: KnownInstance = {
  containerInstanceArn: instanceArn('h2'),
  registeredAt: iso(0),
  goneAt: iso(5),
  isSettled: false,
  counted: {},
};
const ALL = Object.values(InstanceChange);

describe('changes that are to be counted', () => {
  test('are those that are told', () => {
    expect(dueChanges(instance, 'mine')).toEqual(['deregistered', 'reclaimed', 'interruption-warning', 'rebalance-recommendation']);
    expect(dueChanges({ ...instance, interruptionWarningAt: undefined }, 'mine')).toEqual(['deregistered', 'rebalance-recommendation']);
    expect(dueChanges(bare, 'mine')).toEqual([]);
  });

  test('are not those that another message counted, but again those that this one did', () => {
    const counted = { deregistered: 'other', reclaimed: 'mine', 'interruption-warning': 'other', 'rebalance-recommendation': 'mine' };
    expect(dueChanges({ ...instance, counted }, 'mine')).toEqual(['reclaimed', 'rebalance-recommendation']);
    expect(isCountedBy({ ...instance, counted }, InstanceChange.REGISTERED, 'mine')).toBe(true);
  });
});

describe('data points', () => {
  const pointsOf = (change: InstanceChange, of = instance) =>
    measureChanges(of, [change]).map(({ name, value, atMillis }) => [name, value, new Date(atMillis).toISOString()]);

  test('are stamped with when it happened', () => {
    expect(pointsOf('registered')).toEqual([
      ['InstancesRegistered', 1, iso(0)],
      ['RegisteredVcpus', 4, iso(0)],
      ['RegisteredMemoryMiB', 7680, iso(0)],
    ]);
    expect(pointsOf('deregistered')).toEqual([
      ['InstancesDeregistered', 1, iso(90.5)],
      ['InstanceLifetimeSeconds', 90.5, iso(90.5)],
    ]);
    expect(pointsOf('reclaimed')).toEqual([['InstancesReclaimed', 1, iso(90.5)]]);
    expect(pointsOf('interruption-warning')).toEqual([['InterruptionWarnings', 1, iso(60)]]);
    expect(pointsOf('rebalance-recommendation')).toEqual([['RebalanceRecommendations', 1, iso(30)]]);
  });

  test('have the dimensions, and the values, that are known', () => {
    const places = measureChanges(instance, ALL).map(({ dimensions }) => dimensions);
    expect(new Set(places.map((place) => JSON.stringify(place)))).toEqual(
      new Set(['{"ComputeEnvironment":"render-farm","InstanceType":"c7g.xlarge","AvailabilityZone":"us-east-1b","PurchaseOption":"SPOT"}']),
    );
    expect(measureChanges(bare, [InstanceChange.REGISTERED])).toEqual([
      { name: 'InstancesRegistered', value: 1, atMillis: Date.parse(iso(0)), dimensions: {} },
    ]);
    expect(pointsOf('deregistered', { ...bare, registeredAt: undefined })).toEqual([['InstancesDeregistered', 1, iso(5)]]);
  });
});

describe('lines', () => {
  test('say all that is known, and of one that left how long it lived, why it left and whether it was reclaimed', () => {
    expect(instanceRecords(instance, ALL)).toEqual(
      [
        { Change: 'registered', At: iso(0) },
        { Change: 'deregistered', At: iso(90.5), LifetimeSeconds: 90.5, Reclaimed: 1, Cause: 'terminated' },
        { Change: 'interruption-warning', At: iso(60) },
        { Change: 'rebalance-recommendation', At: iso(30) },
      ].map((told) => ({
        RecordType: 'instance',
        InstanceId: 'i-0abc',
        ContainerInstanceArn: instanceArn('h1'),
        InstanceType: 'c7g.xlarge',
        AvailabilityZone: 'us-east-1b',
        Architecture: 'arm64',
        ComputeEnvironment: 'render-farm',
        EcsCluster: CLUSTER,
        PurchaseOption: 'SPOT',
        Vcpus: 4,
        MemoryMiB: 7680,
        ...told,
      })),
    );
    expect(instanceRecords(bare, [InstanceChange.DEREGISTERED])).toMatchObject([{ Reclaimed: 0, LifetimeSeconds: 5 }]);
  });

  test('leave out what is not known', () => {
    expect(JSON.parse(JSON.stringify(instanceRecords(bare, [InstanceChange.REGISTERED])))).toEqual([
      { RecordType: 'instance', At: iso(0), Change: 'registered', ContainerInstanceArn: instanceArn('h2') },
    ]);
  });
});

test('no instance lives for less than no time', () => {
  expect(lifetimeSeconds({ ...bare, registeredAt: iso(9) })).toBe(0);
  expect(lifetimeSeconds({ ...bare, goneAt: undefined })).toBeUndefined();
});
