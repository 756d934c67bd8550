/** The fields of a job record, as the records' documentation lists them; nested fields are not asked for. */
export const RECORD_FIELDS: readonly string[] = [
  'JobName',
  'JobId',
  'JobQueue',
  'JobDefinition',
  'Status',
  'InstanceId',
  'ContainerInstanceArn',
  'InstanceType',
  'AvailabilityZone',
  'Architecture',
  'TotalRunnableSeconds',
  'TotalStartingSeconds',
  'TotalRunningSeconds',
  'RecordType',
  'SchemaVersion',
  'Account',
  'Region',
  'StatusReason',
  'Reason',
  'FailureCategory',
  'ExitCode',
  'Platform',
  'PurchaseOption',
  'ComputeEnvironment',
  'EcsCluster',
  'TaskArn',
  'LogGroup',
  'LogStream',
  'Vcpus',
  'MemoryMiB',
  'Gpus',
  'AttemptCount',
  'MaxAttempts',
  'CreatedAt',
  'RunnableAt',
  'StartingAt',
  'StartedAt',
  'StoppedAt',
  'QueuedSeconds',
  'TotalSeconds',
  'LostSeconds',
  'SpotInterruptions',
  'Attempts',
  'ArrayParentId',
  'ArrayIndex',
  'ArraySize',
  'NodeParentId',
  'NodeIndex',
  'NodeCount',
  'IsMainNode',
  'ShareIdentifier',
  'SchedulingPriority',
  'Tags',
];

/** The fields of the record of a blocked job queue. */
export const BLOCKED_FIELDS: readonly string[] = [
  'RecordType',
  'SchemaVersion',
  'JobId',
  'JobName',
  'JobQueue',
  'JobDefinition',
  'Reason',
  'Category',
  'BlockedAt',
];

/** Counts of entries into states, within a minute. */
const TRANSITION_FIELDS: readonly string[] = [
  'RecordType',
  'At',
  'JobQueue',
  'JobDefinition',
  'ComputeEnvironment',
  'InstanceType',
  'AvailabilityZone',
  'PurchaseOption',
  'JobsSubmitted',
  'JobsPending',
  'JobsRunnable',
  'JobsStarting',
  'JobsRunning',
];

/** The jobs of a queue, at the time of a snapshot. */
const IN_FLIGHT_FIELDS: readonly string[] = [
  'RecordType',
  'At',
  'JobQueue',
  'Submitted',
  'Pending',
  'Runnable',
  'Starting',
  'Running',
  'WaitingVcpus',
  'RunningVcpus',
  'OldestRunnableJobId',
  'OldestRunnableJobName',
  'OldestRunnableSince',
  'OldestRunnableSeconds',
  'BlockedReason',
  'OldestStartingJobId',
  'OldestStartingSince',
  'OldestStartingSeconds',
];

/** A change of a container instance. */
const INSTANCE_FIELDS: readonly string[] = [
  'RecordType',
  'At',
  'Change',
  'InstanceId',
  'ContainerInstanceArn',
  'InstanceType',
  'AvailabilityZone',
  'Architecture',
  'ComputeEnvironment',
  'EcsCluster',
  'PurchaseOption',
  'Vcpus',
  'MemoryMiB',
  'LifetimeSeconds',
  'Reclaimed',
  'Cause',
];

/** A reason why tasks were not placed. */
const RUN_TASK_FAILURE_FIELDS: readonly string[] = [
  'RecordType',
  'At',
  'Reason',
  'Detail',
  'JobQueue',
  'JobDefinition',
  'ComputeEnvironment',
  'EcsCluster',
  'ContainerInstanceArn',
  'Failures',
];

export const FIELDS_OF_RECORDS: Readonly<Record<string, readonly string[]>> = {
  job: RECORD_FIELDS,
  'queue-blocked': BLOCKED_FIELDS,
  transitions: TRANSITION_FIELDS,
  'in-flight': IN_FLIGHT_FIELDS,
  instance: INSTANCE_FIELDS,
  'run-task-failure': RUN_TASK_FAILURE_FIELDS,
};

/** The kinds of records that a query is about. */
export const recordTypesOf = (query: string): string[] => [...query.matchAll(/RecordType = "([\w-]+)"/g)].map(([, type]) => type);

const TEXTS_AND_PATTERNS = /"[^"]*"|\/\^[^\s]*\//g;
const ALIASES = /\bas (\w+)|\(\?<(\w+)>/g;
const FUNCTION_CALLS = /\b\w+(?=\()/g;
const DURATIONS = /\b\d+[a-z]+\b/g;
const WORDS = new Set([
  'fields',
  'filter',
  'parse',
  'stats',
  'sort',
  'limit',
  'display',
  'dedup',
  'by',
  'as',
  'and',
  'or',
  'not',
  'in',
  'asc',
  'desc',
]);

/** The names that a query reads from records: what is left without commands, functions, texts and names that it made itself. */
export function fieldsOf(query: string): string[] {
  const commands = query.replace(/^SOURCE '[^']*' \| /, '');
  const made = [...commands.matchAll(ALIASES)].map(([, alias, group]) => alias ?? group);
  const words =
    commands
      .replace(TEXTS_AND_PATTERNS, '')
      .replace(FUNCTION_CALLS, '')
      .replace(DURATIONS, '')
      .match(/@?[A-Za-z]\w*/g) ?? [];
  return [...new Set(words.filter((word) => !WORDS.has(word) && !made.includes(word)))];
}
