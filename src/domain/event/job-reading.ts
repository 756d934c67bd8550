/** The states of a job that AWS Batch reports. */
export const JOB_STATES = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Where a task ran and how it ended, as one event reports it. */
export interface TaskReading {
  readonly taskArn?: string;
  readonly containerInstanceArn?: string;
  /** Only on EKS, which has pods instead of tasks. */
  readonly podName?: string;
  readonly logStream?: string;
  readonly exitCode?: number;
  /** The reason that ECS or Kubernetes reports for the container, for example `OutOfMemoryError: …`. */
  readonly containerReason?: string;
}

/** One attempt from `attempts` or `eksAttempts`. Times are in epoch milliseconds. */
export interface AttemptReading extends TaskReading {
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly statusReason?: string;
}

/** The resources that a job requests, summed over its containers. */
export interface ResourcesReading {
  readonly vcpus?: number;
  readonly memoryMiB?: number;
  readonly gpus?: number;
  /** Whether the event has GPUs that cannot be read: then their absence does not mean that there are none. */
  readonly gpusUnread?: true;
}

/**
 * The content of one job event, without anything that could hold a secret: no environment, command, parameter or image.
 * It can be written as JSON and read back. Times are in epoch milliseconds. A property is absent if the event does not contain it.
 */
export interface JobReading extends ResourcesReading {
  readonly jobId: string;
  readonly state: JobState;
  /** The envelope's `time`: when AWS Batch sent the event, truncated to the second. */
  readonly eventTime: number;
  readonly jobName?: string;
  readonly jobQueue?: string;
  /** `name:revision`. */
  readonly jobDefinition?: string;
  readonly account?: string;
  readonly region?: string;
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly statusReason?: string;
  readonly isCancelled?: boolean;
  readonly isTerminated?: boolean;
  readonly attempts: readonly AttemptReading[];
  readonly maxAttempts?: number;
  /** How many jobs it depends on. */
  readonly dependencyCount?: number;
  /** The task of the attempt that the event is about. */
  readonly task: TaskReading;
  readonly platform?: string;
  /** As AWS Batch writes it, for example `ARM64`. Absent for its default, `X86_64`. */
  readonly cpuArchitecture?: string;
  /** Absent for the default of AWS Batch, `LINUX`. */
  readonly operatingSystemFamily?: string;
  readonly logGroup?: string;
  readonly arraySize?: number;
  readonly arrayIndex?: number;
  readonly arrayParentId?: string;
  readonly nodeCount?: number;
  readonly nodeIndex?: number;
  readonly nodeParentId?: string;
  readonly isMainNode?: boolean;
  readonly shareIdentifier?: string;
  readonly schedulingPriority?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export const isFinal = (reading: JobReading): boolean => reading.state === 'SUCCEEDED' || reading.state === 'FAILED';

export const isNode = (reading: JobReading): boolean => reading.nodeParentId !== undefined;

/** Whether metrics count the job. All other jobs get records only. */
export const isCounted = (reading: JobReading): boolean => uncountedKind(reading) === undefined;

/**
 * Why metrics leave a job out: the children of an array parent count instead of it. A multi-node job counts once, instead of its nodes, because AWS does
 * not document whether it sends events about nodes.
 */
export function uncountedKind(reading: JobReading): 'array' | 'node' | undefined {
  if (reading.arraySize !== undefined) return 'array';
  return isNode(reading) ? 'node' : undefined;
}
