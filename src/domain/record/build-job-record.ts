import { buildAttempts, BuiltAttempt } from './build-attempts';
import { elideLast } from './whole-attempts';
import { JobCost, jobCost } from '../cost/job-cost';
import { PriceBook } from '../cost/price-book';
import { JobReading, TaskReading } from '../event/job-reading';
import { withoutAbsent } from '../event/without-absent';
import { clusterOf, RegistryView } from '../instance/placement';
import { attemptStoppedInQueue, isArrayParent, stoppedAt } from '../job/attempts';
import { categorizeFailure } from '../job/failure-category';
import { secondsBetween, Timeline, iso } from '../job/timeline';
import { AttemptRecord, JobRecord } from '../names/job-record-fields';
import { FailureCategory, RecordType, SCHEMA_VERSION } from '../names/records';

/** A finished job: its record, and its attempts as the metrics need them. */
export interface FinishedJob {
  readonly record: JobRecord;
  readonly attempts: readonly BuiltAttempt[];
  /** Empty without prices, and of an array parent, whose children cost. */
  readonly cost: JobCost;
  /** The last wait of a job that was stopped in its queue. */
  readonly stoppedInQueueSeconds?: number;
}

type Fields<Name extends keyof JobRecord> = Pick<JobRecord, Name>;

const DEFAULT_LOG_GROUP = '/aws/batch/job';

/**
 * Builds the record of a finished job from its final event, the facts that came before it, and the registry.
 *
 * @param prices without them, the record has no costs
 */
export function buildJobRecord(end: JobReading, timeline: Timeline, registry: RegistryView, prices?: PriceBook): FinishedJob {
  const attempts = buildAttempts(end, timeline, registry, prices);
  const cost = prices && !isArrayParent(end) ? jobCost(attempts) : {};
  const stoppedInQueueSeconds = waitUntilStopped(end, timeline);
  const last = attempts[attempts.length - 1];
  const record: JobRecord = withoutAbsent<JobRecord>({
    ...identity(end),
    ...totals(end, attempts, timeline, stoppedInQueueSeconds),
    RecordType: RecordType.JOB,
    SchemaVersion: SCHEMA_VERSION,
    Account: end.account,
    Region: end.region,
    ...outcome(end, last, timeline),
    ...placement(end, last),
    Vcpus: end.vcpus,
    MemoryMiB: end.memoryMiB,
    Gpus: end.gpus,
    AttemptCount: attempts.length,
    MaxAttempts: end.maxAttempts,
    ...times(end, attempts, timeline),
    LostSeconds: sum(attempts.filter((attempt) => attempt.failed).map((attempt) => attempt.runningSeconds)),
    SpotInterruptions: attempts.filter((attempt) => attempt.interrupted).length,
    CostUsd: cost.usd,
    OnDemandCostUsd: cost.onDemandUsd,
    SpotCostUsd: cost.spotUsd,
    LostCostUsd: cost.lostUsd,
    ...family(end),
    Attempts: [],
  });
  const whole = attempts.map((attempt) => withoutAbsent(attempt.record));
  return { record: { ...record, Attempts: elideLast(record, whole) }, attempts, cost, stoppedInQueueSeconds };
}

function identity(end: JobReading): Fields<'JobName' | 'JobId' | 'JobQueue' | 'JobDefinition' | 'Status'> {
  return {
    JobName: end.jobName,
    JobId: end.jobId,
    JobQueue: end.jobQueue,
    JobDefinition: end.jobDefinition,
    Status: end.state as JobRecord['Status'],
  };
}

/** Sums over all attempts. Array parents have none: their children do the waiting and the running. */
function totals(
  end: JobReading,
  attempts: readonly BuiltAttempt[],
  timeline: Timeline,
  stoppedInQueueSeconds: number | undefined,
): Partial<JobRecord> {
  if (isArrayParent(end)) return {};
  const waits = attempts.map((attempt) => attempt.runnableSeconds);
  // A job that waited again was RUNNABLE for sure; one that never was placed may never have been.
  const waitedUntilStopped =
    stoppedInQueueSeconds !== undefined || (attempts.length > 0 && attemptStoppedInQueue(end, timeline) !== undefined);
  return {
    TotalRunnableSeconds: sum(waitedUntilStopped ? [...waits, stoppedInQueueSeconds] : waits),
    TotalStartingSeconds: sum(attempts.map((attempt) => attempt.startingSeconds)),
    TotalRunningSeconds: sum(attempts.map((attempt) => attempt.runningSeconds)),
  };
}

