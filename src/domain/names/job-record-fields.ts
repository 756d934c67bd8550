import { RecordFields, RecordOf } from './record-field';
import { FailureCategory, PurchaseOption, RecordType } from './records';

const FAILURE_CATEGORIES = Object.values(FailureCategory);
const PURCHASE_OPTIONS = Object.values(PurchaseOption);

/** Where an attempt ran. */
const PLACEMENT_FIELDS = {
  InstanceId: { type: 'string', since: 1, meaning: 'EC2 instance' },
  ContainerInstanceArn: { type: 'string', since: 1, meaning: 'ECS container instance' },
  InstanceType: { type: 'string', since: 1, meaning: 'type of the EC2 instance' },
  AvailabilityZone: { type: 'string', since: 1, meaning: 'Availability Zone of the EC2 instance' },
  Architecture: { type: 'string', since: 1, meaning: 'CPU architecture of the EC2 instance' },
  PurchaseOption: { type: 'string', since: 1, values: PURCHASE_OPTIONS, meaning: 'purchase option of the capacity' },
  TaskArn: { type: 'string', since: 1, meaning: 'ECS task' },
  LogStream: { type: 'string', since: 1, meaning: 'log stream of the container' },
} as const satisfies RecordFields;

/** One attempt of a job. In the last entry of a record, what the record has with the same value is left out. */
export const ATTEMPT_FIELDS = {
  Number: { type: 'int', since: 1, required: true, meaning: 'position of the attempt, from 1' },
  RunnableAt: { type: 'timestamp', since: 1, meaning: 'when it entered RUNNABLE' },
  StartingAt: { type: 'timestamp', since: 1, meaning: 'when it entered STARTING' },
  StartedAt: { type: 'timestamp', since: 1, meaning: 'when its container started' },
  StoppedAt: { type: 'timestamp', since: 1, meaning: 'when it stopped' },
  RunnableSeconds: { type: 'double', unit: 's', since: 1, meaning: 'time in RUNNABLE' },
  StartingSeconds: { type: 'double', unit: 's', since: 1, meaning: 'time in STARTING' },
  RunningSeconds: { type: 'double', unit: 's', since: 1, meaning: 'time in RUNNING' },
  ExitCode: { type: 'int', since: 1, meaning: 'exit code; of several containers, the one that represents the job' },
  Reason: { type: 'string', since: 1, meaning: 'reason of the container, or else of the attempt' },
  FailureCategory: { type: 'string', since: 1, values: FAILURE_CATEGORIES, meaning: 'of failed attempts' },
  ...PLACEMENT_FIELDS,
  CostUsd: {
    type: 'double',
    unit: 'USD',
    since: 1,
    meaning: 'estimated cost, at the price of its purchase option; also in the last entry',
  },
} as const satisfies RecordFields;

/**
 * The record of one finished job: one JSON line of the insights log group. The first block keeps the names and meaning
 * of AWS's Batch Insights Dashboard sample, so that queries written for it run unchanged.
 */
