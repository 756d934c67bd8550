import { DimensionName, InFlightMetric } from '../../domain/names/metrics';
import { IN_FLIGHT_LINES, jobLink, minutes } from '../record-query';
import { LogChart, MetricChart, SectionDescription } from '../section-description';
import { GroupSeries } from '../series-description';
import { RUNNING_VCPUS, STATES, VCPUS_IN_SERVICE, WAITING_VCPUS, inState, oldest } from './in-flight-series';

type Texts = Pick<MetricChart, 'title' | 'unit' | 'view'>;

const byQueue = (texts: Texts, metric: InFlightMetric, more: Partial<GroupSeries> = {}): MetricChart => ({
  source: 'metrics',
  width: 8,
  height: 5,
  ...texts,
  series: [
    { of: 'groups', from: 'in-flight', label: '', metric, dimension: DimensionName.JOB_QUEUE, statistic: 'Average', gaps: 'last', ...more },
  ],
});
const jobsByQueue = (jobState: string): MetricChart =>
  byQueue({ view: 'stacked', title: `Jobs in ${jobState} by job queue`, unit: 'jobs' }, InFlightMetric.JOBS_IN_STATE, { jobState });
const oldestByQueue = (state: string, metric: InFlightMetric): MetricChart =>
  byQueue({ view: 'line', title: `Oldest job in ${state} by job queue`, unit: 'minutes' }, metric, { statistic: 'Maximum', dividedBy: 60 });

const QUEUES_NOW: LogChart = {
  source: 'records',
  from: 'in-flight',
  view: 'table',
  title: 'Job queues and their oldest waiting job',
  scope: 'the latest line of each, in minutes',
  width: 24,
  height: 6,
  query: [
    IN_FLIGHT_LINES,
    [
      `fields JobQueue, ${minutes('OldestRunnableSeconds')} as OldestRunnable`,
      'OldestRunnableJobName',
      'OldestRunnableJobId',
      'BlockedReason',
      'Pending',
      'Runnable',
      'Starting',
      'Running',
      'WaitingVcpus',
      'RunningVcpus',
      `${minutes('OldestStartingSeconds')} as OldestStarting`,
      'OldestStartingJobId',
      'At as AsOf',
      jobLink('OldestRunnableJobId'),
    ].join(', '),
    'sort AsOf desc',
    'dedup JobQueue',
    'limit 50',
  ],
};

export const IN_FLIGHT: SectionDescription = {
  title: 'In flight',
  explanation:
    'At the last snapshot, minutes ago. A wait that rises steadily is a stuck job. A row with an old AsOf is of a queue without jobs. In service is for all job queues.',
  needs: 'in-flight',
  charts: [
    { source: 'metrics', view: 'latest', title: 'Jobs in each state now', unit: 'jobs', width: 14, height: 3, series: STATES.map(inState) },
    {
      source: 'metrics',
      view: 'latest',
      title: 'Longest waits now',
      unit: 'minutes',
      width: 10,
      height: 3,
      series: [oldest('RUNNABLE', InFlightMetric.OLDEST_RUNNABLE_SECONDS), oldest('STARTING', InFlightMetric.OLDEST_STARTING_SECONDS)],
    },
    QUEUES_NOW,
    {
      source: 'metrics',
      view: 'stacked',
      title: 'Jobs in each state over time',
      unit: 'jobs',
      width: 12,
      height: 5,
      series: STATES.map(inState),
    },
    {
      source: 'metrics',
      view: 'line',
      title: 'vCPUs requested by jobs and in service',
      unit: 'vCPUs',
      width: 12,
      height: 5,
      series: [WAITING_VCPUS, RUNNING_VCPUS, VCPUS_IN_SERVICE],
    },
    jobsByQueue('RUNNABLE'),
    jobsByQueue('STARTING'),
    jobsByQueue('RUNNING'),
    oldestByQueue('RUNNABLE', InFlightMetric.OLDEST_RUNNABLE_SECONDS),
    oldestByQueue('STARTING', InFlightMetric.OLDEST_STARTING_SECONDS),
    byQueue({ view: 'stacked', title: 'vCPUs waiting by job queue', unit: 'vCPUs' }, InFlightMetric.WAITING_VCPUS),
  ],
};
