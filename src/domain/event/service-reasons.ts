import { FailureCategory } from '../names/records';

/** A reason that AWS Batch, Amazon ECS, Kubernetes or a container runtime gives, and what follows from it. */
export interface ServiceReason {
  readonly pattern: RegExp;
  /** What kind of failure it is; absent where the reason decides nothing: it is only known not to be the reason of a user who stopped the job. */
  readonly category?: FailureCategory;
  /**
   * The form of the whole reason where it contains nothing of a job, as a regular expression without anchors: such a reason is kept as it is.
   * Absent where a job's own texts may follow; they are masked.
   */
  readonly whole?: string;
  /** Only AWS Batch gives it, of the job itself: it wins over whether the job was cancelled or terminated. */
  readonly decidesJob?: true;
  /** No user writes it, also not within other words. */
  readonly anywhere?: true;
  /** It can end a job that waits in its queue. */
  readonly endsInQueue?: true;
  /** The job never entered RUNNABLE. */
  readonly neverRunnable?: true;
  /** Spot capacity was reclaimed, also where the job succeeded. */
  readonly interrupted?: true;
  /**
   * The EC2 instance has gone. The category depends on its interruption warning and,
   * where it was terminated, on its purchase option: a Spot instance is rarely terminated otherwise, but is stopped or deregistered by users.
   */
  readonly hostGone?: 'terminated' | 'removed';
  /** It reports that the agent failed to inspect or stop a container, not why the container ended: any other reason explains more. */
  readonly describesStop?: true;
  /** Where the reason is documented. */
  readonly source: keyof typeof SOURCES;
}