export const JOB_FIELDS = {
  JobName: { type: 'string', since: 1, indexed: true, meaning: 'name of the job' },
  JobId: { type: 'string', since: 1, indexed: true, required: true, meaning: 'id of the job' },
  JobQueue: { type: 'string', since: 1, indexed: true, meaning: 'name of the job queue' },
  JobDefinition: { type: 'string', since: 1, indexed: true, meaning: 'job definition as `name:revision`' },
  Status: { type: 'string', since: 1, indexed: true, required: true, values: ['SUCCEEDED', 'FAILED'], meaning: 'how the job ended' },
  InstanceId: { ...PLACEMENT_FIELDS.InstanceId, indexed: true, meaning: 'EC2 instance of the last attempt' },
  ContainerInstanceArn: { ...PLACEMENT_FIELDS.ContainerInstanceArn, meaning: 'ECS container instance of the last attempt' },
  InstanceType: { ...PLACEMENT_FIELDS.InstanceType, meaning: 'instance type of the last attempt' },
  AvailabilityZone: { ...PLACEMENT_FIELDS.AvailabilityZone, meaning: 'Availability Zone of the last attempt' },
  Architecture: { ...PLACEMENT_FIELDS.Architecture, meaning: 'CPU architecture of the last attempt' },
  TotalRunnableSeconds: { type: 'double', unit: 's', since: 1, meaning: 'time in RUNNABLE, sum over all attempts' },
  TotalStartingSeconds: { type: 'double', unit: 's', since: 1, meaning: 'time in STARTING, sum over all attempts' },
  TotalRunningSeconds: { type: 'double', unit: 's', since: 1, meaning: 'time in RUNNING, sum over all attempts' },
  RecordType: { type: 'string', since: 1, indexed: true, required: true, values: [RecordType.JOB], meaning: 'kind of the record' },
  SchemaVersion: { type: 'int', since: 1, required: true, meaning: 'version of the schema' },
  Account: { type: 'string', since: 1, meaning: 'AWS account of the job' },
  Region: { type: 'string', since: 1, meaning: 'AWS Region of the job' },
  StatusReason: { type: 'string', since: 1, meaning: 'reason that AWS Batch, or whoever stopped the job, gave' },
  Reason: {
    type: 'string',
    since: 1,
    meaning: 'of failed jobs: reason of the container, for example `CannotPullContainerError: …`, where `StatusReason` differs',
  },
  FailureCategory: {
    type: 'string',
    since: 1,
    indexed: true,
    values: FAILURE_CATEGORIES,
    meaning: 'of failed jobs, [see below](#failure-categories)',
  },
  ExitCode: { type: 'int', since: 1, meaning: 'exit code of the last attempt; of several containers, the one that represents the job' },
  Platform: { type: 'string', since: 1, meaning: '`EC2`, `FARGATE`, `EKS` or `MANAGED_INSTANCES`' },
  PurchaseOption: { ...PLACEMENT_FIELDS.PurchaseOption, meaning: 'purchase option of the last attempt' },
  ComputeEnvironment: { type: 'string', since: 1, indexed: true, meaning: 'compute environment, from the name of the cluster' },
  EcsCluster: { type: 'string', since: 1, meaning: 'ECS cluster' },
  TaskArn: { ...PLACEMENT_FIELDS.TaskArn, meaning: 'ECS task of the last attempt' },
  LogGroup: { type: 'string', since: 1, meaning: 'log group of the job' },
  LogStream: { ...PLACEMENT_FIELDS.LogStream, meaning: 'log stream of the last attempt' },
  Vcpus: { type: 'double', since: 1, meaning: 'requested vCPUs, sum over the containers of a job' },
  MemoryMiB: { type: 'double', unit: 'MiB', since: 1, meaning: 'requested memory, sum over the containers of a job' },
  Gpus: { type: 'double', since: 1, meaning: 'requested GPUs, sum over the containers of a job' },
  AttemptCount: { type: 'int', since: 1, required: true, meaning: 'number of attempts' },
  MaxAttempts: { type: 'int', since: 1, meaning: 'number of attempts that the retry strategy allows' },
  CreatedAt: { type: 'timestamp', since: 1, meaning: 'when the job was submitted' },
  RunnableAt: { type: 'timestamp', since: 1, meaning: 'when the job first entered RUNNABLE' },
  StartingAt: { type: 'timestamp', since: 1, meaning: 'when the first placed attempt entered STARTING' },
  StartedAt: { type: 'timestamp', since: 1, meaning: 'when a container of the job first started' },
  StoppedAt: { type: 'timestamp', since: 1, required: true, meaning: 'when the job stopped' },
  QueuedSeconds: { type: 'double', unit: 's', since: 1, meaning: 'created → first RUNNABLE: dependencies and scheduling' },
  TotalSeconds: { type: 'double', unit: 's', since: 1, meaning: 'created → stopped' },
  LostSeconds: { type: 'double', unit: 's', since: 1, meaning: 'running time of attempts that failed' },
  SpotInterruptions: { type: 'int', since: 1, required: true, meaning: 'attempts that a Spot interruption ended' },
  CostUsd: {
    type: 'double',
    unit: 'USD',
    since: 1,
    meaning:
      'estimated cost of all attempts, each at its own purchase option; [what it leaves out](cost-insights.md#what-the-estimate-leaves-out)',
  },
  OnDemandCostUsd: { type: 'double', unit: 'USD', since: 1, meaning: 'the same, if all attempts had run On-Demand' },
  SpotCostUsd: {
    type: 'double',
    unit: 'USD',
    since: 1,
    meaning: 'the same, if all attempts had run on Spot capacity, in the zones where they ran',
  },
  LostCostUsd: { type: 'double', unit: 'USD', since: 1, meaning: 'estimated cost of the attempts that failed' },
  ArrayParentId: { type: 'string', since: 1, indexed: true, meaning: 'of children of an array job: id of the array job' },
  ArrayIndex: { type: 'int', since: 1, meaning: 'of children of an array job: index' },
  ArraySize: { type: 'int', since: 1, meaning: 'of array jobs only: number of children' },
  NodeParentId: { type: 'string', since: 1, meaning: 'of nodes of a multi-node job: id of the multi-node job' },
  NodeIndex: { type: 'int', since: 1, meaning: 'of nodes of a multi-node job: index' },
  NodeCount: { type: 'int', since: 1, meaning: 'of multi-node jobs only: number of nodes' },
  IsMainNode: { type: 'boolean', since: 1, meaning: 'of nodes of a multi-node job: whether it is the main node' },
  ShareIdentifier: { type: 'string', since: 1, meaning: 'share identifier of fair-share scheduling' },
  SchedulingPriority: { type: 'int', since: 1, meaning: 'priority within the share' },
  Tags: { type: 'map', since: 1, meaning: 'tags of the job whose keys are in `tagKeys`' },
  Redelivered: { type: 'string', since: 1, meaning: 'token of the message, where the record may have been written before' },
  Attempts: { type: 'attempts', since: 1, required: true, meaning: 'the attempts; the last entry leaves out what the record has' },
} as const satisfies RecordFields;

export type AttemptRecord = RecordOf<typeof ATTEMPT_FIELDS>;
export type JobRecord = RecordOf<typeof JOB_FIELDS, AttemptRecord>;
