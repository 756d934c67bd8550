import { clusterFromArn, computeEnvironmentFromCluster } from '../event/arns';
import { AttemptReading, JobReading, TaskReading } from '../event/job-reading';
import { hostInReason } from '../event/service-reasons';
import { attemptsOf } from '../job/attempts';
import { saysInterrupted } from '../job/failure-category';
import { PurchaseOption } from '../names/records';
import { computeEnvironmentKey } from '../names/tables';

/** What the instance registry knows of a container instance, a compute environment or a warned EC2 instance. */
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

/** The cluster that a task ran in, and the compute environment that AWS Batch made it for. */
export function clusterOf(task: TaskReading): Cluster {
  const ecsCluster = [task.taskArn, task.containerInstanceArn].map((arn) => arn && clusterFromArn(arn)).find((name) => name);
  return ecsCluster ? { ecsCluster, computeEnvironment: computeEnvironmentFromCluster(ecsCluster) } : {};
}

/** The registry's key for where a task ran; nothing where there is no place to ask about. */
export function placementKey(task: TaskReading): string | undefined {
  if (task.containerInstanceArn) return task.containerInstanceArn;
  const { computeEnvironment } = clusterOf(task);
  return computeEnvironment && computeEnvironmentKey(computeEnvironment);
}

/** What a record needs to know of places: it is worth waiting for these. */
export function placementKeys(end: JobReading): string[] {
  return distinct(attemptsOf(end).map(placementKey));
}

/** EC2 instances that are said to be gone: a warning seen for one makes its end a Spot interruption. */
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
  return onFargate && saysInterrupted(attempt.containerReason, attempt.statusReason) ? PurchaseOption.FARGATE_SPOT : known;
}

/** Evidence that a host which is gone was taken back as Spot capacity, and not scaled in. */
export function ranOnSpot(attempt: AttemptReading, registry: RegistryView): boolean {
  return wasWarned(attempt, registry) || purchaseOptionOf(attempt, registry) === PurchaseOption.SPOT;
}

/** EC2 warns of interruptions, and recommends rebalances, for Spot instances alone. */
function wasWarned(attempt: AttemptReading, registry: RegistryView): boolean {
  const gone = hostInReason(attempt.containerReason) ?? hostInReason(attempt.statusReason);
  return gone !== undefined && registry.get(gone)?.interruptionWarningAt !== undefined;
}
