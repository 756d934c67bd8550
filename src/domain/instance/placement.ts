import { clusterFromArn, computeEnvironmentFromCluster } from '../event/arns';
import { AttemptReading, JobReading, TaskReading } from '../event/job-reading';
import { wasKilled } from '../event/read-containers';
import { hostInReason } from '../event/reason-lookups';
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
  /** EC2 sends it, as it does interruption warnings, only for Spot instances. */
  readonly rebalanceRecommendedAt?: string;
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

/** The ids of EC2 instances that have gone according to the job's reasons. If one of them got a warning, the attempt ended by a Spot interruption. */
export function warningKeys(end: JobReading): string[] {
  return distinct(
    attemptsOf(end)
      .flatMap((attempt) => [attempt.containerReason, attempt.statusReason])
      .map(hostInReason),
  );
}

/** All registry keys that decide what is recorded about a job. */
export const registryKeys = (end: JobReading): string[] => [...placementKeys(end), ...warningKeys(end)];

/** The container instances of attempts that may have ended by a Spot interruption that no reason mentions. A warning can be newer than what a cache has. */
export function reclaimKeys(end: JobReading): string[] {
  return distinct(attemptsOf(end).map(({ exitCode, containerInstanceArn }) => (wasKilled(exitCode) ? containerInstanceArn : undefined)));
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

/** Whether EC2 announced the end of an attempt's host: the one that its reason names, or its own. It announces that only for Spot instances. */
export function wasWarned(attempt: AttemptReading, registry: RegistryView): boolean {
  const gone = hostInReason(attempt.containerReason) ?? hostInReason(attempt.statusReason) ?? attempt.containerInstanceArn;
  const facts = gone === undefined ? undefined : registry.get(gone);
  return (facts?.interruptionWarningAt ?? facts?.rebalanceRecommendedAt) !== undefined;
}

/** EC2 takes an instance back two minutes after its interruption warning. Amazon ECS stops the tasks before, and waits for them for up to two minutes. */
const RECLAIM_MILLIS = 5 * 60_000;

/** Whether an attempt stopped shortly after an interruption warning for its host. No comparison holds with a time that is not known. */
export function wasReclaimed({ containerInstanceArn, stoppedAt }: AttemptReading, registry: RegistryView): boolean {
  const warnedAt = containerInstanceArn === undefined ? undefined : registry.get(containerInstanceArn)?.interruptionWarningAt;
  const sinceWarning = (stoppedAt ?? NaN) - new Date(warnedAt ?? NaN).getTime();
  return sinceWarning >= -TRUNCATED_MILLIS && sinceWarning <= RECLAIM_MILLIS;
}
/** The time of a warning is truncated to the second; clocks differ a little. */
const TRUNCATED_MILLIS = 2_000;
