import { dataPoint, setsOf } from '../../src/domain/data-point';
import { DimensionName, InFlightMetric, MetricName } from '../../src/domain/names/metrics';

const { JOB_QUEUE, JOB_STATE, COMPUTE_ENVIRONMENT, INSTANCE_TYPE } = DimensionName;

describe('the dimension sets of a data point', () => {
  test('of a gauge are exactly its own dimensions, because its total is a data point of its own', () => {
    const total = dataPoint(InFlightMetric.JOBS_IN_STATE, 3, 0, { [JOB_STATE]: 'RUNNABLE' });
    const ofQueue = dataPoint(InFlightMetric.JOBS_IN_STATE, 2, 0, { [JOB_STATE]: 'RUNNABLE', [JOB_QUEUE]: 'urgent' });
    expect(setsOf(total, [])).toEqual([[JOB_STATE]]);
    expect(setsOf(ofQueue, [])).toEqual([[JOB_QUEUE, JOB_STATE]]);
  });

  test.each([
    [InFlightMetric.WAITING_VCPUS, JOB_QUEUE],
    [InFlightMetric.INSTANCES_IN_SERVICE, COMPUTE_ENVIRONMENT],
  ])('of %s are none for its total, and %s for a part of it, so that neither is counted twice', (name, dimension) => {
    expect(setsOf(dataPoint(name, 5, 0, {}), [])).toEqual([[]]);
    expect(setsOf(dataPoint(name, 2, 0, { [dimension]: 'urgent' }), [])).toEqual([[dimension]]);
  });

  test('of any other metric are all that are configured and that it carries', () => {
    const running = dataPoint(MetricName.JOBS_RUNNING, 1, 0, { [JOB_QUEUE]: 'urgent' });
    const runnable = dataPoint(MetricName.JOBS_RUNNABLE, 1, 0, { [JOB_QUEUE]: 'urgent' });
    expect(setsOf(running, [[], [JOB_QUEUE], [JOB_QUEUE, INSTANCE_TYPE]])).toEqual([[], [JOB_QUEUE], [JOB_QUEUE, INSTANCE_TYPE]]);
    expect(setsOf(runnable, [[], [JOB_QUEUE], [JOB_QUEUE, INSTANCE_TYPE]])).toEqual([[], [JOB_QUEUE]]);
  });
});
