import { Attempt, Job } from '../model';
import { containerEnd, definedOnly, networkInterfaces } from './containers';
import { containerNames, logStream, taskArn } from './names';
import { podContainers } from './pods';

/** `attempts` of the event, or `eksAttempts`: those that are over. */
export const attempts = (job: Job, finished: number): object[] =>
  (job.definition.shape === 'eks' ? [] : job.attempts.slice(0, finished).map(each => attempt(job, each)));

export const eksAttempts = (job: Job, finished: number): object[] =>
  (job.definition.shape === 'eks' ? job.attempts.slice(0, finished).map(each => eksAttempt(job, each)) : []);

function attempt(job: Job, each: Attempt): object {
  const { startedAt, stoppedAt, outcome } = each;
  const task = job.definition.shape === 'containers' ? { taskProperties: [taskEnd(job, each)] } : { container: containerOf(job, each) };
  return definedOnly({ ...task, startedAt, stoppedAt, statusReason: outcome?.statusReason });
}

function containerOf(job: Job, each: Attempt): object {
  const { placement, outcome } = each;
  return definedOnly({
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
  return definedOnly({
    containerInstanceArn: placement?.host?.arn,
    taskArn: placement && taskArn(placement),
    containers: containerNames(job).map((name, index) => definedOnly({
      name, ...containerEnd(each, index), logStreamName: logStream(job, each, name), networkInterfaces: [],
    })),
  });
}

function eksAttempt(job: Job, each: Attempt): object {
  const { placement, startedAt, stoppedAt, outcome } = each;
  return definedOnly({
    eksClusterArn: 'arn:aws:eks:us-east-1:123456789012:cluster/research',
    podName: placement && `aws-batch.${placement.taskId}`,
    podNamespace: 'batch-jobs',
    nodeName: placement && nodeName(placement.address),
    containers: podContainers(job, each, true),
    initContainers: [],
    startedAt,
    stoppedAt,
    statusReason: outcome?.statusReason,
  });
}

export const nodeName = (address = ''): string => `ip-${address.replace(/\./g, '-')}.ec2.internal`;
