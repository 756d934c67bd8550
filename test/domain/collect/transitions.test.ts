import { needsTransitions, transitionRecords } from '../../../src/domain/collect/transitions';
import { PurchaseOption } from '../../../src/domain/names/records';
import { LevelOfDetail } from '../../../src/level-of-detail/index';
import { arrayParent, at, ended, jobEvent, node, ran } from '../events';
import { Fold } from '../fold';
import { instanceArn } from '../shapes';

const registry = new Map([
  [instanceArn('host-1'), { instanceType: 'c7g.xlarge', availabilityZone: 'us-east-1b', purchaseOption: PurchaseOption.SPOT }],
]);
const attempt = { id: 't1', host: 'host-1' };
const QUEUE = { RecordType: 'transitions', JobQueue: 'urgent', JobDefinition: 'encode' };
const PLACE = {
  ...QUEUE,
  ComputeEnvironment: 'render-farm',
  InstanceType: 'c7g.xlarge',
  AvailabilityZone: 'us-east-1b',
  PurchaseOption: 'SPOT',
};

describe('lines of transitions', () => {
  test('tell the entries of a minute, each with what is known of its place', () => {
    const over = [ran('t1', 70.5, 90, 1)];
    const fold = new Fold(registry).tell(
      jobEvent('SUBMITTED', 1),
      jobEvent('PENDING', 2),
      jobEvent('RUNNABLE', 5),
      jobEvent('STARTING', 62, { attempt }),
      jobEvent('RUNNING', 71, { attempt: { ...attempt, startedAt: at(70.5) } }),
      jobEvent('RUNNABLE', 95, { over }),
      ended('FAILED', 99, over),
    );
    expect(transitionRecords(fold.measured())).toEqual([
      { ...QUEUE, At: '2026-01-15T00:00Z', JobsSubmitted: 1, JobsPending: 1, JobsRunnable: 1 },
      { ...PLACE, At: '2026-01-15T00:01Z', JobsStarting: 1, JobsRunning: 1 },
      { ...QUEUE, At: '2026-01-15T00:01Z', JobsRunnable: 1 },
    ]);
  });

  test('add up jobs, and leave out array parents and nodes', () => {
    const jobs = ['a', 'b', 'c'].map((jobId) => jobEvent('RUNNABLE', 5, { detail: { jobId } }));
    const parents = [jobEvent('RUNNABLE', 5, { detail: { ...arrayParent(3), jobId: 'd' } }), jobEvent('RUNNABLE', 5, { detail: node(0) })];
    expect(transitionRecords(new Fold().tell(...jobs, ...parents).measured())).toEqual([
      { ...QUEUE, At: '2026-01-15T00:00Z', JobsRunnable: 3 },
    ]);
  });

  test('GIVEN entries that may have been told before WHEN they are told THEN on lines of their own, each with its message', () => {
    const [entry] = new Fold().tell(jobEvent('RUNNABLE', 5)).measured();
    const points = [entry, { ...entry, redelivered: 'k1' }, { ...entry, redelivered: 'k2' }, { ...entry, redelivered: 'k1' }, entry];
    const line = { ...QUEUE, At: '2026-01-15T00:00Z' };
    expect(transitionRecords(points)).toEqual([
      { ...line, JobsRunnable: 2 },
      { ...line, Redelivered: 'k1', JobsRunnable: 2 },
      { ...line, Redelivered: 'k2', JobsRunnable: 1 },
    ]);
  });

  test.each<[string, readonly (readonly string[])[], boolean]>([
    ['at STANDARD', LevelOfDetail.STANDARD.dimensionSets.map((set) => set.dimensionNames), true],
    ['at TOTALS', LevelOfDetail.TOTALS.dimensionSets.map((set) => set.dimensionNames), true],
    ['not at FULL', LevelOfDetail.FULL.dimensionSets.map((set) => set.dimensionNames), false],
    [
      'where metrics tell them apart by several things at once',
      [['JobQueue', 'JobDefinition', 'ComputeEnvironment', 'InstanceType', 'AvailabilityZone']],
      true,
    ],
    [
      'not where only the purchase option is left, which instances tell',
      ['JobQueue', 'JobDefinition', 'ComputeEnvironment', 'InstanceType', 'AvailabilityZone'].map((name) => [name]),
      false,
    ],
    ['where only the purchase option is told', [['PurchaseOption']], true],
    [
      'where a metric tells one of them apart only together with another',
      [['JobQueue'], ['JobDefinition'], ['ComputeEnvironment'], ['InstanceType', 'JobQueue'], ['AvailabilityZone']],
      true,
    ],
  ])('are needed %s: %#', (_, sets, needed) => {
    expect(needsTransitions(sets)).toBe(needed);
  });
});
