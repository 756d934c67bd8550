import { categoryDecidedBy, categoryOfReason, hostInReason, isReasonThat } from '../event/service-reasons';
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

const KILL_SIGNALS: readonly number[] = [137, 143];

/** Why it failed. Never from an exit code alone where anything else is said: 137 is out of memory, a timeout or a reclaim. */
export function categorizeFailure(evidence: FailureEvidence): FailureCategory {
  return (
    categoryDecidedBy(evidence.jobReason) ??
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
      categoryOfReason(reason) ??
      (hostInReason(reason) ? (evidence.onSpot ? FailureCategory.SPOT_INTERRUPTION : FailureCategory.HOST_TERMINATED) : undefined);
    if (category) return category;
  }
  return undefined;
}

/**
 * Words that no service writes are the reason that somebody gave who stopped the job: in its queue, or, where its attempt
 * ended with other words, while it had a place. AWS does not document whether events contain `isCancelled` and `isTerminated`.
 */
function stoppedByUser({ placed, jobReason, attemptReason }: FailureEvidence): FailureCategory | undefined {
  if (!jobReason || isReasonThat('saysNothing', jobReason)) return undefined;
  if (!placed) return FailureCategory.CANCELLED;
  return attemptReason === jobReason ? undefined : FailureCategory.TERMINATED;
}

function byExitCode(exitCode: number | undefined): FailureCategory {
  if (exitCode === undefined || exitCode === 0) return FailureCategory.UNKNOWN;
  return KILL_SIGNALS.includes(exitCode) ? FailureCategory.KILLED : FailureCategory.APPLICATION_ERROR;
}

/** A job can succeed although its Spot host was taken: its container saw the signal and ended well. */
export const isInterruption = (...reasons: readonly (string | undefined)[]): boolean =>
  reasons.some((reason) => isReasonThat('interrupted', reason));
