import { hostInReason } from '../../../src/domain/event/reason-lookups';
import { categorizeFailure, FailureEvidence, isInterruption } from '../../../src/domain/job/failure-category';
import { FailureCategory } from '../../../src/domain/names/records';

const HOST_GONE = 'Host EC2 (instance i-0123456789abcdef0) terminated.';
const STOPPED = 'Host EC2 (instance i-0123456789abcdef0) stopped.';
const EXITED = 'Essential container in task exited';

/** Reasons as the services write them, wherever they write them. */
const REASONS: readonly (readonly [string, FailureCategory])[] = [
  ['Job attempt duration exceeded timeout', 'TIMEOUT'],
  ['DeadlineExceeded', 'TIMEOUT'],
  ['Pod was active on the node longer than the specified deadline', 'TIMEOUT'],
  ['The node was low on resource: memory. Threshold quantity: 100Mi, available: 88Mi.', 'INFRASTRUCTURE'],
  ['ResourceInitializationError: failed to invoke EFS utils: rpc error: code = DeadlineExceeded', 'START_FAILURE'],
  ['CannotStartContainerError: rpc error: code = DeadlineExceeded desc = context deadline exceeded', 'START_FAILURE'],
  ['CannotPullContainerError: failed to unpack: OutOfMemory', 'IMAGE_PULL'],
  ['User: arn:aws:sts::111122223333:assumed-role/x is not authorized to perform: ecs:RegisterTaskDefinition', 'MISCONFIGURATION'],
  ['AccessDenied: x is not authorized to perform ecs:RunTask', 'MISCONFIGURATION'],
  ['Dependent Job failed', 'DEPENDENCY_FAILED'],
  ['Array Child Job failed', 'ARRAY_CHILD_FAILED'],
  ['Canceled by JobStateTimeLimit action due to reason: CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY', 'QUEUE_TIME_LIMIT'],
  ['Cancelled by JobStateTimeLimit action due to reason: MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT', 'QUEUE_TIME_LIMIT'],
  ['JobQueue deleted', 'INFRASTRUCTURE'],
  ['Container Overrides length must be at most 8192', 'MISCONFIGURATION'],
  ['CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested for instance type [p5.48xlarge]', 'CAPACITY'],
  [
    'MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue cannot meet the CPU requirement of the job.',
    'MISCONFIGURATION',
  ],
  [
    'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue.',
    'MISCONFIGURATION',
  ],
  [
    'MISCONFIGURATION:EC2_INSTANCE_CONFIGURATION_UNSUPPORTED - Your compute environment associated with this job queue has an unsupported instance type configuration.',
    'MISCONFIGURATION',
  ],
  ['MISCONFIGURATION:SERVICE_ROLE_PERMISSIONS – Batch service role has a permission issue.', 'MISCONFIGURATION'],
  ['ACTION_REQUIRED - CE(s) associated with the job queue are invalid.', 'MISCONFIGURATION'],
  ['Task failed to start', 'START_FAILURE'],
  ['TaskFailedToStart', 'START_FAILURE'],
  ['CannotPullContainerError: pull image manifest has been retried 1 time(s)', 'IMAGE_PULL'],
  ['CannotPullECRContainerError: AccessDeniedException', 'IMAGE_PULL'],
  ['CannotStartContainerError: Error response from daemon', 'START_FAILURE'],
  ['CannotCreateVolumeError', 'START_FAILURE'],
  ['ResourceInitializationError: unable to pull secrets or registry auth', 'START_FAILURE'],
  ['Timeout waiting for network interface provisioning to complete.', 'START_FAILURE'],
  ['AGENT', 'START_FAILURE'],
  ['OutOfMemoryError: Container killed due to memory usage', 'OUT_OF_MEMORY'],
  ['OOMKilled', 'OUT_OF_MEMORY'],
  ['ContainerRuntimeError', 'INFRASTRUCTURE'],
  ['ContainerRuntimeTimeoutError', 'INFRASTRUCTURE'],
  ['InternalError', 'INFRASTRUCTURE'],
  ['Your Spot Task was interrupted.', 'SPOT_INTERRUPTION'],
  ['SpotInterruption', 'SPOT_INTERRUPTION'],
  ['ImagePullBackOff', 'IMAGE_PULL'],
  ['ErrImagePull', 'IMAGE_PULL'],
  ['DeadlineExceeded', 'TIMEOUT'],
  ['Evicted', 'INFRASTRUCTURE'],
  [HOST_GONE, 'HOST_TERMINATED'],
  [STOPPED, 'HOST_TERMINATED'],
  ['Container instance deregistration forced by user', 'HOST_TERMINATED'],
  ['ECS is performing maintenance on the underlying infrastructure hosting the task.', 'INFRASTRUCTURE'],
  ['Fargate: ECS is performing maintenance on the underlying infrastructure hosting the task.', 'INFRASTRUCTURE'],
  ['Task stopped by user', 'TERMINATED'],
  ['Task failed container health checks', 'APPLICATION_ERROR'],
  ["CgroupError: Agent could not create task's platform resources", 'START_FAILURE'],
  ['ContainerNetworkingError: failed to get network configuration', 'START_FAILURE'],
  ['ContainerVanishedError: No container matching saved ID found', 'INFRASTRUCTURE'],
  ['SomethingNewError: that no page lists', 'INFRASTRUCTURE'],
  ["ECS was unable to assume the role 'arn:aws:iam::111122223333:role/job-role' that was provided for this task.", 'MISCONFIGURATION'],
  ['ClientException: Fargate requires task definition to have execution role ARN to support ECR images.', 'MISCONFIGURATION'],
  ['Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet', 'START_FAILURE'],
  ['Capacity is unavailable at this time. Please try again later or in a different availability zone', 'CAPACITY'],
  ['MemberOf placement constraint unsatisfied.', 'MISCONFIGURATION'],
  ['RESOURCE:MEMORY', 'CAPACITY'],
  ['OutOfmemory', 'CAPACITY'],
  ['OutOfcpu', 'CAPACITY'],
  ['OutOfnvidia.com/gpu', 'CAPACITY'],
  ['CreateContainerConfigError', 'START_FAILURE'],
  ['ContainerCannotRun', 'START_FAILURE'],
  ['StartError', 'START_FAILURE'],
  ['ErrImageNeverPull', 'IMAGE_PULL'],
  ['NodeShutdown', 'INFRASTRUCTURE'],
  ['ContainerStatusUnknown', 'INFRASTRUCTURE'],
  ['Preempted', 'INFRASTRUCTURE'],
  ['Terminated', 'INFRASTRUCTURE'],
  ['CreateContainerError', 'START_FAILURE'],
  ['CredentialSpecError: no such file', 'START_FAILURE'],
  ['CredentialSpecResourceError: no such file', 'START_FAILURE'],
  ['ATTRIBUTE', 'MISCONFIGURATION'],
  ['InvalidParameterException: Task CPU or memory is invalid.', 'MISCONFIGURATION'],
  ['ClusterNotFoundException: Cluster not found.', 'MISCONFIGURATION'],
  ['ServiceNotActiveException: Service was not ACTIVE.', 'MISCONFIGURATION'],
  ['UnsupportedFeatureException: The specified task is not supported in this Region.', 'MISCONFIGURATION'],
  ['PlatformUnknownException: The specified platform version does not exist.', 'MISCONFIGURATION'],
];

