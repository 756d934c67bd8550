import { FailureCategory } from '../../../src/domain/names/records';
import { EndFlag, Host, Outcome, QueueEnd } from '../model';

const EXITED = 'Essential container in task exited';
const NOT_STARTED = 'Task failed to start';

export const success: Outcome = { failed: false, exitCode: 0, statusReason: EXITED };

/** SIGTERM was trapped and the work was done in time. */
export const successDespiteReclaim: Outcome = {
  failed: false,
  exitCode: 0,
  statusReason: 'Your Spot Task was interrupted.',
  spotInterruption: true,
};

/** A process that ended by itself: 137 and 143 mean that something killed it, but not what. */
export const exited = (exitCode: number): Outcome => ({
  failed: true,
  exitCode,
  statusReason: EXITED,
  category: exitCode === 137 || exitCode === 143 ? FailureCategory.KILLED : FailureCategory.APPLICATION_ERROR,
});

/** AWS Batch stops the other nodes when the main node ends. */
export const nodeStopped: Outcome = { ...exited(143), category: FailureCategory.NODE_STOPPED };

export const outOfMemory: Outcome = {
  failed: true,
  exitCode: 137,
  statusReason: EXITED,
  reason: 'OutOfMemoryError: Container killed due to memory usage',
  category: FailureCategory.OUT_OF_MEMORY,
};

/** Batch does not retry what ran out of time. */
export const timedOut = (exitCode?: number): Outcome => ({
  failed: true,
  exitCode,
  statusReason: 'Job attempt duration exceeded timeout',
  category: FailureCategory.TIMEOUT,
  final: true,
});

export const fargateSpotReclaimed: Outcome = {
  failed: true,
  exitCode: 143,
  statusReason: 'Your Spot Task was interrupted.',
  category: FailureCategory.SPOT_INTERRUPTION,
  spotInterruption: true,
};

export const imagePull: Outcome = {
  failed: true,
  statusReason: NOT_STARTED,
  category: FailureCategory.IMAGE_PULL,
  reason:
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/encoder:9: not found',
};

/** The registry redirects to a signed address; the runtime quotes it, and the address of a mirror with its password. */
export const imagePullOfSignedAddress: Outcome = {
  ...imagePull,
  reason:
    'CannotPullContainerError: Error response from daemon: Get "https://layers.example.com/sha256/70/data?Expires=1767225600&Signature=CANARY-signature&Key-Pair-Id=CANARY-key": redirected from "https://robot:CANARY-password@mirror.example.com/v2/": i/o timeout',
  keptReason:
    'CannotPullContainerError: Error response from daemon: Get "https://layers.example.com/sha256/70/data?***": redirected from "https://***@mirror.example.com/v2/": i/o timeout',
};

export const cannotStart: Outcome = {
  failed: true,
  statusReason: NOT_STARTED,
  category: FailureCategory.START_FAILURE,
  reason:
    'CannotStartContainerError: Error response from daemon: OCI runtime create failed: exec: "run.sh --token=CANARY-quoted": executable file not found in $PATH',
  keptReason:
    'CannotStartContainerError: Error response from daemon: OCI runtime create failed: exec: "***": executable file not found in $PATH',
};

export const secretsUnavailable: Outcome = {
  failed: true,
  statusReason: NOT_STARTED,
  category: FailureCategory.START_FAILURE,
  reason: 'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed',
};

export const noNetworkInterface: Outcome = {
  failed: true,
  statusReason: 'Timeout waiting for network interface provisioning to complete.',
  category: FailureCategory.START_FAILURE,
};

export const noExitCode: Outcome = {
  failed: true,
  statusReason: EXITED,
  category: FailureCategory.INFRASTRUCTURE,
  reason: 'CannotInspectContainerError: Could not transition to inspecting; timed out after waiting 30s',
};

export const podOutOfMemory: Outcome = { failed: true, exitCode: 137, reason: 'OOMKilled', category: FailureCategory.OUT_OF_MEMORY };

export const podExited = (exitCode: number): Outcome => ({ ...exited(exitCode), statusReason: undefined });

/** The reason is the user's own text; the flag marks it as such. */
export const terminated = (jobReason: string, exitCode?: number): Outcome => ({
  failed: true,
  exitCode,
  statusReason: EXITED,
  jobReason,
  category: FailureCategory.TERMINATED,
  flag: 'isTerminated',
  final: true,
});

export const cancelledWhileStarting = (reason: string, flag: EndFlag, unlisted: boolean): Outcome => ({
  failed: true,
  statusReason: reason,
  flag,
  final: true,
  unlisted,
  category: flag === 'isCancelled' ? FailureCategory.CANCELLED : FailureCategory.TERMINATED,
});

/** The same words for a reclaimed Spot instance and for an On-Demand instance that was scaled in. */
export const hostLost = (host: Host, exitCode?: number): Outcome => ({
  failed: true,
  exitCode,
  statusReason: `Host EC2 (instance ${host.instanceId}) terminated.`,
  category: host.spot ? FailureCategory.SPOT_INTERRUPTION : FailureCategory.HOST_TERMINATED,
  spotInterruption: host.spot,
});

/** A container that was killed on a host with an interruption warning: no event reports what killed it, and the reclaim is the likely cause. */
export const killedBy = (outcome: Outcome, host: Host | undefined): Outcome =>
  outcome.category === FailureCategory.KILLED && host?.journal.some(({ kind }) => kind === 'warned')
    ? { ...outcome, category: FailureCategory.SPOT_INTERRUPTION, spotInterruption: true }
    : outcome;

export const cancelled = (reason: string, reportsStoppedAt: boolean, flag?: EndFlag): QueueEnd => ({
  reason,
  reportsStoppedAt,
  flag,
  category: flag === 'isTerminated' ? FailureCategory.TERMINATED : FailureCategory.CANCELLED,
});

export const dependencyFailed: QueueEnd = {
  reason: 'Dependent Job failed',
  category: FailureCategory.DEPENDENCY_FAILED,
  reportsStoppedAt: false,
};

export const BLOCKED_REASONS = [
  'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested for instance type [c6i.8xlarge]',
  'MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue cannot meet the CPU requirement of the job.',
  'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue.',
] as const;

export const queueTimeLimit = (blockedReason: string): QueueEnd => ({
  reason: `Canceled by JobStateTimeLimit action due to reason: ${blockedReason}`,
  category: FailureCategory.QUEUE_TIME_LIMIT,
  reportsStoppedAt: true,
});

export const podSuccess: Outcome = { failed: false, exitCode: 0 };
