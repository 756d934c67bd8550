import { wasKilled } from '../event/read-containers';
import { categoryDecidedBy, isFailedStop, isInterruptionReason, isOfService, knownJobReason, knownReason } from '../event/reason-lookups';
import { ServiceReason } from '../event/service-reasons';
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
  /** Whether an interruption warning was seen for the host. */
  readonly isWarned?: boolean;
  /** Whether that warning came shortly before the attempt stopped. */
  readonly isReclaimed?: boolean;
  /** Whether it is a node of a multi-node job besides the main node. */
  readonly isWorkerNode?: boolean;
  /** Whether the job ever had a task. */
  readonly placed?: boolean;
}

/** Why it failed. Never from an exit code alone where anything else is said: 137 is out of memory, a timeout or a reclaim. */
export function categorizeFailure(evidence: FailureEvidence): FailureCategory {
  return (
    categoryDecidedBy(evidence.jobReason) ??
    (evidence.isCancelled ? FailureCategory.CANCELLED : undefined) ??
    (evidence.isTerminated ? FailureCategory.TERMINATED : undefined) ??
    byReasons(evidence) ??
    byProcess(evidence) ??
    stoppedByUser(evidence) ??
    (evidence.isReclaimed && wasKilled(evidence.exitCode) ? FailureCategory.SPOT_INTERRUPTION : undefined) ??
    byExitCode(evidence)
  );
}

/** The first of three reasons that the table knows. A reason that the job has too may be a user's: AWS Batch repeats it for the attempt. */
function byReasons(evidence: FailureEvidence): FailureCategory | undefined {
  const { containerReason, attemptReason, jobReason } = evidence;
  const known =
    knownReason(containerReason) ??
    (attemptReason === jobReason ? undefined : knownReason(attemptReason)) ??
    (isOfUser(evidence) ? undefined : knownJobReason(jobReason));
  return known && (known.category ?? ofGoneHost(known, evidence));
}

const ofGoneHost = ({ hostGone }: ServiceReason, { onSpot, isWarned }: FailureEvidence): FailureCategory =>
  (hostGone === 'terminated' ? onSpot : isWarned) ? FailureCategory.SPOT_INTERRUPTION : FailureCategory.HOST_TERMINATED;

/** Kubernetes reports of a container only that its process ended with an exit code; the attempt itself has no reason there. */
function byProcess({ containerReason, attemptReason, exitCode }: FailureEvidence): FailureCategory | undefined {
  const endedItself = containerReason === 'Error' && attemptReason === undefined && !wasKilled(exitCode);
  return endedItself ? FailureCategory.APPLICATION_ERROR : undefined;
}

/**
 * Words that no service writes are the reason that a user gave who stopped the job: in its queue, or while it had a place. Where an event has
 * `isCancelled` or `isTerminated`, these decide, also if they are false; AWS does not document whether events contain them.
 */
function stoppedByUser(evidence: FailureEvidence): FailureCategory | undefined {
  if (!isOfUser(evidence)) return undefined;
  return evidence.placed ? FailureCategory.TERMINATED : FailureCategory.CANCELLED;
}

function isOfUser({ jobReason, isCancelled, isTerminated }: FailureEvidence): boolean {
  return !!jobReason && isCancelled === undefined && isTerminated === undefined && !isOfService(jobReason);
}

function byExitCode(evidence: FailureEvidence): FailureCategory {
  const { exitCode, isWorkerNode } = evidence;
  if (exitCode !== 0 && !wasKilled(exitCode)) return FailureCategory.APPLICATION_ERROR;
  const { containerReason, attemptReason, jobReason } = evidence;
  if ([containerReason, attemptReason, jobReason].some(isFailedStop)) return FailureCategory.INFRASTRUCTURE;
  if (exitCode === undefined || exitCode === 0) return FailureCategory.UNKNOWN;
  return isWorkerNode ? FailureCategory.NODE_STOPPED : FailureCategory.KILLED;
}

/** A job can succeed although its Spot host was taken: its container saw the signal and ended well. */
export const isInterruption = (...reasons: readonly (string | undefined)[]): boolean => reasons.some(isInterruptionReason);