/** Reasons that only report how the agent failed to stop or inspect a container. */
const OF_STOPS = [
  'CannotInspectContainerError: Could not transition to inspecting; timed out after waiting 30s',
  'CannotStopContainerError',
  'CannotDescribeContainerError: timed out',
];

describe.each(OF_STOPS)('%s', (reason) => {
  test.each<keyof FailureEvidence>(['containerReason', 'attemptReason', 'jobReason'])(
    'is INFRASTRUCTURE as %s, unless something else explains more',
    (where) => {
      const of = (more: FailureEvidence) => categorizeFailure({ [where]: reason, placed: true, ...more });
      expect([undefined, 137, 143].map((exitCode) => of({ exitCode }))).toEqual(Array(3).fill('INFRASTRUCTURE'));
      expect(of({ exitCode: 1 })).toBe('APPLICATION_ERROR');
      expect(of({ exitCode: 137, isReclaimed: true })).toBe('SPOT_INTERRUPTION');
    },
  );
});

describe.each(REASONS)('%s', (reason, category) => {
  test.each<keyof FailureEvidence>(['containerReason', 'attemptReason', 'jobReason'])(
    `is ${category} as %s, whatever the exit code`,
    (where) => {
      for (const exitCode of [undefined, 1, 137, 143]) {
        expect(categorizeFailure({ [where]: reason, exitCode, placed: true })).toBe(category);
      }
    },
  );
});