/** Pages that document reasons, and reasons that are known from events alone. */
export const SOURCES = {
  batchRunnable: 'https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable.html',
  batchRetry: 'https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html',
  ecsErrors: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html',
  ecsFailures: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html',
  ecsRetirement: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-maintenance.html',
  ecsApi: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html',
  ecsAgent: 'https://github.com/aws/amazon-ecs-agent/blob/master/agent/dockerclient/dockerapi/errors.go',
  kubernetes: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
  events: 'events of AWS Batch',
  /** No page lists all error classes; every one of them has this form. */
  form: 'the form of error classes',
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
    endsInQueue: true,
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
  { pattern: /^JobQueue deleted/, category: 'INFRASTRUCTURE', whole: 'JobQueue deleted', endsInQueue: true, source: 'events' },
  { pattern: /^Container Overrides length/, category: 'MISCONFIGURATION', source: 'events' },
  { pattern: /^CAPACITY:/, category: 'CAPACITY', whole: 'CAPACITY:.*', source: 'batchRunnable' },
  { pattern: /^MISCONFIGURATION:/, category: 'MISCONFIGURATION', whole: 'MISCONFIGURATION:.*', source: 'batchRunnable' },
  { pattern: /^ACTION_REQUIRED/, category: 'MISCONFIGURATION', whole: 'ACTION_REQUIRED.*', source: 'batchRunnable' },
  { pattern: /^UNDETERMINED/, whole: 'UNDETERMINED.*', source: 'batchRunnable' },
  {
    pattern: /Your Spot Task was interrupted/,
    category: 'SPOT_INTERRUPTION',
    whole: 'Your Spot Task was interrupted\\.',
    interrupted: true,
    source: 'events',
  },
  { pattern: /SpotInterruption/, category: 'SPOT_INTERRUPTION', interrupted: true, source: 'ecsErrors' },
  {
    pattern: /Host EC2 \(instance i-[0-9a-f]+\) terminated/,
    whole: 'Host EC2 \\(instance i-[0-9a-f]+\\) terminated\\.',
    hostGone: 'terminated',
    source: 'batchRetry',
  },
  {
    pattern: /Host EC2 \(instance i-[0-9a-f]+\) stopped/,
    whole: 'Host EC2 \\(instance i-[0-9a-f]+\\) stopped\\.',
    hostGone: 'removed',
    source: 'ecsErrors',
  },
  {
    pattern: /Container instance deregistration forced by user/,
    whole: 'Container instance deregistration forced by user\\.?',
    hostGone: 'removed',
    source: 'ecsErrors',
  },
  {
    pattern: /ECS is performing maintenance on the underlying infrastructure/,
    category: 'INFRASTRUCTURE',
    anywhere: true,
    source: 'ecsRetirement',
  },
  { pattern: /Task stopped by user/, category: 'TERMINATED', whole: 'Task stopped by user', source: 'ecsErrors' },
  { pattern: /Task failed (?:container|ELB) health checks/, category: 'APPLICATION_ERROR', source: 'ecsErrors' },
  { pattern: /CannotPull/, category: 'IMAGE_PULL', source: 'ecsErrors' },
  { pattern: /OutOfMemory|Container killed due to memory usage/, category: 'OUT_OF_MEMORY', source: 'ecsErrors' },
  { pattern: /OOMKilled/, category: 'OUT_OF_MEMORY', source: 'kubernetes' },
  {
    pattern: /ImagePullBackOff|ErrImage(?:Pull|NeverPull)|InvalidImageName|ImageInspectError|RegistryUnavailable/,
    category: 'IMAGE_PULL',
    source: 'kubernetes',
  },
  { pattern: /^DeadlineExceeded\b/, category: 'TIMEOUT', source: 'kubernetes' },
  { pattern: /^Pod was active on the node longer than the specified deadline/, category: 'TIMEOUT', source: 'kubernetes' },
  { pattern: /^The node was low on resource/, category: 'INFRASTRUCTURE', source: 'kubernetes' },
  { pattern: /OutOf(?:cpu|memory|pods|ephemeral-storage|[\w.-]+\/)/, category: 'CAPACITY', source: 'kubernetes' },
  {
    pattern: /ContainerCannotRun|StartError|CreateContainer(?:Config)?Error|RunContainerError|PostStartHookError|CreatePodSandboxError/,
    category: 'START_FAILURE',
    source: 'kubernetes',
  },
  {
    pattern: /Evicted|NodeLost|NodeShutdown|NodeAffinity|Preempt|DeletionByTaintManager|TerminationByKubelet|EvictionByEvictionAPI/,
    category: 'INFRASTRUCTURE',
    source: 'kubernetes',
  },
  {
    pattern: /UnexpectedAdmissionError|ContainerStatusUnknown|DeletionByPodGC|^Terminated$/,
    category: 'INFRASTRUCTURE',
    source: 'kubernetes',
  },
  {
    pattern: /Cannot(?:Start|Create)\w*Error|ResourceInitializationError|DockerStateError|TaskStoppedBeforePullBeginError/,
    category: 'START_FAILURE',
    source: 'ecsErrors',
  },
  {
    pattern:
      /(?:HostConfig|DockerClientConfig|ContainerNetworking|TaskDependency|InvalidVolume|ActiveDirectory|Cgroup|ENIInformation|NetworkNamespace|CredentialSpec\w*|Secret)Error/,
    category: 'START_FAILURE',
    source: 'ecsAgent',
  },
  {
    pattern: /Timeout waiting for (?:network interface|EphemeralStorage) provisioning/,
    category: 'START_FAILURE',
    whole: 'Timeout waiting for (?:network interface|EphemeralStorage) provisioning to complete\\.',
    source: 'ecsErrors',
  },
  { pattern: /Unexpected EC2 error while attempting to|Task provisioning failed/, category: 'START_FAILURE', source: 'ecsErrors' },
  { pattern: /is not authorized to perform:? [\w-]+:\w/, category: 'MISCONFIGURATION', anywhere: true, source: 'ecsErrors' },
  { pattern: /ECS was unable to assume the role/, category: 'MISCONFIGURATION', source: 'ecsErrors' },
  { pattern: /MemberOf placement constraint unsatisfied|^ATTRIBUTE$/, category: 'MISCONFIGURATION', source: 'ecsFailures' },
  {
    pattern:
      /[Cc]apacity is unavailable at this time|reached the limit on the number of|EMPTY CAPACITY PROVIDER|No Container Instances were found/,
    category: 'CAPACITY',
    source: 'ecsFailures',
  },
  { pattern: /^RESOURCE:/, category: 'CAPACITY', source: 'ecsFailures' },
  { pattern: /^AGENT(?:$|:)/, category: 'START_FAILURE', source: 'ecsFailures' },
  { pattern: /^Task failed to start/, category: 'START_FAILURE', whole: 'Task failed to start', source: 'ecsErrors' },
  { pattern: /TaskFailedToStart/, category: 'START_FAILURE', source: 'ecsErrors' },
  {
    pattern:
      /^(?:Client|Invalid\w*|Validation|AccessDenied|Unauthorized|\w*NotFound|\w*NotActive|Unsupported\w*|Platform\w*)(?:Error|Exception):/,
    category: 'MISCONFIGURATION',
    source: 'ecsApi',
  },
  {
    pattern: /^Cannot(?:Stop|Inspect|Remove|Describe|List)\w*Error/,
    category: 'INFRASTRUCTURE',
    describesStop: true,
    source: 'ecsAgent',
  },
  { pattern: /^[A-Z]\w*(?:Error|Exception)(?::|$)/, category: 'INFRASTRUCTURE', source: 'form' },
  { pattern: /Essential container in task exited/, whole: 'Essential container in task exited', source: 'ecsErrors' },
  { pattern: /^(?:Error|Completed)$/, whole: 'Error|Completed', source: 'kubernetes' },
  { pattern: /Task failed\b/, source: 'events' },
  {
    pattern:
      /^(?=(?:\S+ ){6})[A-Z][^]*\b(?:ECS|EKS|ECR|EC2|Fargate|AWS|[Tt]ask definition|[Cc]ontainer instance|[Cc]ompute environment|[Jj]ob (?:definition|queue))\b[^]*\.$/,

    source: 'form',
  },
];
