import { DimensionName, MetricName } from '../../domain/names/metrics';
import { EitherChart, MetricChart, SectionDescription } from '../section-description';
import { GroupSeries, ServiceSeries, Statistic } from '../series-description';
import { comparison } from './comparison';
import { JOB_QUEUE } from './groups';
import { MILLISECONDS_PER_MINUTE, ofBatch } from './service-series';

/** A metric by job queue or, if the level of detail publishes none, the one that AWS Batch publishes itself, free of charge. */
const byQueue = (
  chart: Omit<MetricChart, 'source' | 'series'>,
  own: Omit<GroupSeries, 'of' | 'label' | 'dimension'>,
  free: ServiceSeries,
): EitherChart => ({
  source: 'either',
  metrics: [{ source: 'metrics', ...chart, series: [{ of: 'groups', label: '', dimension: DimensionName.JOB_QUEUE, ...own }] }],
  otherwise: [{ source: 'metrics', ...chart, scope: [chart.scope, 'from AWS Batch'].filter(Boolean).join(', '), series: [free] }],
});

const WAITS = {
  [MetricName.RUNNABLE_SECONDS]: 'JobAttemptRunnableToStartingDuration',
  [MetricName.QUEUED_SECONDS]: 'JobSubmittedToRunnableDuration',
};

export const waitByQueue = (title: string, metric: keyof typeof WAITS, statistic: Statistic, width: number): EitherChart =>
  byQueue(
    { view: 'line', title, unit: 'minutes', width, height: 5 },
    { metric, statistic, dividedBy: 60 },
    ofBatch('', WAITS[metric], statistic, MILLISECONDS_PER_MINUTE),
  );

export const BY_JOB_QUEUE: SectionDescription = {
  title: 'By job queue',
  explanation:
    'Runnable is the wait for capacity, Starting the time until the container runs, over all attempts. One job in twenty exceeds P95. LostHours: run time of failed attempts.',
  charts: [
    comparison(JOB_QUEUE, 5),
    byQueue(
      { view: 'stacked', title: 'Failed jobs by job queue over time', unit: 'jobs', scope: 'per period', width: 12, height: 5 },
      { metric: MetricName.JOBS_FAILED, statistic: 'Sum' },
      ofBatch('', 'JobsMovedToFailed', 'Sum'),
    ),
    waitByQueue('p95 wait in RUNNABLE by job queue', MetricName.RUNNABLE_SECONDS, 'p95', 12),
  ],
};
