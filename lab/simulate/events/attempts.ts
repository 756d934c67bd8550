import { Attempt, Job, known } from '../model';
import { Site } from '../site';
import { containerEnd, networkInterfaces } from './containers';
import { containerNames, logStream, nodeName, taskArn } from './names';
import { podContainers } from './pods';

/** `attempts` of the event, or `eksAttempts`: those that are over. */
export const attempts = (job: Job, finished: number): object[] =>
  job.definition.shape === 'eks' ? [] : job.attempts.slice(0, finished).map((each) => attempt(job, each));

export const eksAttempts = (site: Site, job: Job, finished: number): object[] =>
  job.definition.shape === 'eks' ? job.attempts.slice(0, finished).map((each) => eksAttempt(site, job, each)) : [];

function attempt(job: Job, each: Attempt): object {
  const { startedAt, stoppedAt, outcome } = each;
  const task = job.definition.shape === 'containers' ? { taskProperties: [taskEnd(job, each)] } : { container: containerOf(job, each) };
  return known({ ...task, startedAt, stoppedAt, statusReason: outcome?.statusReason });
}

function containerOf(job: Job, each: Attempt): object {
  const { placement, outcome } = each;
  return known({
    containerInstanceArn: placement?.host?.arn,
    taskArn: placement && taskArn(placement),
    exitCode: outcome?.exitCode,
    reason: outcome?.reason,
    logStreamName: logStream(job, each),
    networkInterfaces: networkInterfaces(each),
  });
}

function taskEnd(job: Job, each: Attempt): object {
  const { placement } = each;
  return known({
    containerInstanceArn: placement?.host?.arn,
    taskArn: placement && taskArn(placement),
    containers: containerNames(job).map((name, index) =>
      known({
        name,
        ...containerEnd(each, index),
        logStreamName: logStream(job, each, name),
        networkInterfaces: [],
      }),
    ),
  });
}

function eksAttempt({ region, account }: Site, job: Job, each: Attempt): object {
  const { placement, startedAt, stoppedAt, outcome } = each;
  return known({
    eksClusterArn: `arn:aws:eks:${region}:${account}:cluster/research`,
    podName: placement && `aws-batch.${placement.taskId}`,
    podNamespace: 'batch-jobs',
    nodeName: placement && nodeName(placement),
    containers: podContainers(job, each),
    initContainers: [],
    startedAt,
    stoppedAt,
    statusReason: outcome?.statusReason,
  });
}
