import { Token } from 'aws-cdk-lib';
import { CfnJobQueue, IJobQueue } from 'aws-cdk-lib/aws-batch';
import { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { JobQueueMetricOptions } from './job-queue-metric-options';
import { DimensionName } from '../domain/names/metrics';
import { JOB_QUEUE } from '../prop-check/cdk-types';
import { reject, rejectWithoutEffect } from '../prop-check/prop-check';
import { checkType } from '../prop-check/prop-types';

/** What a construct watches, where it does not watch all job queues. */
export interface QueueWatcher extends Construct {
  readonly _jobQueues?: readonly IJobQueue[];
}

const DIMENSION = `dimensionsMap.${DimensionName.JOB_QUEUE}`;

/** The options with the job queue as a dimension. A queue that is not watched is an error, since an alarm on its metric would stay OK whatever happens. */
export function withQueueDimension(construct: QueueWatcher, { jobQueue, ...options }: JobQueueMetricOptions): MetricOptions {
  const name: unknown = options.dimensionsMap?.[DimensionName.JOB_QUEUE];
  checkType(construct, 'jobQueue', jobQueue, JOB_QUEUE);
  if (typeof name === 'string') checkName(construct, name);
  if (jobQueue === undefined) return options;
  if (name !== undefined) {
    rejectWithoutEffect(construct, { prop: DIMENSION, value: name, because: 'when jobQueue is given', fix: 'Leave one of the two out.' });
  }
  if (construct._jobQueues?.every((watched) => isOther(watched, jobQueue))) rejectUnwatched(construct, 'jobQueue', jobQueue);
  return { ...options, dimensionsMap: { ...options.dimensionsMap, [DimensionName.JOB_QUEUE]: jobQueue.jobQueueName } };
}

function checkName(construct: QueueWatcher, name: string): void {
  if (Token.isUnresolved(name)) return;
  if (/^arn:[^:]*:batch:/.test(name)) {
    reject(construct, {
      prop: DIMENSION,
      value: name,
      allowed: 'the name of a job queue',
      fix: 'Give the part after the slash, or the job queue as jobQueue.',
    });
  }
  if (construct._jobQueues?.every((queue) => ![undefined, name].includes(knownName(queue)))) rejectUnwatched(construct, DIMENSION, name);
}

function rejectUnwatched(construct: QueueWatcher, prop: string, value: unknown): never {
  const watched = (construct._jobQueues ?? []).map((queue) => knownName(queue) ?? queue.node.path);
  return reject(construct, {
    prop,
    value,
    allowed: `one of the job queues that are watched (${watched.join(', ')})`,
    fix: 'Correct it, or add the queue to jobQueues.',
  });
}

/** Whether two queues differ for sure. One that is imported by a token may be any. */
function isOther(queue: IJobQueue, other: IJobQueue): boolean {
  if (queue === other) return false;
  const names = [queue, other].map(knownName);
  if (!names.includes(undefined)) return names[0] !== names[1];
  return [queue, other].every(({ node }) => node.defaultChild instanceof CfnJobQueue);
}

/** The name of a queue, where it is known before deployment. */
function knownName({ node: { defaultChild: resource }, jobQueueName }: IJobQueue): string | undefined {
  const name = resource instanceof CfnJobQueue ? resource.jobQueueName : jobQueueName;
  return Token.isUnresolved(name) ? undefined : name;
}
