import { DimensionName, MetricName } from '../../domain/names/metrics';
import { MetricChart, SectionDescription } from '../section-description';
import { Statistic } from '../series-description';
import { comparison } from './comparison';
import { JOB_QUEUE } from './groups';

export const waitByQueue = (title: string, metric: MetricName, statistic: Statistic, width: number): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit: 'minutes',
  width,
  height: 5,
  series: [{ of: 'groups', label: '', metric, dimension: DimensionName.JOB_QUEUE, statistic, dividedBy: 60 }],
});

export const BY_JOB_QUEUE: SectionDescription = {
  title: 'By job queue',
  explanation:
    'Runnable is the wait for capacity, Starting the time until the container runs, over all attempts. One job in twenty exceeds P95. LostHours: run time of failed attempts.',
  charts: [
    comparison(JOB_QUEUE, 5),
    {
      source: 'metrics',
      view: 'stacked',
      title: 'Failed jobs by job queue over time',
      unit: 'jobs',
      scope: 'per period',
      width: 12,
      height: 5,
      series: [{ of: 'groups', label: '', metric: MetricName.JOBS_FAILED, dimension: DimensionName.JOB_QUEUE, statistic: 'Sum' }],
    },
    waitByQueue('p95 wait in RUNNABLE by job queue', MetricName.RUNNABLE_SECONDS, 'p95', 12),
  ],
};
