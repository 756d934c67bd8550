import { Token } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { BatchAlarmsProps } from './batch-alarms-props';
import { HOUR } from './job-alarm';
import { DimensionName } from '../domain/names/metrics';
import { IJobEventCollector } from '../job-event-collector';
import { namesOf } from '../level-of-detail/dimension-check';
import { JobQueueMetricOptions } from '../level-of-detail/job-queue-metric-options';

/** Jobs that an alarm looks at together. */
export interface WatchedJobs {
  /** What the id of the alarm ends with. */
  readonly suffix: string;
  /** Begins or completes sentences: "jobs", or "jobs of the job queue ...". */
  readonly jobs: string;
  readonly options: JobQueueMetricOptions;
  /** The same of a metric that CloudWatch Logs publishes. */
  readonly dimensions?: { [name: string]: string };
}

const ALL: WatchedJobs = { suffix: '', jobs: 'jobs', options: {} };

/** Each queue or definition has alarms of its own: more of them would fill a stack, and CloudWatch creates three alarms a second. */
export const MAX_WATCHED = 50;

/** The job queues that can be watched one by one: none where there are too many, or where the collector publishes no metrics by job queue. */
export function watchableQueues(collector: IJobEventCollector, jobQueues: IJobQueue[] = []): IJobQueue[] | undefined {
  const isPublished = namesOf(collector.dimensionSets).some((names) => names.join() === DimensionName.JOB_QUEUE);
  return isPublished && jobQueues.length > 0 && jobQueues.length <= MAX_WATCHED ? jobQueues : undefined;
}

/** The job queues one by one, or all jobs together. */
export const watchedQueues = ({ jobQueues }: BatchAlarmsProps): readonly WatchedJobs[] => jobQueues?.map(ofQueue) ?? [ALL];

/** The job definitions one by one where they are given; else as above. */
export const watchedForSuccess = (props: BatchAlarmsProps): readonly WatchedJobs[] =>
  props.noSuccessJobDefinitions?.map(ofDefinition) ?? watchedQueues(props);

/** The id of the queue as a construct and not its name, which can be unknown until deployment. Queues of several scopes can have the same id. */
const ofQueue = (jobQueue: IJobQueue, index: number, all: readonly IJobQueue[]): WatchedJobs => ({
  suffix: `-${jobQueue.node.id}${all.some((other) => other !== jobQueue && other.node.id === jobQueue.node.id) ? `-${index}` : ''}`,
  jobs: `jobs of the job queue ${jobQueue.jobQueueName}`,
  options: { jobQueue },
  dimensions: { [DimensionName.JOB_QUEUE]: jobQueue.jobQueueName },
});

const ofDefinition = (name: string, index: number): WatchedJobs => ({
  suffix: `-${Token.isUnresolved(name) ? index : name}`,
  jobs: `jobs of the definition ${name}`,
  options: { dimensionsMap: { [DimensionName.JOB_DEFINITION]: name } },
});

export const HOURLY_SUM: MetricOptions = { statistic: Stats.SUM, period: HOUR };
