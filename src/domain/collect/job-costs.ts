import { DataPoint, dataPoint } from '../data-point';
import { jobDimensions } from './job-dimensions';
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
  if (end.nodeCount !== undefined) return [];
  return attempts.flatMap((attempt) => measureAttempt(end, attempt, attempt.stoppedAt ?? stoppedAt(end)));
}

function measureAttempt(end: JobReading, { cost, failed, started, record }: BuiltAttempt, at: number): DataPoint[] {
  const task = { taskArn: record.TaskArn, containerInstanceArn: record.ContainerInstanceArn };
  const dimensions = jobDimensions(end, task, new Map());
  const values: readonly (readonly [CostMetric, number | undefined | false])[] = [
    [CostMetric.COST_USD, started && cost.usd],
    [CostMetric.LOST_COST_USD, started && failed && cost.usd],
    [CostMetric.SAVED_USD, started && savedUsd({ CostUsd: cost.usd, OnDemandCostUsd: cost.onDemandUsd })],
    [CostMetric.ATTEMPTS_UNPRICED, started && cost.usd === undefined && 1],
  ];
  return values.flatMap(([name, value]) => (typeof value === 'number' ? [dataPoint(name, value, at, dimensions)] : []));
}
