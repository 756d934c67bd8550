import { RunTaskReading } from './run-task-reading';
import { DataPoint, dataPoint, KnownDimensions } from '../data-point';
import { DimensionName, RunTaskMetric } from '../names/metrics';

/**
 * The data points of a call: the call itself, its placed tasks, and its failures by reason. `placedByThis` is false if an earlier try of
 * the same call placed the tasks: Amazon ECS then returns those tasks and places none.
 */
export function measureCall(reading: RunTaskReading, placedByThis: boolean): DataPoint[] {
  const place: KnownDimensions = {
    [DimensionName.JOB_QUEUE]: reading.jobQueue,
    [DimensionName.COMPUTE_ENVIRONMENT]: reading.computeEnvironment,
  };
  const point = (name: RunTaskMetric, value: number, dimensions: KnownDimensions = place) =>
    dataPoint(name, value, reading.atMillis, dimensions);
  return [
    point(RunTaskMetric.RUN_TASK_CALLS, 1),
    ...(placedByThis && reading.placed > 0 ? [point(RunTaskMetric.TASKS_PLACED, reading.placed)] : []),
    ...reading.failures.map(({ reason }) => point(RunTaskMetric.TASKS_NOT_PLACED, 1, { ...place, [DimensionName.REASON]: reason })),
  ];
}
