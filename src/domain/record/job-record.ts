import { FailureCategory, PurchaseOption } from '../names/records';

/** Where an attempt ran. */
export interface PlacementRecord {
  readonly InstanceId?: string;
  readonly ContainerInstanceArn?: string;
  readonly InstanceType?: string;
  readonly AvailabilityZone?: string;
  readonly Architecture?: string;
  readonly PurchaseOption?: PurchaseOption;
  readonly TaskArn?: string;
  readonly LogStream?: string;
}

/** One attempt of a job. In the last entry of a record, what the record says with the same value is left out. */
export interface AttemptRecord extends PlacementRecord {
  readonly Number: number;
  readonly RunnableAt?: string;
  readonly StartingAt?: string;
  readonly StartedAt?: string;
  readonly StoppedAt?: string;
  readonly RunnableSeconds?: number;
  readonly StartingSeconds?: number;
  readonly RunningSeconds?: number;
  readonly ExitCode?: number;
  readonly Reason?: string;
  readonly FailureCategory?: FailureCategory;
}

/**
 * The record of one finished job: one JSON line of the insights log group. The first block keeps the names and meaning
 * of AWS's Batch Insights Dashboard sample, so that queries written for it run unchanged. Absent means unknown.
 */
export interface JobRecord extends PlacementRecord {
  readonly JobName?: string;
  readonly JobId: string;
  readonly JobQueue?: string;
  readonly JobDefinition?: string;
  readonly Status: 'SUCCEEDED' | 'FAILED';
  readonly TotalRunnableSeconds?: number;
  readonly TotalStartingSeconds?: number;
  readonly TotalRunningSeconds?: number;

  readonly RecordType: 'job';
  readonly SchemaVersion: number;
  readonly Account?: string;
  readonly Region?: string;
  readonly StatusReason?: string;
  /** What is said of the container that failed, where `StatusReason` does not say it. */
  readonly Reason?: string;
  readonly FailureCategory?: FailureCategory;
  readonly ExitCode?: number;
  readonly Platform?: string;
  readonly ComputeEnvironment?: string;
  readonly EcsCluster?: string;
  readonly LogGroup?: string;
  readonly Vcpus?: number;
  readonly MemoryMiB?: number;
  readonly Gpus?: number;
  readonly AttemptCount: number;
  readonly MaxAttempts?: number;
  readonly CreatedAt?: string;
  readonly RunnableAt?: string;
  readonly StartingAt?: string;
  readonly StartedAt?: string;
  readonly StoppedAt: string;
  readonly QueuedSeconds?: number;
  readonly TotalSeconds?: number;
  readonly LostSeconds?: number;
  readonly SpotInterruptions: number;
  readonly ArrayParentId?: string;
  readonly ArrayIndex?: number;
  readonly ArraySize?: number;
  readonly NodeParentId?: string;
  readonly NodeIndex?: number;
  readonly NodeCount?: number;
  readonly IsMainNode?: boolean;
  readonly ShareIdentifier?: string;
  readonly SchedulingPriority?: number;
  readonly Tags?: Readonly<Record<string, string>>;
  /** Where the record may have been written before: the token of the message that has it written again. */
  readonly Redelivered?: string;
  readonly Attempts: readonly AttemptRecord[];
}