/** A sum of nothing is zero; a sum with an unknown term is unknown. */
function sum(terms: readonly (number | undefined)[]): number | undefined {
  if (terms.includes(undefined)) return undefined;
  return Math.round((terms as number[]).reduce((total, term) => total + term, 0) * 1000) / 1000;
}

function waitUntilStopped(end: JobReading, timeline: Timeline): number | undefined {
  const attempt = attemptStoppedInQueue(end, timeline);
  return attempt === undefined ? undefined : secondsBetween(timeline.at('RUNNABLE', attempt), stoppedAt(end));
}

function outcome(end: JobReading, last: BuiltAttempt | undefined, timeline: Timeline): Partial<JobRecord> {
  return {
    StatusReason: end.statusReason,
    Reason: end.state === 'FAILED' ? reasonOf(end, last, timeline) : undefined,
    FailureCategory: end.state === 'FAILED' ? categoryOf(end, last, timeline) : undefined,
    ExitCode: last?.record.ExitCode,
  };
}

/** What is said of the container that failed, where the job's own reason does not say it. */
function reasonOf(end: JobReading, last: BuiltAttempt | undefined, timeline: Timeline): string | undefined {
  const reason = attemptStoppedInQueue(end, timeline) === undefined ? last?.record.Reason : undefined;
  return reason === end.statusReason ? undefined : reason;
}

/** Why the job failed: as its last attempt did, unless it was stopped in its queue; then no container had a part in it. */
function categoryOf(end: JobReading, last: BuiltAttempt | undefined, timeline: Timeline): FailureCategory {
  const endedInQueue = attemptStoppedInQueue(end, timeline) !== undefined;
  return (
    (endedInQueue ? undefined : last?.record.FailureCategory) ??
    categorizeFailure({
      jobReason: end.statusReason,
      isCancelled: end.isCancelled,
      isTerminated: end.isTerminated,
      placed: isArrayParent(end) && end.startedAt !== undefined,
      ...(last ? {} : { containerReason: end.task.containerReason, exitCode: end.task.exitCode }),
    })
  );
}

function placement(end: JobReading, last: BuiltAttempt | undefined): Partial<JobRecord> {
  const task: TaskReading = last ? { taskArn: last.record.TaskArn, containerInstanceArn: last.record.ContainerInstanceArn } : end.task;
  const cluster = clusterOf(task);
  const { InstanceId, ContainerInstanceArn, InstanceType, AvailabilityZone, Architecture, PurchaseOption, TaskArn, LogStream } =
    last?.record ?? ({} as Partial<AttemptRecord>);
  return {
    InstanceId,
    ContainerInstanceArn,
    InstanceType,
    AvailabilityZone,
    Architecture,
    Platform: end.platform,
    PurchaseOption,
    ComputeEnvironment: cluster.computeEnvironment,
    EcsCluster: cluster.ecsCluster,
    TaskArn,
    LogGroup: end.logGroup ?? (LogStream === undefined ? undefined : DEFAULT_LOG_GROUP),
    LogStream,
  };
}

function times(end: JobReading, attempts: readonly BuiltAttempt[], timeline: Timeline): Fields<'StoppedAt'> & Partial<JobRecord> {
  const firstPlaced = attempts.findIndex((attempt) => attempt.placed) + 1;
  const stopped = stoppedAt(end);
  const runnable = timeline.at('RUNNABLE', 1);
  return {
    CreatedAt: iso(end.createdAt),
    RunnableAt: iso(runnable),
    StartingAt: iso(timeline.at('STARTING', Math.max(1, firstPlaced))),
    StartedAt: attempts.find((attempt) => attempt.started)?.record.StartedAt ?? iso(end.startedAt),
    StoppedAt: iso(stopped) as string,
    QueuedSeconds: isArrayParent(end) ? undefined : secondsBetween(end.createdAt, runnable),
    TotalSeconds: secondsBetween(end.createdAt, stopped),
  };
}

function family(end: JobReading): Partial<JobRecord> {
  return {
    ArrayParentId: end.arrayParentId,
    ArrayIndex: end.arrayIndex,
    ArraySize: end.arraySize,
    NodeParentId: end.nodeParentId,
    NodeIndex: end.nodeIndex,
    NodeCount: end.nodeCount,
    IsMainNode: end.isMainNode,
    ShareIdentifier: end.shareIdentifier,
    SchedulingPriority: end.schedulingPriority,
    Tags: end.tags,
  };
}
