import { DimensionName, InFlightMetric } from '../../domain/names/metrics';
import { IN_FLIGHT_LINES, minutes } from '../record-query';
import { MetricChart, SectionDescription } from '../section-description';
import { GroupSeries, TotalSeries } from '../series-description';
import { BLOCKED_QUEUES } from './waiting';

/** Jobs stay in SUBMITTED for an instant: no snapshot is likely to find one. */
const STATES = ['PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'];

/** A gauge holds until the next snapshot. */
const gauge = (label: string, metric: InFlightMetric): TotalSeries => ({
  of: 'total',
  from: 'in-flight',
  label,
  metrics: [metric],
  statistic: 'Average',
  gaps: 'last',
  addsUp: true,
});
const inState = (jobState: string): TotalSeries => ({ ...gauge(jobState, InFlightMetric.JOBS_IN_STATE), jobState });
const oldest = (state: string, metric: InFlightMetric): TotalSeries => ({
  of: 'total',
  from: 'in-flight',
  label: `Oldest in ${state}`,
  metrics: [metric],
  statistic: 'Maximum',
  dividedBy: 60,
  gaps: 'last',
});
export const WAITING_VCPUS = gauge('Waiting', InFlightMetric.WAITING_VCPUS);
export const RUNNING_VCPUS = gauge('Running', InFlightMetric.RUNNING_VCPUS);
export const VCPUS_IN_SERVICE = gauge('In service', InFlightMetric.IN_SERVICE_VCPUS);

type Texts = Pick<MetricChart, 'title' | 'unit' | 'explanation' | 'view'>;

const byQueue = (texts: Texts, metric: InFlightMetric, more: Partial<GroupSeries> = {}): MetricChart => ({
  source: 'metrics',
  width: 8,
  height: 6,
  ...texts,
  series: [
    { of: 'groups', from: 'in-flight', label: '', metric, dimension: DimensionName.JOB_QUEUE, statistic: 'Average', gaps: 'last', ...more },
  ],
});
const jobsByQueue = (jobState: string, explanation: string): MetricChart =>
  byQueue({ view: 'stacked', title: `Jobs in ${jobState} by job queue`, unit: 'jobs', explanation }, InFlightMetric.JOBS_IN_STATE, {
    jobState,
  });
const oldestByQueue = (state: string, metric: InFlightMetric, explanation: string): MetricChart =>
  byQueue({ view: 'line', title: `Oldest job in ${state} by job queue`, unit: 'minutes', explanation }, metric, {
    statistic: 'Maximum',
    dividedBy: 60,
  });

export const IN_FLIGHT: SectionDescription = {
  title: 'In flight',
  explanation: 'Waiting and running jobs at the last snapshot. Snapshots are minutes apart. Instances in service are for all job queues.',
  needs: 'in-flight',
  charts: [
    {
      source: 'metrics',
      view: 'latest',
      title: 'Jobs in each state now',
      unit: 'jobs',
      explanation: 'RUNNABLE jobs wait for capacity, PENDING jobs for other jobs.',
      width: 14,
      height: 3,
      series: STATES.map(inState),
    },
    {
      source: 'metrics',
      view: 'latest',
      title: 'Longest waits now',
      unit: 'minutes',
      explanation: 'How long the oldest job has been in the state.',
      width: 10,
      height: 3,
      series: [oldest('RUNNABLE', InFlightMetric.OLDEST_RUNNABLE_SECONDS), oldest('STARTING', InFlightMetric.OLDEST_STARTING_SECONDS)],
    },
    {
      source: 'metrics',
      view: 'stacked',
      title: 'Jobs in each state over time',
      unit: 'jobs',
      explanation: 'The total height is the number of all jobs in flight.',
      width: 12,
      height: 6,
      series: STATES.map(inState),
    },
    {
      source: 'metrics',
      view: 'line',
      title: 'vCPUs requested by jobs and in service',
      unit: 'vCPUs',
      explanation: 'Requests include jobs on Fargate, which use no instance. If In service is far above Running, capacity is idle.',
      width: 12,
      height: 6,
      series: [WAITING_VCPUS, RUNNING_VCPUS, VCPUS_IN_SERVICE],
    },
    jobsByQueue('RUNNABLE', 'Jobs that wait for capacity.'),
    jobsByQueue('STARTING', 'Jobs that pull their image.'),
    jobsByQueue('RUNNING', 'Jobs that are running.'),
    oldestByQueue('RUNNABLE', InFlightMetric.OLDEST_RUNNABLE_SECONDS, 'A line that rises steadily is a stuck job.'),
    oldestByQueue('STARTING', InFlightMetric.OLDEST_STARTING_SECONDS, 'More than a few minutes: check image size and network.'),
    byQueue(
      { view: 'stacked', title: 'vCPUs waiting by job queue', unit: 'vCPUs', explanation: 'Requested by jobs in PENDING and RUNNABLE.' },
      InFlightMetric.WAITING_VCPUS,
    ),
    {
      source: 'records',
      from: 'in-flight',
      view: 'table',
      title: 'Job queues and their oldest waiting job',
      unit: 'latest of each, in minutes',
      explanation: 'AsOf is the time of the snapshot. BlockedReason is why the job blocks its queue, if AWS Batch reported it.',
      width: 24,
      height: 6,
      query: [
        IN_FLIGHT_LINES,
        `fields JobQueue, At as AsOf, Pending, Runnable, Starting, Running, ${minutes('OldestRunnableSeconds')} as OldestRunnableMinutes, OldestRunnableSince, OldestRunnableJobName, BlockedReason, OldestRunnableJobId, ${minutes('OldestStartingSeconds')} as OldestStartingMinutes, OldestStartingJobId, WaitingVcpus, RunningVcpus`,
        'sort AsOf desc',
        'dedup JobQueue',
        'limit 50',
      ],
    },
    { ...BLOCKED_QUEUES, title: 'Job queues that were blocked' },
  ],
};
