import { FailureCategory } from '../names/records';

/** A reason that AWS Batch, Amazon ECS, Kubernetes or a container runtime gives, and what follows from it. */
export interface ServiceReason {
  readonly pattern: RegExp;
  /** What kind of failure it is; absent where the reason decides nothing. */
  readonly category?: FailureCategory;
  /**
   * The form of the whole reason where it contains nothing of a job, as a regular expression without anchors: such a reason is kept as it is.
   * Absent where a job's own texts may follow; they are masked.
   */
  readonly whole?: string;
  /** Only AWS Batch gives it, of the job itself: it wins over whether the job was cancelled or terminated. */
  readonly decidesJob?: true;
  /** The job never entered RUNNABLE. */
  readonly neverRunnable?: true;
  /** Spot capacity was reclaimed, also where the job succeeded. */
  readonly interrupted?: true;
  /** Given whatever happened: it is not the reason of a user who stopped the job. */
  readonly saysNothing?: true;
  /** The group `host` of the pattern is the EC2 instance that has gone: the category depends on its purchase option. */
  readonly hostGone?: true;
  /** Where the reason is documented. */
  readonly source: keyof typeof SOURCES;
}

/** Pages that document reasons, and reasons that are known from events alone. */
export const SOURCES = {
  batchRunnable: 'https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable.html',
  batchRetry: 'https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html',
  ecsErrors: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
  ecsFailures: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html',
  kubernetes: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
  events: 'events of AWS Batch',
} as const;

/** All known reasons. The first one whose pattern matches decides the category. */
export const SERVICE_REASONS: readonly ServiceReason[] = [
  {
    pattern: /^Job attempt duration exceeded timeout/,
    category: 'TIMEOUT',
    whole: 'Job attempt duration exceeded timeout',
    decidesJob: true,
    source: 'events',
  },
  {
    pattern: /^Cancell?ed by JobStateTimeLimit action/,
    category: 'QUEUE_TIME_LIMIT',
    whole: 'Cancell?ed by JobStateTimeLimit action .*',
    decidesJob: true,
    source: 'batchRunnable',
  },
  {
    pattern: /^Dependent Job failed/,
    category: 'DEPENDENCY_FAILED',
    whole: 'Dependent Job failed',
    decidesJob: true,
    neverRunnable: true,
    source: 'events',
  },
  {
    pattern: /^Array Child Job failed/,
    category: 'ARRAY_CHILD_FAILED',
    whole: 'Array Child Job failed',
    decidesJob: true,
    source: 'events',
  },
  {
    pattern: /Your Spot Task was interrupted/,
    category: 'SPOT_INTERRUPTION',
    whole: 'Your Spot Task was interrupted\\.',
    interrupted: true,
    source: 'events',
  },
  { pattern: /SpotInterruption/, category: 'SPOT_INTERRUPTION', interrupted: true, source: 'ecsErrors' },
  { pattern: /OutOfMemory|Container killed due to memory usage/i, category: 'OUT_OF_MEMORY', source: 'ecsErrors' },
  { pattern: /OOMKilled/i, category: 'OUT_OF_MEMORY', source: 'kubernetes' },
  { pattern: /CannotPull/, category: 'IMAGE_PULL', source: 'ecsErrors' },
  { pattern: /ImagePullBackOff|ErrImagePull|InvalidImageName/, category: 'IMAGE_PULL', source: 'kubernetes' },
  { pattern: /DeadlineExceeded/, category: 'TIMEOUT', source: 'kubernetes' },
  { pattern: /CannotInspectContainerError|CannotStopContainerError/, category: 'INFRASTRUCTURE', source: 'ecsErrors' },
  { pattern: /ContainerRuntimeError|ContainerRuntimeTimeoutError|DockerTimeoutError/, category: 'INFRASTRUCTURE', source: 'ecsErrors' },
  { pattern: /InternalError/, category: 'INFRASTRUCTURE', source: 'ecsErrors' },
  { pattern: /^JobQueue deleted/, category: 'INFRASTRUCTURE', whole: 'JobQueue deleted', source: 'events' },
  { pattern: /Evicted|NodeLost/, category: 'INFRASTRUCTURE', source: 'kubernetes' },
  {
    pattern: /CannotStartContainerError|CannotCreateContainerError|CannotCreateVolumeError/,
    category: 'START_FAILURE',
    source: 'ecsErrors',
  },
  { pattern: /ResourceInitializationError/, category: 'START_FAILURE', source: 'ecsErrors' },
  {
    pattern: /Timeout waiting for network interface provisioning/,
    category: 'START_FAILURE',
    whole: 'Timeout waiting for network interface provisioning to complete\\.',
    source: 'events',
  },
  { pattern: /^AGENT\b/, category: 'START_FAILURE', source: 'ecsFailures' },
  { pattern: /^Task failed to start/, category: 'START_FAILURE', whole: 'Task failed to start', source: 'ecsErrors' },
  { pattern: /TaskFailedToStart/, category: 'START_FAILURE', source: 'ecsErrors' },
  { pattern: /^CAPACITY:/, category: 'CAPACITY', whole: 'CAPACITY:.*', source: 'batchRunnable' },
  { pattern: /^MISCONFIGURATION:/, category: 'MISCONFIGURATION', whole: 'MISCONFIGURATION:.*', source: 'batchRunnable' },
  { pattern: /^ACTION_REQUIRED/, category: 'MISCONFIGURATION', whole: 'ACTION_REQUIRED.*', source: 'batchRunnable' },
  { pattern: /^Container Overrides length/, category: 'MISCONFIGURATION', source: 'events' },
  {
    pattern: /Host EC2 \(instance (?<host>i-[0-9a-f]+)\) terminated/,
    whole: 'Host EC2 \\(instance i-[0-9a-f]+\\) terminated\\.',
    hostGone: true,
    source: 'batchRetry',
  },
  { pattern: /^Essential container in task exited/, whole: 'Essential container in task exited', saysNothing: true, source: 'ecsErrors' },
  { pattern: /^UNDETERMINED/, whole: 'UNDETERMINED.*', saysNothing: true, source: 'batchRunnable' },
];

