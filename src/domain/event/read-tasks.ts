import { Fields } from './fields';
import { AttemptReading, TaskReading } from './job-reading';
import { ContainerEnd, representativeOf } from './read-containers';

/** The containers of a job by name: what its definition has about each. */
export type ContainerDefinitions = ReadonlyMap<string | undefined, Fields>;

/** The container definitions of a job with several containers; empty for any other job. */
export function readDefinitions(detail: Fields): ContainerDefinitions {
  const containers = firstTask(detail.object('ecsProperties'))?.list('containers');
  return new Map(containers?.map((container) => [container.optionalName('name'), container]));
}

export const firstTask = (owner: Fields | undefined): Fields | undefined => owner?.list('taskProperties')[0];

/** The task of the attempt that the event is about: the first task of a multi-container job, the pod on EKS, or `container`. */
export function readCurrentTask(detail: Fields, definitions: ContainerDefinitions): TaskEnd {
  const pod = detail.object('eksProperties')?.object('podProperties');
  const task = firstTask(detail.object('ecsProperties')) ?? pod ?? detail.object('container');
  return task ? readTask(task, definitions, hasSucceeded(detail)) : {};
}

/** A task, and the container that represents it. */
export type TaskEnd = TaskReading & Pick<ContainerEnd, 'containerName'>;
export type AttemptEnd = AttemptReading & Pick<ContainerEnd, 'containerName'>;

/** All attempts that ended, from `attempts`, or from `eksAttempts` for a job on EKS, the earliest first. */
export function readAttempts(detail: Fields, definitions: ContainerDefinitions): AttemptEnd[] {
  const onEks = atMost(detail, 'eksAttempts');
  const inOrder = (onEks.length > 0 ? onEks : atMost(detail, 'attempts'))
    .map((attempt) => ({ task: firstTask(attempt) ?? attempt.object('container') ?? attempt, times: readTimes(attempt) }))
    .sort((a, b) => endOf(a.times) - endOf(b.times));
  const last = hasSucceeded(detail) ? inOrder[inOrder.length - 1] : undefined;
  return inOrder.map((attempt) => ({ ...attempt.times, ...readTask(attempt.task, definitions, attempt === last) }));
}

const endOf = ({ startedAt, stoppedAt }: AttemptReading): number => stoppedAt ?? startedAt ?? Number.MAX_SAFE_INTEGER;

const hasSucceeded = (detail: Fields): boolean => detail.optionalName('status') === 'SUCCEEDED';

/** AWS Batch allows ten attempts. The limit keeps a malformed event from producing a record that is too large for a log event. */
export const MAX_ATTEMPTS = 100;

function atMost(detail: Fields, name: string): Fields[] {
  const attempts = detail.list(name);
  return attempts.length > MAX_ATTEMPTS ? (detail.unread(name, `holds more than ${MAX_ATTEMPTS} attempts`) ?? []) : attempts;
}

function readTimes(attempt: Fields): AttemptReading {
  return {
    startedAt: attempt.millis('startedAt'),
    stoppedAt: attempt.millis('stoppedAt'),
    statusReason: attempt.reason('statusReason'),
  };
}

/** A task or a pod with its containers, or the only container of a task, which has the fields of both. */
function readTask(task: Fields, definitions: ContainerDefinitions, succeeded: boolean): TaskEnd {
  const containers = [...task.list('containers'), ...task.list('initContainers')];
  const ends = (containers.length > 0 ? containers : [task]).map((container) => readContainer(container, definitions));
  return {
    taskArn: task.optionalName('taskArn'),
    containerInstanceArn: task.optionalName('containerInstanceArn'),
    podName: task.optionalName('podName'),
    ...representativeOf(ends, succeeded),
  };
}

/** How a container ended. An attempt does not repeat which containers are essential; containers are, unless their definition has `false`. */
function readContainer(container: Fields, definitions: ContainerDefinitions): ContainerEnd {
  const containerName = container.optionalName('name');
  return {
    containerName,
    isEssential: (definitions.get(containerName) ?? container).flag('essential') ?? true,
    exitCode: container.integer('exitCode'),
    containerReason: container.reason('reason'),
    logStream: container.optionalName('logStreamName'),
  };
}