/** A reason that AWS Batch gives the job and its attempt. */
const repeated = (reason: string): FailureEvidence => ({ jobReason: reason, attemptReason: reason, placed: true });

test.each<[string, FailureEvidence, FailureCategory]>([
  ['a cancelled job', { jobReason: 'changed my mind', isCancelled: true }, 'CANCELLED'],
  ['a terminated job, killed', { jobReason: 'too slow', isTerminated: true, exitCode: 137, placed: true }, 'TERMINATED'],
  ['a terminated job out of memory', { isTerminated: true, containerReason: 'OutOfMemoryError', placed: true }, 'TERMINATED'],
  [
    'a time limit with a flag',
    { jobReason: 'Canceled by JobStateTimeLimit action due to reason: X', isCancelled: true },
    'QUEUE_TIME_LIMIT',
  ],
  ['a timeout with a flag', { jobReason: 'Job attempt duration exceeded timeout', isTerminated: true, exitCode: 137 }, 'TIMEOUT'],
  ['a failed dependency with a flag', { jobReason: 'Dependent Job failed', isCancelled: true }, 'DEPENDENCY_FAILED'],
  ['a failed child of an array with a flag', { jobReason: 'Array Child Job failed', isTerminated: true }, 'ARRAY_CHILD_FAILED'],
  [
    'flags that are false',
    { isCancelled: false, isTerminated: false, attemptReason: EXITED, exitCode: 1, placed: true },
    'APPLICATION_ERROR',
  ],
  [
    'a container that says more than its attempt',
    { containerReason: 'CannotPullContainerError: x', attemptReason: 'Task failed to start', placed: true },
    'IMAGE_PULL',
  ],
  [
    'a container that says more than the job',
    { containerReason: 'OutOfMemoryError: x', jobReason: HOST_GONE, onSpot: true, placed: true },
    'OUT_OF_MEMORY',
  ],
  ['a lost Spot host', { attemptReason: HOST_GONE, onSpot: true, exitCode: 137, placed: true }, 'SPOT_INTERRUPTION'],
  ['a lost On-Demand host', { attemptReason: HOST_GONE, onSpot: false, placed: true }, 'HOST_TERMINATED'],
  ['an exit code', { attemptReason: EXITED, exitCode: 1, placed: true }, 'APPLICATION_ERROR'],
  ['an exit that only the job reports', { jobReason: EXITED, exitCode: 1, placed: true }, 'APPLICATION_ERROR'],
  ['an exit that only the job reports, without a place', { jobReason: EXITED, exitCode: 1 }, 'APPLICATION_ERROR'],
  ['a kill of which nothing is said', { attemptReason: EXITED, exitCode: 137, placed: true }, 'KILLED'],
  ['a termination of which nothing is said', { exitCode: 143, placed: true }, 'KILLED'],
  ['an exit code of zero', { attemptReason: EXITED, exitCode: 0, placed: true }, 'UNKNOWN'],
  ['nothing', {}, 'UNKNOWN'],
  ['a blocked queue of unknown cause', { jobReason: 'UNDETERMINED - no cause could be found', placed: true }, 'UNKNOWN'],
  ['an unplaced job of unknown cause', { jobReason: 'UNDETERMINED' }, 'UNKNOWN'],
  ['words of a user on a job that never was placed', { jobReason: 'wrong bucket' }, 'CANCELLED'],
  ['words of a user on a job that ran', { jobReason: 'wrong bucket', attemptReason: EXITED, exitCode: 143, placed: true }, 'TERMINATED'],
  ['words of a user on a job that was starting', { jobReason: 'wrong bucket', placed: true }, 'TERMINATED'],
  ['words of a user that the attempt has too', { jobReason: 'odd', attemptReason: 'odd', exitCode: 143, placed: true }, 'TERMINATED'],
  ['such words, though the process ended itself', { jobReason: 'odd', attemptReason: 'odd', exitCode: 1, placed: true }, 'TERMINATED'],
  [
    'unknown words of a job that no user stopped',
    { jobReason: 'odd', isCancelled: false, isTerminated: false, exitCode: 143, placed: true },
    'KILLED',
  ],
  ['unknown words of a job in its queue that no user stopped', { jobReason: 'odd', isTerminated: false }, 'UNKNOWN'],
  [
    'words of a user that name an error',
    { jobReason: 'stopping: OOMKilled three times', attemptReason: EXITED, placed: true },
    'TERMINATED',
  ],
  ['such words at their beginning', { jobReason: 'Evicted the wrong job, CannotPull too' }, 'CANCELLED'],
  ['a host that a user stopped', { attemptReason: STOPPED, onSpot: true, placed: true }, 'HOST_TERMINATED'],
  [
    'a Spot host that was stopped after a warning',
    { attemptReason: STOPPED, onSpot: true, isWarned: true, placed: true },
    'SPOT_INTERRUPTION',
  ],
  ['a kill shortly after a warning', { attemptReason: EXITED, exitCode: 143, isReclaimed: true, placed: true }, 'SPOT_INTERRUPTION'],
  ['no exit code shortly after a warning', { isReclaimed: true, placed: true }, 'SPOT_INTERRUPTION'],
  ['an exit code shortly after a warning', { attemptReason: EXITED, exitCode: 1, isReclaimed: true, placed: true }, 'APPLICATION_ERROR'],
  ['words of a user shortly after a warning', { jobReason: 'odd', exitCode: 143, isReclaimed: true, placed: true }, 'TERMINATED'],
  ['a killed node', { attemptReason: EXITED, exitCode: 137, isWorkerNode: true, placed: true }, 'NODE_STOPPED'],
  ['a node that failed itself', { attemptReason: EXITED, exitCode: 1, isWorkerNode: true, placed: true }, 'APPLICATION_ERROR'],
  ['a process of a pod', { containerReason: 'Error', jobReason: 'pod main exit 1', exitCode: 1, placed: true }, 'APPLICATION_ERROR'],
  ['a pod that a user stopped', { containerReason: 'Error', jobReason: 'odd', exitCode: 143, placed: true }, 'TERMINATED'],
  ['words of a user that the attempt has too and that name an error', repeated('stopping: OOMKilled three times'), 'TERMINATED'],
  ['words of a user that name an error class later', { jobReason: 'My OOMKilled job, a TypeMismatchError: x', placed: true }, 'TERMINATED'],
  ['words of a user on a job whose process ended itself', { jobReason: 'odd', exitCode: 1, placed: true }, 'TERMINATED'],
  ['a pod with such words', { ...repeated('odd'), containerReason: 'Error', exitCode: 1 }, 'TERMINATED'],
  ['unknown words of a job in its queue that no user cancelled', { jobReason: 'odd', isCancelled: false }, 'UNKNOWN'],
  ['a user who begins like Kubernetes', { jobReason: 'Completed by hand' }, 'CANCELLED'],
  ['a user who ends like Kubernetes', { jobReason: 'Half-Completed' }, 'CANCELLED'],
  [
    'a container that could not be inspected on a host that was terminated',
    { containerReason: 'CannotInspectContainerError: timed out', attemptReason: HOST_GONE, onSpot: true, placed: true },
    'SPOT_INTERRUPTION',
  ],
  [
    'a container that could not be stopped for a user',
    { containerReason: 'CannotStopContainerError: x', jobReason: 'odd', placed: true },
    'TERMINATED',
  ],
  [
    'a container that could not be stopped after a warning',
    { containerReason: 'CannotStopContainerError: x', isReclaimed: true, placed: true },
    'SPOT_INTERRUPTION',
  ],
  ['a person who names no action', { jobReason: 'team X is not authorized to perform runs this week', placed: true }, 'TERMINATED'],
  ['an empty reason on a job that never was placed', { jobReason: '' }, 'UNKNOWN'],
])('%s', (_, evidence, category) => {
  expect(categorizeFailure(evidence)).toBe(category);
});

