import { Fields } from './fields';
import { AttemptReading, JOB_STATES, JobReading, TaskReading } from './job-reading';
import { MAX_ATTEMPTS } from './read-tasks';
import { withoutAbsent } from './without-absent';
import { SnapshotMemory } from '../names/tables';

/**
 * Reads the reading of a finished job back from a waiting message. Every field is validated, as for an event, because
 * a message in the queue can come from an earlier version of this library.
 */
export function readWaitingReading(fields: Fields): JobReading {
  return withoutAbsent<JobReading>({
    jobId: readJobId(fields),
    state: JOB_STATES.find((state) => state === fields.name('state')) ?? fields.fail('state', 'is not a job state'),
    eventTime: fields.millis('eventTime') ?? fields.fail('eventTime', 'is missing'),
    ...readNames(fields),
    ...readTimes(fields),
    ...readCounts(fields),
    isCancelled: fields.flag('isCancelled'),
    isTerminated: fields.flag('isTerminated'),
    isMainNode: fields.flag('isMainNode'),
    gpusUnread: fields.flag('gpusUnread') || undefined,
    attempts: readAttempts(fields),
    task: readTask(fields.object('task') ?? fields.fail('task', 'is missing')),
    tags: fields.texts('tags'),
  });
}

/** The job id, which is the key of the job's row. Rejects the key of the one row that does not belong to a job. */
export function readJobId(fields: Fields): string {
  const jobId = fields.name('jobId');
  return jobId === SnapshotMemory.KEY ? fields.fail('jobId', 'is not a job id') : jobId;
}

const NAMES = [
  'jobName',
  'jobQueue',
  'jobDefinition',
  'account',
  'region',
  'platform',
  'cpuArchitecture',
  'operatingSystemFamily',
  'logGroup',
  'arrayParentId',
  'nodeParentId',
  'shareIdentifier',
] as const;
const COUNTS = ['maxAttempts', 'dependencyCount', 'arraySize', 'arrayIndex', 'nodeCount', 'nodeIndex', 'schedulingPriority'] as const;
const QUANTITIES = ['vcpus', 'memoryMiB', 'gpus'] as const;
/** More than the largest quantities of all containers that an event can hold. Costs of more might not be finite. */
const MAX_TOTAL = 1e18;

const readNames = (fields: Fields): Partial<JobReading> => Object.fromEntries(NAMES.map((name) => [name, fields.optionalName(name)]));

function readCounts(fields: Fields): Partial<JobReading> {
  const quantity = (name: string): number | undefined => {
    const value = fields.number(name);
    if (value === undefined) return undefined;
    if (value < 0) return fields.fail(name, 'is below zero');
    return value > MAX_TOTAL ? fields.fail(name, 'is no quantity') : value;
  };
  return Object.fromEntries([...COUNTS.map((name) => [name, fields.count(name)]), ...QUANTITIES.map((name) => [name, quantity(name)])]);
}

function readTimes(fields: Fields): Pick<AttemptReading, 'startedAt' | 'stoppedAt' | 'statusReason'> & { readonly createdAt?: number } {
  return {
    createdAt: fields.millis('createdAt'),
    startedAt: fields.millis('startedAt'),
    stoppedAt: fields.millis('stoppedAt'),
    statusReason: fields.reason('statusReason'),
  };
}

function readAttempts(fields: Fields): AttemptReading[] {
  const attempts = fields.list('attempts');
  if (attempts.length > MAX_ATTEMPTS) return fields.fail('attempts', `holds more than ${MAX_ATTEMPTS} attempts`);
  return attempts.map((attempt) => withoutAbsent<AttemptReading>({ ...readTask(attempt), ...readTimes(attempt) }));
}

function readTask(task: Fields): TaskReading {
  return withoutAbsent<TaskReading>({
    taskArn: task.optionalName('taskArn'),
    containerInstanceArn: task.optionalName('containerInstanceArn'),
    podName: task.optionalName('podName'),
    logStream: task.optionalName('logStream'),
    exitCode: task.integer('exitCode'),
    containerReason: task.reason('containerReason'),
  });
}
