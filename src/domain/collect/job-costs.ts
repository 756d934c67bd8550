import { DataPoint, dataPoint, KnownDimensions } from '../data-point';
import { jobDimensions } from './job-dimensions';
import { spreadOverHours } from '../cost/hours';
import { savedUsd } from '../cost/what-if';
import { JobReading } from '../event/job-reading';
import { stoppedAt } from '../job/attempts';
import { CostMetric } from '../names/metrics';
import { BuiltAttempt } from '../record/build-attempts';
import { FinishedJob } from '../record/build-job-record';

/**
 * What the attempts of a finished job cost. Of a multi-node job, the nodes cost, each where it ran: unlike counts, costs are those of containers.
 */
export function measureCosts(end: JobReading, { attempts }: FinishedJob): DataPoint[] {
  return measured(end, attempts, (attempt, dimensions, at) => {
    const { cost, failed, started } = attempt;
    const values: readonly (readonly [CostMetric, number | undefined | false])[] = [
      [CostMetric.COST_USD, started && cost.usd],
      [CostMetric.LOST_COST_USD, started && failed && cost.usd],
      [CostMetric.SAVED_USD, started && savedUsd({ CostUsd: cost.usd, OnDemandCostUsd: cost.onDemandUsd })],
      [CostMetric.ATTEMPTS_UNPRICED, cost.usd === undefined && 1],
    ];
    return values.flatMap(([name, value]) => (typeof value === 'number' ? [dataPoint(name, value, at, dimensions)] : []));
  });
}

/**
 * What attempts take off the idle capacity of the instances that they ran on: their cost, in the hours in which they ran. Capacity of AWS Fargate is never idle.
 */
export function measureUse(end: JobReading, { attempts }: FinishedJob): DataPoint[] {
  return measured(end, attempts, ({ cost, record }, dimensions, toMillis) => {
    if (cost.usd === undefined || record.StartedAt === undefined || record.ContainerInstanceArn === undefined) return [];
    return spreadOverHours(cost.usd, { fromMillis: Date.parse(record.StartedAt), toMillis }).map(({ usd, atMillis }) =>
      dataPoint(CostMetric.IDLE_COST_USD, -usd, atMillis, dimensions),
    );
  });
}

function measured(
  end: JobReading,
  attempts: readonly BuiltAttempt[],
  pointsOf: (attempt: BuiltAttempt, dimensions: KnownDimensions, at: number) => DataPoint[],
): DataPoint[] {
  if (end.nodeCount !== undefined) return [];
  return attempts.flatMap((attempt) => {
    const { record } = attempt;
    const task = { taskArn: record.TaskArn, containerInstanceArn: record.ContainerInstanceArn };
    return pointsOf(attempt, jobDimensions(end, task, new Map()), attempt.stoppedAt ?? stoppedAt(end));
  });
}