test.each([
  'Job attempt duration exceeded timeout',
  'Canceled by JobStateTimeLimit action',
  'Dependent Job failed',
  'Array Child Job failed',
  'JobQueue deleted',
  'AGENT',
  'Task failed to start',
  'CAPACITY:',
  'MISCONFIGURATION:',
  'ACTION_REQUIRED',
  'Container Overrides length',
  EXITED,
  'UNDETERMINED',
  'Your Spot Task was interrupted.',
])(
  'GIVEN words of a user that quote what a service begins with WHEN they stop a job THEN it was terminated, or cancelled in its queue: %s',
  (quoted) => {
    const jobReason = `stopped by hand: ${quoted}`;
    expect(categorizeFailure({ jobReason, attemptReason: EXITED, exitCode: 143, placed: true })).toBe('TERMINATED');
    expect(categorizeFailure({ jobReason })).toBe('CANCELLED');
  },
);

test.each([
  'JobQueue deleted',
  'Container Overrides length must be at most 8192',
  'AGENT',
  'ATTRIBUTE',
  'Terminated',
  'Task failed to start',
  'ClientException: x',
  'SomethingNewError: x',
  'Pod was active on the node longer than the specified deadline',
  'The node was low on resource: memory.',
  'CannotStopContainerError: x',
])('GIVEN the reason of an attempt that only quotes a reason WHEN it fails THEN the quotation decides nothing: %s', (quoted) => {
  expect(categorizeFailure({ attemptReason: `odd: ${quoted}`, exitCode: 143, placed: true })).toBe('KILLED');
});

