import { CostMetric, InFlightMetric, MetricName } from '../../domain/names/metrics';
import { FAILED_JOBS } from '../record-query';
import { LogChart, MetricChart, SectionDescription } from '../section-description';
import { Statistic, TotalSeries } from '../series-description';
import { BLOCKED_QUEUES } from './blocked-queues';
import { FAILURE_COLOR, SUCCESS_COLOR } from './colors';
import { RUNNING_VCPUS, STATES, VCPUS_IN_SERVICE, WAITING_VCPUS, inState, oldest } from './in-flight-series';

const FINISHED = [MetricName.JOBS_SUCCEEDED, MetricName.JOBS_FAILED];
const ended = (label: string, metric: MetricName, color: string): TotalSeries => ({
  of: 'total',
  label,
  metrics: [metric],
  statistic: 'Sum',
  color,
});
const SUCCEEDED = ended('SUCCEEDED', MetricName.JOBS_SUCCEEDED, SUCCESS_COLOR);
const FAILED = ended('FAILED', MetricName.JOBS_FAILED, FAILURE_COLOR);

const wait = (label: string, statistic: Statistic): TotalSeries => ({
  of: 'total',
  label,
  metrics: [MetricName.RUNNABLE_SECONDS],
  statistic,
  dividedBy: 60,
});
const WAIT = [wait('Median', 'p50'), wait('p95', 'p95')];

const numbers = (chart: Pick<MetricChart, 'title' | 'unit' | 'width' | 'series'>, view: 'number' | 'latest' = 'number'): MetricChart => ({
  source: 'metrics',
  view,
  height: 3,
  ...chart,
});

const IN_THE_RANGE: readonly MetricChart[] = [
  numbers({
    title: 'Jobs finished',
    unit: 'jobs',
    width: 8,
    series: [FAILED, SUCCEEDED, { of: 'total', label: 'Finished', metrics: FINISHED, statistic: 'Sum' }],
  }),
  numbers({
    title: 'Success rate',
    unit: '%',
    width: 3,
    series: [{ of: 'share', label: 'SUCCEEDED', parts: [MetricName.JOBS_SUCCEEDED], whole: FINISHED }],
  }),
  numbers({ title: 'Wait in RUNNABLE', unit: 'minutes', width: 5, series: WAIT }),
  numbers({
    title: 'Run time lost',
    unit: 'hours',
    width: 4,
    series: [{ of: 'total', label: 'In failed attempts', metrics: [MetricName.LOST_SECONDS], statistic: 'Sum', dividedBy: 3600 }],
  }),
  // Left out without cost insights.
  numbers({
    title: 'Estimated cost',
    unit: 'USD',
    width: 4,
    series: [{ of: 'total', from: 'costs', label: 'Of finished jobs', metrics: [CostMetric.COST_USD], statistic: 'Sum' }],
  }),
];

/** Left out without snapshots. */
const NOW: readonly MetricChart[] = [
  numbers({ title: 'Jobs now', unit: 'jobs', width: 9, series: STATES.map(inState) }, 'latest'),
  numbers(
    {
      title: 'Longest in the state now',
      unit: 'minutes',
      width: 7,
      series: [oldest('RUNNABLE', InFlightMetric.OLDEST_RUNNABLE_SECONDS), oldest('STARTING', InFlightMetric.OLDEST_STARTING_SECONDS)],
    },
    'latest',
  ),
  numbers({ title: 'vCPUs now', unit: 'vCPUs', width: 8, series: [WAITING_VCPUS, RUNNING_VCPUS, VCPUS_IN_SERVICE] }, 'latest'),
];

const CAUSES: LogChart = {
  source: 'records',
  view: 'table',
  title: 'Failed jobs by cause',
  scope: 'the most frequent first, UTC',
  width: 11,
  height: 5,
  query: [
    ...FAILED_JOBS,
    'stats count(*) as FailedJobs, count_distinct(JobQueue) as Queues, count_distinct(JobDefinition) as Revisions, sortsLast(StoppedAt) as Latest by FailureCategory',
    'sort FailedJobs desc',
  ],
};

const OVER_TIME: readonly MetricChart[] = [
  {
    source: 'metrics',
    view: 'stacked',
    title: 'Jobs finishing over time',
    unit: 'jobs',
    scope: 'per period',
    width: 12,
    height: 5,
    series: [FAILED, SUCCEEDED],
  },
  { source: 'metrics', view: 'line', title: 'Wait in RUNNABLE over time', unit: 'minutes', width: 12, height: 5, series: WAIT },
];

export const OVERVIEW: SectionDescription = {
  title: 'Overview',
  explanation:
    'Over the time range, and at the last snapshot. RUNNABLE jobs wait for capacity, PENDING jobs for other jobs. Children of array jobs count, parents do not.',
  charts: [...IN_THE_RANGE, ...NOW, CAUSES, BLOCKED_QUEUES, ...OVER_TIME],
};
