/** The states of a job that AWS Batch reports. */
export const JOB_STATES = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Where a task ran and how it ended, as one event tells it. */
export interface TaskReading {
  readonly taskArn?: string;
  readonly containerInstanceArn?: string;
  /** On EKS, where there are no tasks. */
  readonly podName?: string;
  readonly logStream?: string;
  readonly exitCode?: number;
  /** What ECS or Kubernetes says of the container, for instance `OutOfMemoryError: …`. */
  readonly containerReason?: string;
}

/** One attempt out of `attempts` or `eksAttempts`. Times in epoch milliseconds. */
export interface AttemptReading extends TaskReading {
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly statusReason?: string;
}

/** What is asked for; sums over the containers of a job. */
export interface ResourcesReading {
  readonly vcpus?: number;
  readonly memoryMiB?: number;
  readonly gpus?: number;
}

/**
 * What one job event tells, without anything that could hold a secret: no environment, command, parameter or image.
 * It can be written as JSON and read back. Times in epoch milliseconds; absent means that the event does not say.
 */
export interface JobReading extends ResourcesReading {
  readonly jobId: string;
  readonly state: JobState;
  /** The envelope's `time`: when AWS Batch sent the event, cut to the second. */
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
  /** The task of the attempt that the event is about. */
  readonly task: TaskReading;
  readonly platform?: string;
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

/** Array and multi-node parents stand for their children: they are recorded, and are no run of their own. */
export const isParent = (reading: JobReading): boolean => parentKind(reading) !== undefined;

/** What kind of parent a job is; nothing for a job that runs itself. */
export function parentKind(reading: JobReading): 'array' | 'multi-node' | undefined {
  if (reading.arraySize !== undefined) return 'array';
  return reading.nodeCount === undefined ? undefined : 'multi-node';
}
