import { AttemptCost, attemptCost } from '../cost/attempt-cost';
import { PriceBook } from '../cost/price-book';
import { pricedAttempt, requestedCapacity } from '../cost/priced-attempt';
import { AttemptReading, JobReading } from '../event/job-reading';
import { clusterOf, purchaseOptionOf, ranOnSpot, RegistryView, wasReclaimed, wasWarned } from '../instance/placement';
import { attemptsOf, attemptStoppedInQueue, wasPlaced } from '../job/attempts';
import { categorizeFailure, isInterruption } from '../job/failure-category';
import { iso, secondsBetween, Timeline } from '../job/timeline';
import { AttemptRecord } from '../names/job-record-fields';
import { FailureCategory } from '../names/records';

/** An attempt as the record and the metrics need it. */
export interface BuiltAttempt {
  readonly record: AttemptRecord;
  readonly computeEnvironment?: string;
  readonly ecsCluster?: string;
  readonly failed: boolean;
  readonly interrupted: boolean;
  readonly stoppedAt?: number;
  readonly runnableSeconds?: number;
  readonly startingSeconds?: number;
  readonly runningSeconds?: number;
  readonly started: boolean;
  readonly placed: boolean;
  /** Empty without prices. */
  readonly cost: AttemptCost;
}

export function buildAttempts(end: JobReading, timeline: Timeline, registry: RegistryView, prices?: PriceBook): BuiltAttempt[] {
  const attempts = attemptsOf(end);
  const endedInQueue = attemptStoppedInQueue(end, timeline) !== undefined;
  return attempts.map((attempt, index) => {
    const endsJob = index === attempts.length - 1 && !endedInQueue;
    const category = endsJob && end.state === 'SUCCEEDED' ? undefined : categoryOf(attempt, registry, end, endsJob);
    // The last attempt of a node that AWS Batch stopped failed only if its main node did: the main node's record shows that.
    const isStoppedNode = endsJob && category === FailureCategory.NODE_STOPPED;
    const cost = prices ? attemptCost(pricedAttempt(end, attempt, registry), requestedCapacity(end), prices) : {};
    const built = buildAttempt(attempt, index + 1, timeline, registry, category);
    return {
      ...built,
      record: { ...built.record, CostUsd: cost.usd },
      failed: category !== undefined && !isStoppedNode,
      cost,
    };
  });
}

/** Why the attempt failed; of the last one, what is said of the job counts too. */
function categoryOf(attempt: AttemptReading, registry: RegistryView, end: JobReading, endsJob: boolean): FailureCategory {
  const { statusReason: jobReason, isCancelled, isTerminated } = end;
  return categorizeFailure({
    ...(endsJob ? { jobReason, isCancelled, isTerminated } : {}),
    containerReason: attempt.containerReason,
    attemptReason: endsJob ? end.attempts[end.attempts.length - 1]?.statusReason : attempt.statusReason,
    exitCode: attempt.exitCode,
    onSpot: ranOnSpot(attempt, registry),
    isWarned: wasWarned(attempt, registry),
    isReclaimed: wasReclaimed(attempt, registry),
    isWorkerNode: end.isMainNode === false,
    placed: true,
  });
}

function buildAttempt(
  attempt: AttemptReading,
  number: number,
  timeline: Timeline,
  registry: RegistryView,
  category?: FailureCategory,
): Omit<BuiltAttempt, 'failed' | 'cost'> {
  const times = measure(attempt, number, timeline);
  const instance = attempt.containerInstanceArn === undefined ? undefined : registry.get(attempt.containerInstanceArn);
  return {
    ...clusterOf(attempt),
    ...times,
    interrupted:
      category === FailureCategory.SPOT_INTERRUPTION ||
      (category === undefined && isInterruption(attempt.containerReason, attempt.statusReason)),
    stoppedAt: attempt.stoppedAt,
    started: attempt.startedAt !== undefined,
    record: {
      Number: number,
      RunnableAt: iso(timeline.at('RUNNABLE', number)),
      StartingAt: iso(timeline.at('STARTING', number)),
      StartedAt: iso(attempt.startedAt),
      StoppedAt: iso(attempt.stoppedAt),
      RunnableSeconds: times.runnableSeconds,
      StartingSeconds: times.startingSeconds,
      RunningSeconds: times.runningSeconds,
      ExitCode: attempt.exitCode,
      Reason: attempt.containerReason ?? attempt.statusReason,
      FailureCategory: category,
      InstanceId: instance?.instanceId,
      ContainerInstanceArn: attempt.containerInstanceArn,
      InstanceType: instance?.instanceType,
      AvailabilityZone: instance?.availabilityZone,
      Architecture: instance?.architecture,
      PurchaseOption: purchaseOptionOf(attempt, registry),
      TaskArn: attempt.taskArn,
      // A container that never started has no log, though AWS Batch names a log stream for it.
      LogStream: attempt.startedAt === undefined ? undefined : attempt.logStream,
    },
  };
}

/** Whether an attempt left the queue, and its three durations. One that never started was in STARTING until it ended, or only ever RUNNABLE. */
function measure(attempt: AttemptReading, number: number, timeline: Timeline) {
  const runnable = timeline.at('RUNNABLE', number);
  const starting = timeline.at('STARTING', number);
  const neverLeftQueue = starting === undefined && !wasPlaced(attempt);
  return {
    placed: !neverLeftQueue,
    runnableSeconds: secondsBetween(runnable, neverLeftQueue ? attempt.stoppedAt : starting),
    startingSeconds: neverLeftQueue ? 0 : secondsBetween(starting, attempt.startedAt ?? attempt.stoppedAt),
    runningSeconds: attempt.startedAt === undefined ? 0 : secondsBetween(attempt.startedAt, attempt.stoppedAt),
  };
}
