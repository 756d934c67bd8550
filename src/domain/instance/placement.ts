import { clusterFromArn, computeEnvironmentFromCluster } from '../event/arns';
import { AttemptReading, JobReading, TaskReading } from '../event/job-reading';
import { hostInReason } from '../event/service-reasons';
import { attemptsOf } from '../job/attempts';
import { isInterruption } from '../job/failure-category';
import { PurchaseOption } from '../names/records';
import { computeEnvironmentKey } from '../names/tables';

/** The registry's facts about a container instance, a compute environment or an EC2 instance that got a warning. */
export interface RegistryFacts {
  readonly instanceId?: string;
  readonly instanceType?: string;
  readonly availabilityZone?: string;
  readonly architecture?: string;
  readonly purchaseOption?: PurchaseOption;
  readonly interruptionWarningAt?: string;
}

/** Registry facts by key: container instance ARN, `compute-environment/NAME`, or EC2 instance id. */
export type RegistryView = ReadonlyMap<string, RegistryFacts>;

export interface Cluster {
  readonly ecsCluster?: string;
  readonly computeEnvironment?: string;
}

/** The cluster that a task ran in, and the compute environment that AWS Batch created the cluster for. */
export function clusterOf(task: TaskReading): Cluster {
  const ecsCluster = [task.taskArn, task.containerInstanceArn].map((arn) => arn && clusterFromArn(arn)).find((name) => name);
  return ecsCluster ? { ecsCluster, computeEnvironment: computeEnvironmentFromCluster(ecsCluster) } : {};
}

/** The registry key of the task's placement. Undefined if the task has no placement to look up. */
export function placementKey(task: TaskReading): string | undefined {
  if (task.containerInstanceArn) return task.containerInstanceArn;
  const { computeEnvironment } = clusterOf(task);
  return computeEnvironment && computeEnvironmentKey(computeEnvironment);
}

/** The registry keys of all placements of a job. Its record waits until these are known. */
export function placementKeys(end: JobReading): string[] {
  return distinct(attemptsOf(end).map(placementKey));
}

/** The ids of terminated EC2 instances that the job's reasons name. If one of them got a warning, the attempt ended by a Spot interruption. */
export function warningKeys(end: JobReading): string[] {
  return distinct(
    attemptsOf(end)
      .flatMap((attempt) => [attempt.containerReason, attempt.statusReason])
      .map(hostInReason),
  );
}

const distinct = (keys: readonly (string | undefined)[]): string[] => [...new Set(keys.filter((key): key is string => key !== undefined))];

export function purchaseOptionOf(attempt: AttemptReading, registry: RegistryView): PurchaseOption | undefined {
  const key = placementKey(attempt);
  const known = key === undefined ? undefined : registry.get(key)?.purchaseOption;
  if (attempt.containerInstanceArn !== undefined && known === undefined && wasWarned(attempt, registry)) return PurchaseOption.SPOT;
  const onFargate = attempt.taskArn !== undefined && attempt.containerInstanceArn === undefined;
  return onFargate && isInterruption(attempt.containerReason, attempt.statusReason) ? PurchaseOption.FARGATE_SPOT : known;
}

/** Whether there is evidence that a terminated host was reclaimed Spot capacity rather than scaled in. */
export function ranOnSpot(attempt: AttemptReading, registry: RegistryView): boolean {
  return wasWarned(attempt, registry) || purchaseOptionOf(attempt, registry) === PurchaseOption.SPOT;
}

/** EC2 sends interruption warnings and rebalance recommendations only for Spot instances. */
function wasWarned(attempt: AttemptReading, registry: RegistryView): boolean {
  const gone = hostInReason(attempt.containerReason) ?? hostInReason(attempt.statusReason);
  return gone !== undefined && registry.get(gone)?.interruptionWarningAt !== undefined;
}
