import { MetricName } from '../../domain/names/metrics';
import { JOB_RUNS, minutes } from '../record-query';
import { SectionDescription } from '../section-description';
import { TotalSeries } from '../series-description';
import { FAILURE_COLOR, SUCCESS_COLOR } from './colors';

const entering = (state: string, metric: MetricName): TotalSeries => ({ of: 'total', label: state, metrics: [metric], statistic: 'Sum' });
const SUCCEEDED: TotalSeries = { ...entering('SUCCEEDED', MetricName.JOBS_SUCCEEDED), color: SUCCESS_COLOR };
const FAILED: TotalSeries = { ...entering('FAILED', MetricName.JOBS_FAILED), color: FAILURE_COLOR };
const FINISHED = [MetricName.JOBS_SUCCEEDED, MetricName.JOBS_FAILED];

export const OVERVIEW: SectionDescription = {
  title: 'Overview',
  explanation:
    'How many jobs finished in the time range, how they ended, and how long they waited for capacity. Array children and nodes count as jobs; their parents do not.',
  charts: [
    {
      source: 'metrics',
      view: 'number',
      title: 'Jobs finished',
      unit: 'jobs',
      explanation: 'Jobs that ended in the time range.',
      width: 9,
      height: 3,
      series: [SUCCEEDED, FAILED, { of: 'total', label: 'Finished', metrics: FINISHED, statistic: 'Sum' }],
    },
    {
      source: 'metrics',
      view: 'number',
      title: 'Success rate',
      unit: '%',
      explanation: 'The percentage of finished jobs that succeeded.',
      width: 5,
      height: 3,
      series: [{ of: 'share', label: 'SUCCEEDED', parts: [MetricName.JOBS_SUCCEEDED], whole: FINISHED }],
    },
    {
      source: 'metrics',
      view: 'number',
      title: 'Wait in RUNNABLE',
      unit: 'minutes',
      explanation: 'The time from RUNNABLE to placement. Half of the attempts waited less than the median, one in twenty longer than p95.',
      width: 10,
      height: 3,
      series: [
        { of: 'total', label: 'Median', metrics: [MetricName.RUNNABLE_SECONDS], statistic: 'p50', dividedBy: 60 },
        { of: 'total', label: 'p95', metrics: [MetricName.RUNNABLE_SECONDS], statistic: 'p95', dividedBy: 60 },
      ],
    },
    {
      source: 'records',
      view: 'pie',
      title: 'Succeeded and failed jobs',
      unit: 'jobs',
      explanation: 'How the jobs ended.',
      width: 6,
      height: 6,
      query: [JOB_RUNS, 'stats count(*) as Jobs by Status', 'sort Status desc'],
    },
    {
      source: 'metrics',
      view: 'line',
      title: 'Attempts entering each state',
      unit: 'attempts per period',
      explanation: 'Counted when an attempt enters the state. If RUNNABLE stays above STARTING, attempts wait for capacity.',
      width: 9,
      height: 6,
      series: [
        entering('PENDING', MetricName.JOBS_PENDING),
        entering('RUNNABLE', MetricName.JOBS_RUNNABLE),
        entering('STARTING', MetricName.JOBS_STARTING),
        entering('RUNNING', MetricName.JOBS_RUNNING),
      ],
    },
    {
      source: 'metrics',
      view: 'stacked',
      title: 'Jobs finishing over time',
      unit: 'jobs per period',
      explanation: 'The total height is the number of finished jobs. The red part failed.',
      width: 9,
      height: 6,
      series: [SUCCEEDED, FAILED],
    },
    {
      source: 'records',
      view: 'table',
      title: 'Latest jobs',
      unit: 'newest 100 jobs',
      explanation:
        'The jobs that finished last, with waits and run time in minutes and the placement of the last attempt. An empty cell is unknown.',
      width: 24,
      height: 9,
      query: [
        JOB_RUNS,
        [
          'fields StoppedAt',
          'Status',
          'FailureCategory',
          'JobName',
          'JobQueue',
          'JobDefinition',
          `${minutes('QueuedSeconds')} as QueuedMinutes`,
          `${minutes('TotalRunnableSeconds')} as RunnableMinutes`,
          `${minutes('TotalStartingSeconds')} as StartingMinutes`,
          `${minutes('TotalRunningSeconds')} as RunningMinutes`,
          'AttemptCount',
          'InstanceType',
          'AvailabilityZone',
          'Architecture',
          'PurchaseOption',
          'JobId',
        ].join(', '),
        'sort StoppedAt desc',
        'limit 100',
      ],
    },
  ],
};
