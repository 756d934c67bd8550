import { CollectorTally } from '../../../src/domain/collect/collector-tally';
import { dataPoint } from '../../../src/domain/data-point';
import { AnyMetric, DimensionName, MetricName } from '../../../src/domain/names/metrics';
import { PurchaseOption } from '../../../src/domain/names/records';
import { at, ended, jobEvent, neverStarted, ran } from '../events';
import { Fold } from '../fold';
import { instanceArn } from '../shapes';

const QUEUE = { JobQueue: 'urgent', JobDefinition: 'encode' };
const PLACE = {
  ...QUEUE,
  ComputeEnvironment: 'render-farm',
  InstanceType: 'c7g.xlarge',
  AvailabilityZone: 'us-east-1b',
  PurchaseOption: 'SPOT',
};
const registry = new Map([
  [instanceArn('host-1'), { instanceType: 'c7g.xlarge', availabilityZone: 'us-east-1b', purchaseOption: PurchaseOption.SPOT }],
]);
const attempt = { id: 't1', host: 'host-1' };

test('a job is counted and measured where it is, stamped with the time of what happened', () => {
  const over = [ran('t1', 20.5, 90.25, 1)];
  const fold = new Fold(registry).tell(
    jobEvent('SUBMITTED', 1),
    jobEvent('PENDING', 2),
    jobEvent('RUNNABLE', 5),
    jobEvent('STARTING', 15, { attempt }),
    jobEvent('RUNNING', 21, { attempt: { ...attempt, startedAt: over[0].startedAt } }),
    ended('FAILED', 91, over),
  );
  const point = (name: MetricName, value: number, seconds: number, dimensions: object) => ({
    name,
    value,
    atMillis: at(seconds),
    dimensions,
  });
  expect(fold.measured()).toEqual([
    point('JobsSubmitted', 1, 1, QUEUE),
    point('JobsPending', 1, 2, QUEUE),
    point('JobsRunnable', 1, 5, QUEUE),
    point('QueuedSeconds', 5, 5, QUEUE),
    point('JobsStarting', 1, 15, PLACE),
    point('RunnableSeconds', 10, 15, QUEUE),
    point('JobsRunning', 1, 20.5, PLACE),
    point('StartingSeconds', 5.5, 20.5, PLACE),
    point('JobsFailed', 1, 90.25, PLACE),
    point('RunningSeconds', 69.75, 90.25, PLACE),
    point('AttemptsFailed', 1, 90.25, PLACE),
    point('LostSeconds', 69.75, 90.25, PLACE),
  ]);
});

test('an attempt that never started is a failed one without running time', () => {
  const fold = new Fold().tell(ended('FAILED', 30, [neverStarted('t1', 29, 'CannotPullContainerError')]));
  expect(fold.measured().map(({ name }) => name)).toEqual(['JobsFailed', 'AttemptsFailed']);
});

test('a job without queue and definition is measured without those dimensions', () => {
  const fold = new Fold().tell(jobEvent('PENDING', 5, { detail: { jobQueue: undefined, jobDefinition: undefined } }));
  expect(fold.measured()).toEqual([{ name: 'JobsPending', value: 1, atMillis: at(5), dimensions: {} }]);
});

test('a data point carries nothing that is not known', () => {
  expect(dataPoint(MetricName.JOBS_RUNNING, 1, 0, { JobQueue: undefined })).toStrictEqual({
    name: 'JobsRunning',
    value: 1,
    atMillis: 0,
    dimensions: {},
  });
});

test('each attempt is measured at its own end', () => {
  const fold = new Fold().tell(ended('SUCCEEDED', 90, [ran('t1', 10, 20, 1), ran('t2', 40, 90, 0)]));
  expect(
    fold
      .measured()
      .filter(({ name }) => name === 'RunningSeconds')
      .map(({ value, atMillis }) => [value, atMillis]),
  ).toEqual([
    [10, at(20)],
    [50, at(90)],
  ]);
});

test.each<AnyMetric>(['JobsSubmitted', 'JobsPending', 'JobsRunnable', 'QueuedSeconds', 'RunnableSeconds'])(
  '%s has no dimension of a place, since a job that waits has none',
  (name) => {
    const { JOB_STATE: _state, REASON: _reason, ...ofJobs } = DimensionName;
    const everything = Object.fromEntries(Object.values(ofJobs).map((dimension) => [dimension, 'x']));
    expect(dataPoint(name, 1, 0, everything, 'instance')).toEqual({
      name,
      value: 1,
      atMillis: 0,
      dimensions: { JobQueue: 'x', JobDefinition: 'x' },
    });
  },
);

describe('the tally of a batch', () => {
  test('counts events, rejections and repetitions, and is as old as its oldest event', () => {
    const tally = new CollectorTally(at(100));
    [at(90), at(40.5), at(80)].forEach((time) => tally.processed(time));
    tally.rejected();
    tally.unread(4);
    tally.repeated(2, 1);
    expect(tally.dataPoints()).toEqual(
      [
        ['EventsProcessed', 3],
        ['EventsRejected', 1],
        ['FieldsUnread', 4],
        ['DuplicateEvents', 2],
        ['LateEvents', 1],
        ['EventAgeSeconds', 59.5],
      ].map(([name, value]) => ({ name, value, atMillis: at(90), dimensions: {} })),
    );
  });

  test('says nothing of what did not happen, and uses the clock where no event could be read', () => {
    expect(new CollectorTally(at(100)).dataPoints()).toEqual([]);
    const rejected = new CollectorTally(at(100));
    rejected.rejected();
    expect(rejected.dataPoints()).toEqual([{ name: 'EventsRejected', value: 1, atMillis: at(100), dimensions: {} }]);
  });

  test('has no age where its events come out of an archive, two weeks old and more', () => {
    const ageOf = (days: number, more = 0) => {
      const tally = new CollectorTally(at(0));
      tally.processed(at(0) - days * 86_400_000 - more);
      return tally
        .dataPoints()
        .filter(({ name }) => name === 'EventAgeSeconds')
        .map(({ value }) => value);
    };
    expect([ageOf(14), ageOf(14, 1)]).toEqual([[1_209_600], []]);
  });

  test('of events from the future has no age', () => {
    const tally = new CollectorTally(at(1));
    tally.processed(at(5));
    expect(tally.dataPoints().map(({ name }) => name)).toEqual(['EventsProcessed']);
  });
});
