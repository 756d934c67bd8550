import { FailureCategory } from '../names/records';

/** What is known of how an attempt or a job ended. */
export interface FailureEvidence {
  readonly jobReason?: string;
  readonly isCancelled?: boolean;
  readonly isTerminated?: boolean;
  readonly containerReason?: string;
  readonly attemptReason?: string;
  readonly exitCode?: number;
  /** Whether the host was Spot, or an interruption warning was seen for it. */
  readonly onSpot?: boolean;
  /** Whether the job ever had a task. */
  readonly placed?: boolean;
}

/** Reasons that only AWS Batch writes, and that say all: they win over the flags. */
const BY_BATCH: readonly (readonly [RegExp, FailureCategory])[] = [
  [/^Job attempt duration exceeded timeout/, 'TIMEOUT'],
  [/^Cancell?ed by JobStateTimeLimit action/, 'QUEUE_TIME_LIMIT'],
  [/^Dependent Job failed/, 'DEPENDENCY_FAILED'],
  [/^Array Child Job failed/, 'ARRAY_CHILD_FAILED'],
];

/**
 * Reasons by AWS Batch, Amazon ECS, Kubernetes and the container runtimes.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 * @see https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable.html
 */
const BY_REASON: readonly (readonly [RegExp, FailureCategory])[] = [
  ...BY_BATCH,
  [/Your Spot Task was interrupted|SpotInterruption/, 'SPOT_INTERRUPTION'],
  [/OutOfMemory|OOMKilled|Container killed due to memory usage/i, 'OUT_OF_MEMORY'],
  [/CannotPull|ImagePullBackOff|ErrImagePull|InvalidImageName/, 'IMAGE_PULL'],
  [/DeadlineExceeded/, 'TIMEOUT'],
  [
    /CannotInspectContainerError|ContainerRuntimeError|ContainerRuntimeTimeoutError|CannotStopContainerError|DockerTimeoutError/,
    'INFRASTRUCTURE',
  ],
  [/InternalError|^JobQueue deleted|Evicted|NodeLost/, 'INFRASTRUCTURE'],
  [/CannotStartContainerError|CannotCreateContainerError|CannotCreateVolumeError|ResourceInitializationError/, 'START_FAILURE'],
  [/Timeout waiting for network interface provisioning|^AGENT\b|^Task failed to start|TaskFailedToStart/, 'START_FAILURE'],
  [/^CAPACITY:/, 'CAPACITY'],
  [/^MISCONFIGURATION:|^ACTION_REQUIRED|^Container Overrides length/, 'MISCONFIGURATION'],
];

const HOST_GONE = /Host EC2 \(instance (i-[0-9a-f]+)\) terminated/;
/** Reasons that AWS Batch writes whatever happened: they decide nothing, and are not a user's words. */
const SAYS_NOTHING = /^Essential container in task exited|^UNDETERMINED/;
const KILL_SIGNALS: readonly number[] = [137, 143];

/** The EC2 instance that a reason says is gone. */
export function hostInReason(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : HOST_GONE.exec(reason)?.[1];
}

/** Why it failed. Never from an exit code alone where anything else is said: 137 is out of memory, a timeout or a reclaim. */
export function categorizeFailure(evidence: FailureEvidence): FailureCategory {
  return (
    match(BY_BATCH, evidence.jobReason) ??
    (evidence.isCancelled ? FailureCategory.CANCELLED : undefined) ??
    (evidence.isTerminated ? FailureCategory.TERMINATED : undefined) ??
    byReasons(evidence) ??
    stoppedByUser(evidence) ??
    byExitCode(evidence.exitCode)
  );
}

function byReasons(evidence: FailureEvidence): FailureCategory | undefined {
  for (const reason of [evidence.containerReason, evidence.attemptReason, evidence.jobReason]) {
    const category =
      match(BY_REASON, reason) ??
      (hostInReason(reason) ? (evidence.onSpot ? FailureCategory.SPOT_INTERRUPTION : FailureCategory.HOST_TERMINATED) : undefined);
    if (category) return category;
  }
  return undefined;
}

/**
 * Words that no service writes are the reason that somebody gave who stopped the job: in its queue, or, where its attempt
 * ended with other words, while it had a place. AWS does not say whether events tell `isCancelled` and `isTerminated`.
 */
function stoppedByUser({ placed, jobReason, attemptReason }: FailureEvidence): FailureCategory | undefined {
  if (!jobReason || SAYS_NOTHING.test(jobReason)) return undefined;
  if (!placed) return FailureCategory.CANCELLED;
  return attemptReason === jobReason ? undefined : FailureCategory.TERMINATED;
}

function byExitCode(exitCode: number | undefined): FailureCategory {
  if (exitCode === undefined || exitCode === 0) return FailureCategory.UNKNOWN;
  return KILL_SIGNALS.includes(exitCode) ? FailureCategory.KILLED : FailureCategory.APPLICATION_ERROR;
}

function match(table: readonly (readonly [RegExp, FailureCategory])[], reason: string | undefined): FailureCategory | undefined {
  return reason === undefined ? undefined : table.find(([pattern]) => pattern.test(reason))?.[1];
}

const INTERRUPTED = /Your Spot Task was interrupted|SpotInterruption/;

/** A job can succeed although its Spot host was taken: its container saw the signal and ended well. */
export const saysInterrupted = (...reasons: readonly (string | undefined)[]): boolean =>
  reasons.some((reason) => reason !== undefined && INTERRUPTED.test(reason));
