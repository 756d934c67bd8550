import { Token } from 'aws-cdk-lib';
import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { DashboardVariable, DefaultValue, IVariable, Values, VariableInputType, VariableType } from 'aws-cdk-lib/aws-cloudwatch';
import { CHOSEN_JOB_QUEUE, JobQueueFilter, NamedJobQueues } from './job-queue-filter';
import { DashboardSources } from './metric-sources';
import { DimensionName } from '../domain/names/metrics';
import { IJobEventCollector } from '../job-event-collector/job-event-collector-base';

/** Of a job queue. */
const MAX_NAME_LENGTH = 128;
/** What CloudWatch takes as the values of a variable. */
const MAX_VALUES = 500;
/** More lines than anyone reads in a chart, and fewer searches than CloudWatch takes for one. */
const MAX_WATCHED = 100;

/** Which job queues a dashboard shows. Where its collector watches no others, no chart needs to name them. */
export function filterOf({ collector }: DashboardSources, jobQueues?: readonly IJobQueue[]): JobQueueFilter {
  if (jobQueues && !watchesOnly(collector, jobQueues)) return { by: 'named', ...namesOf(jobQueues) };
  return publishesByJobQueue(collector) ? { by: 'chosen', all: collector.metricNamespace } : { by: 'none', watched: watchedBy(collector) };
}

function watchedBy({ _jobQueues: watched }: WatchingCollector): NamedJobQueues | undefined {
  return watched && watched.length <= MAX_WATCHED ? namesOf(watched) : undefined;
}

function namesOf(jobQueues: readonly IJobQueue[]): NamedJobQueues {
  const names = jobQueues.map((queue) => queue.jobQueueName);
  return { names, longest: Math.max(...names.map((name) => (Token.isUnresolved(name) ? MAX_NAME_LENGTH : name.length))) };
}

export const publishesByJobQueue = ({ dimensionSets }: IJobEventCollector): boolean =>
  dimensionSets.some(({ dimensionNames }) => dimensionNames.join() === DimensionName.JOB_QUEUE);

/** A collector that was made here knows its job queues. */
interface WatchingCollector extends IJobEventCollector {
  readonly _jobQueues?: readonly IJobQueue[];
}

export function watchesOnly({ _jobQueues: watched }: WatchingCollector, jobQueues: readonly IJobQueue[]): boolean {
  const shown = new Set(jobQueues.map((queue) => queue.jobQueueArn));
  return watched !== undefined && watched.every(({ jobQueueArn }) => shown.has(jobQueueArn));
}

/** Lets viewers choose a job queue: from a list, where all names are known at synthesis, otherwise in a text box. */
export function jobQueueVariable(filter: JobQueueFilter, jobQueues?: readonly IJobQueue[]): IVariable[] {
  if (filter.by !== 'chosen') return [];
  const names = namesToList(jobQueues);
  return [
    new DashboardVariable({
      id: 'JobQueue',
      label: 'Job queue',
      type: VariableType.PATTERN,
      value: CHOSEN_JOB_QUEUE,
      inputType: names ? VariableInputType.SELECT : VariableInputType.INPUT,
      values: names && Values.fromValues({ label: 'All job queues', value: filter.all }, ...names.map((value) => ({ value }))),
      defaultValue: DefaultValue.value(filter.all),
    }),
  ];
}

/** Not those that a search finds: the value for all job queues is none of them, and CloudWatch takes no other default. */
function namesToList(jobQueues: readonly IJobQueue[] = []): string[] | undefined {
  const names = jobQueues.map((queue) => queue.jobQueueName);
  const isListed = names.length > 0 && names.length < MAX_VALUES && !Token.isUnresolved(names.join());
  return isListed ? names.sort() : undefined;
}

/** What viewers choose at the top of the dashboard, in as few words as fit into a line. */
export function headlineAdvice(filter: JobQueueFilter, jobQueues?: readonly IJobQueue[]): string {
  if (filter.by === 'chosen') {
    const all = namesToList(jobQueues) ? '' : ` (${filter.all} is all)`;
    return `Choose a job queue${all} and the time range above. ${CLOCKS}`;
  }
  const limit = filter.by === 'named' ? `Only job queues ${filter.names.join(', ')}. ` : '';
  return `${limit}Choose the time range above. ${CLOCKS}`;
}

const CLOCKS = "Metrics go by the event's time; charts over logs read all that was ingested in the range.";