/** Whether a whole reason is a service's: nothing of a job is in it, though a job may have one of its words among its own texts. */
export const isServiceReason = (reason: string): boolean => WHOLE.test(reason);
const WHOLE = new RegExp(
  `^(?:${SERVICE_REASONS.filter(({ whole }) => whole)
    .map(({ whole }) => whole)
    .join('|')})$`,
);

type Flag = 'neverRunnable' | 'interrupted' | 'saysNothing';

/** Whether a reason is one of those with the flag. */
export const isReasonThat = (flag: Flag, reason: string | undefined): boolean =>
  reason !== undefined && SERVICE_REASONS.some((known) => known[flag] && known.pattern.test(reason));

/** The category of the first known reason that matches. */
export const categoryOfReason = (reason: string | undefined): FailureCategory | undefined => categoryIn(SERVICE_REASONS, reason);

/** The category of a reason that wins over whether the job was cancelled or terminated. */
export const categoryDecidedBy = (jobReason: string | undefined): FailureCategory | undefined => categoryIn(DECIDING, jobReason);
const DECIDING = SERVICE_REASONS.filter(({ decidesJob }) => decidesJob);

const categoryIn = (reasons: readonly ServiceReason[], reason: string | undefined): FailureCategory | undefined =>
  reason === undefined ? undefined : reasons.find(({ pattern, category }) => category && pattern.test(reason))?.category;

/** The EC2 instance that has gone according to a reason. */
export const hostInReason = (reason: string | undefined): string | undefined =>
  reason === undefined ? undefined : HOST_GONE.map(({ pattern }) => pattern.exec(reason)?.groups?.host).find((host) => host !== undefined);
const HOST_GONE = SERVICE_REASONS.filter(({ hostGone }) => hostGone);
