import { Fields } from './fields';
import { AttemptReading, TaskReading } from './job-reading';

/** The task of the attempt that the event is about: `container`, the first task of a multi-container job, or the pod on EKS. */
export function readCurrentTask(detail: Fields): TaskReading {
  const task = detail.object('ecsProperties')?.list('taskProperties')[0];
  if (task) return readTask(task, task.list('containers'));
  const pod = detail.object('eksProperties')?.object('podProperties');
  if (pod) return readPod(pod);
  const container = detail.object('container');
  return container ? readTask(container, [container]) : {};
}

/** All attempts that ended, from `attempts`, or from `eksAttempts` for a job on EKS. */
export function readAttempts(detail: Fields): AttemptReading[] {
  const onEks = atMost(detail, 'eksAttempts');
  return onEks.length > 0 ? onEks.map(readEksAttempt) : atMost(detail, 'attempts').map(readEcsAttempt);
}

/** AWS Batch allows ten attempts. The limit keeps a malformed event from producing a record that is too large for a log event. */
export const MAX_ATTEMPTS = 100;

function atMost(detail: Fields, name: string): Fields[] {
  const attempts = detail.list(name);
  return attempts.length > MAX_ATTEMPTS ? (detail.unread(name, `holds more than ${MAX_ATTEMPTS} attempts`) ?? []) : attempts;
}

function readEcsAttempt(attempt: Fields): AttemptReading {
  const task = attempt.list('taskProperties')[0];
  const container = attempt.object('container');
  const ran = task ? readTask(task, task.list('containers')) : container ? readTask(container, [container]) : {};
  return { ...readTimes(attempt), ...ran };
}

function readEksAttempt(attempt: Fields): AttemptReading {
  return { ...readTimes(attempt), ...readPod(attempt) };
}

function readTimes(attempt: Fields): AttemptReading {
  return {
    startedAt: attempt.millis('startedAt'),
    stoppedAt: attempt.millis('stoppedAt'),
    statusReason: attempt.reason('statusReason'),
  };
}

function readTask(task: Fields, containers: Fields[]): TaskReading {
  return {
    taskArn: task.optionalName('taskArn'),
    containerInstanceArn: task.optionalName('containerInstanceArn'),
    ...readContainers(containers),
  };
}

function readPod(pod: Fields): TaskReading {
  return { podName: pod.optionalName('podName'), ...readContainers([...pod.list('containers'), ...pod.list('initContainers')]) };
}

/** The result of an attempt with several containers. A failed container takes precedence. */
function readContainers(containers: Fields[]): TaskReading {
  const ends = containers.map((container) => ({
    exitCode: container.integer('exitCode'),
    containerReason: container.reason('reason'),
    logStream: container.optionalName('logStreamName'),
  }));
  const failed = ends.find((end) => end.exitCode !== undefined && end.exitCode !== 0);
  return {
    logStream: failed?.logStream ?? ends.find((end) => end.logStream !== undefined)?.logStream,
    exitCode: failed?.exitCode ?? ends.find((end) => end.exitCode !== undefined)?.exitCode,
    containerReason: (failed ?? ends.find((end) => end.containerReason !== undefined))?.containerReason,
  };
}
