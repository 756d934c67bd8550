/** Attributes of the tables, written once: constructs declare the keys and expiry, handlers read and write the rest. */

export const JobAttribute = {
  /** Partition key. */
  JOB_ID: 'JobId',
  JOB_NAME: 'JobName',
  JOB_QUEUE: 'JobQueue',
  JOB_DEFINITION: 'JobDefinition',
  CREATED_AT: 'CreatedAt',
  VCPUS: 'Vcpus',
  MEMORY_MIB: 'MemoryMiB',
  GPUS: 'Gpus',
  /** Set on jobs that metrics do not count: `array` on array parents, `node` on nodes of multi-node jobs. The name is from when only parents had it. */
  UNCOUNTED: 'Parent',
  /** Why the head of a job queue is blocked, as AWS Batch last said it of this job. */
  BLOCKED_REASON: 'BlockedReason',
  /** When AWS Batch reported it, epoch milliseconds. */
  BLOCKED_AT: 'BlockedAt',
  /** Expiry, epoch seconds. */
  EXPIRES_AT: 'ExpiresAt',
} as const;

/**
 * A row of the job table that is no job: what an `InFlightSnapshot` remembers from one run to the next. It has no expiry, so
 * it neither expires nor passes for a job in flight.
 */
export const SnapshotMemory = {
  /** Its `JobId`; job ids of AWS Batch begin with a UUID. */
  KEY: 'in-flight-snapshot',
  /** Maps of names to when they were first found empty, epoch seconds; 0 while they are not. */
  JOB_QUEUES: 'KnownJobQueues',
  COMPUTE_ENVIRONMENTS: 'KnownComputeEnvironments',
  /** The instant of the snapshot that wrote it, epoch seconds. */
  AT: 'SnapshotAt',
} as const;

export const InstanceAttribute = {
  /** Partition key: a container instance ARN, an EC2 instance id (for events of EC2) or `compute-environment/NAME`. */
  KEY: 'ContainerInstanceArn',
  INSTANCE_ID: 'InstanceId',
  INSTANCE_TYPE: 'InstanceType',
  AVAILABILITY_ZONE: 'AvailabilityZone',
  ARCHITECTURE: 'Architecture',
  AMI_ID: 'AmiId',
  VCPUS: 'Vcpus',
  MEMORY_MIB: 'MemoryMiB',
  ECS_CLUSTER: 'EcsCluster',
  COMPUTE_ENVIRONMENT: 'ComputeEnvironment',
  PURCHASE_OPTION: 'PurchaseOption',
  STATUS: 'Status',
  REGISTERED_AT: 'RegisteredAt',
  /** When the instance left its cluster, or was terminated before it could. */
  GONE_AT: 'GoneAt',
  /** Which of both: `deregistered` or `terminated`. */
  GONE_CAUSE: 'GoneCause',
  /** Set once no earlier time of its leaving is waited for. */
  DEPARTURE_SETTLED: 'DepartureSettled',
  INTERRUPTION_WARNING_AT: 'InterruptionWarningAt',
  REBALANCE_RECOMMENDED_AT: 'RebalanceRecommendedAt',
  /** Of an EC2 instance: when it was terminated. */
  TERMINATED_AT: 'TerminatedAt',
  /** Of an EC2 instance: the container instances that it registered as, and when. */
  REGISTRATIONS: 'Registrations',
  /** When a container instance was last written into its EC2 instance's row, epoch seconds. */
  LINKED_AT: 'LinkedAt',
  /** The ECS `version`: an older one never overwrites a newer one. */
  VERSION: 'Version',
  EXPIRES_AT: 'ExpiresAt',
} as const;

export const PriceAttribute = {
  /** Partition key: `instance-type/TYPE`, `fargate/ARCHITECTURE` or `spot/TYPE/ZONE/DAY`. */
  KEY: 'PriceKey',
  /** When the prices were read, epoch milliseconds. */
  READ_AT: 'ReadAt',
  VCPUS: 'Vcpus',
  MEMORY_MIB: 'MemoryMiB',
  GPUS: 'Gpus',
  ON_DEMAND_USD: 'OnDemandUsdPerHour',
  /** JSON: an array of epoch milliseconds and US dollars per hour. */
  SPOT_PRICES: 'SpotPrices',
  VCPU_USD: 'VcpuUsdPerHour',
  GIB_USD: 'GibUsdPerHour',
  SPOT_VCPU_USD: 'SpotVcpuUsdPerHour',
  SPOT_GIB_USD: 'SpotGibUsdPerHour',
  /** Of an instance type: the zones whose Spot prices are in use. */
  ZONES: 'AvailabilityZones',
  /** Until when the schedule refreshes the row, epoch seconds. */
  IN_USE_UNTIL: 'InUseUntil',
  EXPIRES_AT: 'ExpiresAt',
} as const;

/** The row of the price table that is no price: up to when instances were counted, so that each second counts once. */
export const InstanceCostMark = {
  /** Its `PriceKey`. */
  KEY: 'instance-costs',
  /** The interval that was counted last, epoch milliseconds. */
  FROM: 'CountedFrom',
  UNTIL: 'CountedUntil',
  /** The token of the message that counted it. */
  BY: 'CountedBy',
} as const;

/** Key of a compute environment's row in the instance table. */
export const computeEnvironmentKey = (name: string): string => `compute-environment/${name}`;
export const isComputeEnvironmentKey = (key: string): boolean => key.startsWith(computeEnvironmentKey(''));
/** Whether a key of the instance table is an EC2 instance id. */
export const isEc2InstanceKey = (key: string): boolean => key.startsWith('i-');
