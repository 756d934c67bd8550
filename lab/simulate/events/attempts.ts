import { withoutAbsent } from '../../../src/domain/event/without-absent';
import { Attempt, Job } from '../model';
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
  return withoutAbsent({ ...task, startedAt, stoppedAt, statusReason: outcome?.statusReason });
}

function containerOf(job: Job, each: Attempt): object {
  const { placement, outcome } = each;
  return withoutAbsent({
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
  return withoutAbsent({
    containerInstanceArn: placement?.host?.arn,
    taskArn: placement && taskArn(placement),
    containers: containerNames(job).map((name, index) =>
      withoutAbsent({
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
  return withoutAbsent({
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
