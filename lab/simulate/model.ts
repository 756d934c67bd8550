import { ComputeEnvironment, JobDefinition, JobQueue } from './site';
import { FailureCategory } from '../../src/domain/names/records';

export type State = 'PENDING' | 'RUNNABLE' | 'STARTING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';

/** How an attempt ended, as the services report it and as the truth names it. */
export interface Outcome {
  readonly failed: boolean;
  readonly exitCode?: number;
  /** The container's reason. */
  readonly reason?: string;
  /** What records keep of it, where that is not all. */
  readonly keptReason?: string;
  /** The attempt's status reason. */
  readonly statusReason?: string;
  /** The job's status reason if the job ends with this attempt; the attempt's by default. */
  readonly jobReason?: string;
  readonly category?: FailureCategory;
  /** A Spot reclaim ended it, or would have: the job may have succeeded all the same. */
  readonly spotInterruption?: boolean;
  readonly final?: boolean;
  readonly flag?: EndFlag;
  /** The terminal event has no `attempts`: only the job's own fields report the attempt. */
  readonly unlisted?: boolean;
}

export type EndFlag = 'isCancelled' | 'isTerminated';

/** What happens to one attempt, decided before it is queued. */
export type AttemptPlan =
  | { readonly kind: 'run'; readonly seconds: number; readonly outcome: Outcome; readonly hold?: Hold }
  | { readonly kind: 'never-start'; readonly seconds: number; readonly outcome: Outcome }
  | { readonly kind: 'stuck'; readonly seconds: number; readonly end: QueueEnd; readonly blockedReason?: string };

/** Time at the head of a blocked queue before there is a place. */
export interface Hold {
  readonly seconds: number;
  readonly blockedReason: string;
}

/** The end of a job that had no running attempt. */
export interface QueueEnd {
  readonly reason: string;
  readonly category: FailureCategory;
  readonly flag?: EndFlag;
  /** Whether the terminal event has a `stoppedAt`. */
  readonly reportsStoppedAt: boolean;
}

/** What is known in advance of a job: the rest is drawn as it runs. */
export interface Script {
  readonly attempts?: readonly AttemptPlan[];
  /** Ends the job before its first RUNNABLE, this long after it was created. */
  readonly early?: { readonly seconds: number; readonly pending: boolean; readonly end: QueueEnd };
  readonly maxAttempts?: number;
  /** Where it must run; else its queue's environments are used in turn. */
  readonly environment?: string;
}

/** One EC2 instance in an ECS cluster of a compute environment. */
export interface Host {
  readonly environment: ComputeEnvironment;
  readonly instanceId: string;
  readonly arn: string;
  readonly type: string;
  readonly zone: string;
  readonly spot: boolean;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly registeredAt: number;
  /** Registered before the stream begins: no event reports it. */
  readonly before: boolean;
  /** Its registration is reported after its first task was placed. */
  readonly late: boolean;
  readonly slots: number;
  free: number;
  closing: boolean;
  firstPlacedAt?: number;
  /** Taken away under its tasks, or after a Spot warning; else it was let go when it was idle. */
  lostAt?: number;
  endedAt?: number;
  readonly journal: HostEntry[];
}

export interface HostEntry {
  readonly at: number;
  readonly kind: 'task-started' | 'task-stopped' | 'draining' | 'deregistering' | 'inactive' | 'warned' | 'rebalance';
}

export interface Placement {
  readonly environment: ComputeEnvironment;
  /** ECS task id, or the pod's UUID on EKS. */
  readonly taskId: string;
  readonly host?: Host;
  /** Private address of a Fargate task or a Kubernetes node. */
  readonly address?: string;
}

export interface Attempt {
  readonly number: number;
  /** RUNNABLE and STARTING are known to the second. */
  readonly runnableAt: number;
  readonly startingAt: number;
  readonly placement?: Placement;
  startedAt?: number;
  stoppedAt?: number;
  outcome?: Outcome;
}

/** An entry of a job into a state; `at` is the instant of the event. */
export interface Entry {
  readonly at: number;
  readonly state: State;
  /** Attempts that were over by then. */
  readonly finished: number;
  readonly summary?: Readonly<Record<string, number>>;
  readonly blockedReason?: string;
}

export interface JobEnd {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** Milliseconds where the event has `stoppedAt`, else the event's second. */
  readonly stoppedAt: number;
  readonly reportsStoppedAt: boolean;
  readonly reason?: string;
  readonly category?: FailureCategory;
  readonly flag?: EndFlag;
  readonly unlisted?: boolean;
  /** RUNNABLE of an attempt that was never placed. */
  readonly queuedSince?: number;
}

export type Role =
  | { readonly kind: 'single' }
  | { readonly kind: 'child'; readonly parent: Job; readonly index: number }
  | { readonly kind: 'array'; readonly size: number }
  | { readonly kind: 'node'; readonly parent: Job; readonly index: number }
  | { readonly kind: 'multi-node'; readonly nodes: number };

export interface Dependency {
  readonly jobId?: string;
  readonly type?: 'N_TO_N' | 'SEQUENTIAL';
}

export interface Job {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly queue: JobQueue;
  readonly definition: JobDefinition;
  readonly revision: number;
  readonly createdAt: number;
  readonly maxAttempts: number;
  readonly dependsOn: Dependency[];
  readonly share?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Unique to the job; its canaries are made of it. */
  readonly secret: string;
  readonly script: Script;
  readonly attempts: Attempt[];
  readonly entries: Entry[];
  end?: JobEnd;
}

/** The second that an event's envelope has for an instant. */
export const toSecond = (instant: number): number => Math.floor(instant / 1000) * 1000;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