test.each(['Terminated by itself', 'ATTRIBUTES'])(
  'GIVEN an attempt whose reason only begins like another THEN it decides nothing: %s',
  (attemptReason) => {
    expect(categorizeFailure({ attemptReason, exitCode: 143, placed: true })).toBe('KILLED');
  },
);

test.each([
  'No image of Fargate could be started for it.',
  'The role of the Task definition is not one that can be used.',
  'The role of the task definition is not one that can be used.',
  'It could not be placed on any Container instance that is registered.',
  'It could not be placed on any container instance that is registered.',
  'Nothing can be started while the Compute environment is invalid.',
  'Nothing can be started while the compute environment is invalid.',
  'It was stopped because its Job queue is disabled.',
  'It was stopped because its job definition is\nno longer active.',
])('GIVEN a whole sentence about services WHEN it ends a job in its queue THEN no user cancelled the job: %s', (jobReason) => {
  expect(categorizeFailure({ jobReason })).toBe('UNKNOWN');
});

test.each([
  'Too slow on EC2.',
  'stopped by hand because AWS has no GPUs this week.',
  'Stopped by hand because AWS has no GPUs. Sorry',
  'Stopped by hand because it has no use any more.',
])('GIVEN any other sentence WHEN it ends a job in its queue THEN a user cancelled the job: %s', (jobReason) => {
  expect(categorizeFailure({ jobReason })).toBe('CANCELLED');
});

test('every category has a case here', () => {
  const decided = new Set([
    ...REASONS.map(([, category]) => category),
    'CANCELLED',
    'TERMINATED',
    'APPLICATION_ERROR',
    'KILLED',
    'NODE_STOPPED',
    'UNKNOWN',
  ]);
  expect(Object.keys(FailureCategory).filter((category) => !decided.has(category))).toEqual([]);
});

test('a reason names the host that is gone', () => {
  expect(hostInReason(HOST_GONE)).toBe('i-0123456789abcdef0');
  expect(hostInReason(STOPPED)).toBe('i-0123456789abcdef0');
  expect(hostInReason(EXITED)).toBeUndefined();
  expect(hostInReason(undefined)).toBeUndefined();
});

test('an interruption is said by any of the reasons', () => {
  expect(isInterruption(undefined, EXITED, 'Your Spot Task was interrupted.')).toBe(true);
  expect(isInterruption('SpotInterruption: the task was stopped')).toBe(true);
  expect(isInterruption(undefined, HOST_GONE)).toBe(false);
});
