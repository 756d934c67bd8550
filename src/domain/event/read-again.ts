import { Fields } from './fields';
import { AttemptReading, JOB_STATES, JobReading, TaskReading } from './job-reading';
import { MOST_ATTEMPTS } from './read-tasks';
import { withoutAbsent } from './without-absent';
import { SnapshotMemory } from '../names/tables';

/**
 * Reads the reading of a finished job back from a waiting message. Every field is validated, as for an event, because
 * a message in the queue can come from an earlier version of this library.
 */
export function readAgain(told: Fields): JobReading {
  return withoutAbsent<JobReading>({
    jobId: readJobId(told),
    state: JOB_STATES.find((state) => state === told.name('state')) ?? told.fail('state', 'is not a job state'),
    eventTime: told.millis('eventTime') ?? told.fail('eventTime', 'is missing'),
    ...readNames(told),
    ...readTimes(told),
    ...readCounts(told),
    isCancelled: told.flag('isCancelled'),
    isTerminated: told.flag('isTerminated'),
    isMainNode: told.flag('isMainNode'),
    attempts: readAttempts(told),
    task: readTask(told.object('task') ?? told.fail('task', 'is missing')),
    tags: told.texts('tags'),
  });
}

/** The job id, which is the key of the job's row. Rejects the key of the one row that does not belong to a job. */
export function readJobId(told: Fields): string {
  const jobId = told.name('jobId');
  return jobId === SnapshotMemory.KEY ? told.fail('jobId', 'is not a job id') : jobId;
}

const NAMES = [
  'jobName',
  'jobQueue',
  'jobDefinition',
  'account',
  'region',
  'platform',
  'logGroup',
  'arrayParentId',
  'nodeParentId',
  'shareIdentifier',
] as const;
const COUNTS = ['maxAttempts', 'arraySize', 'arrayIndex', 'nodeCount', 'nodeIndex', 'schedulingPriority'] as const;
const QUANTITIES = ['vcpus', 'memoryMiB', 'gpus'] as const;

const readNames = (told: Fields): Partial<JobReading> => Object.fromEntries(NAMES.map((name) => [name, told.optionalName(name)]));

function readCounts(told: Fields): Partial<JobReading> {
  const quantity = (name: string): number | undefined => {
    const value = told.number(name);
    return value !== undefined && value < 0 ? told.fail(name, 'is below zero') : value;
  };
  return Object.fromEntries([...COUNTS.map((name) => [name, told.count(name)]), ...QUANTITIES.map((name) => [name, quantity(name)])]);
}

function readTimes(told: Fields): Pick<AttemptReading, 'startedAt' | 'stoppedAt' | 'statusReason'> & { readonly createdAt?: number } {
  return {
    createdAt: told.millis('createdAt'),
    startedAt: told.millis('startedAt'),
    stoppedAt: told.millis('stoppedAt'),
    statusReason: told.reason('statusReason'),
  };
}

function readAttempts(told: Fields): AttemptReading[] {
  const attempts = told.list('attempts');
  if (attempts.length > MOST_ATTEMPTS) return told.fail('attempts', `holds more than ${MOST_ATTEMPTS} attempts`);
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
