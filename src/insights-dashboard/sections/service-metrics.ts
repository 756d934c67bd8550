import { MetricChart, SectionDescription, Unit } from '../section-description';
import { ServiceSeries } from '../series-description';
import { MILLISECONDS_PER_MINUTE, ofBatch } from './service-series';

const chart = (title: string, unit: Unit, scope: string | undefined, all: readonly ServiceSeries[]): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit,
  scope,
  width: 8,
  height: 6,
  series: all,
});

const moved = (state: string): ServiceSeries => ofBatch(state.toUpperCase(), `JobsMovedTo${state}`, 'Sum');
const p95 = (label: string, metric: string): ServiceSeries => ofBatch(label, metric, 'p95', MILLISECONDS_PER_MINUTE);

export const SERVICE_METRICS: SectionDescription = {
  title: 'Metrics of AWS Batch itself',
  explanation:
    'What AWS Batch publishes by job queue in the namespace AWS/Batch, free of charge and at best effort. Array jobs count by their children, and multi-node jobs once. ' +
    'Empty as long as AWS Batch publishes none.',
  charts: [
    chart('Jobs moved to each state', 'jobs', 'per period', [
      ofBatch('SUBMITTED', 'JobsSubmitted', 'Sum'),
      ...['Runnable', 'Starting', 'Running'].map(moved),
    ]),
    chart('Jobs that AWS Batch ended', 'jobs', 'per period', [
      ...['Succeeded', 'Failed'].map(moved),
      ofBatch('retried', 'JobsRetried', 'Sum'),
      ofBatch('cancelled', 'JobsCancelled', 'Sum'),
      ofBatch('terminated', 'JobsTerminated', 'Sum'),
    ]),
    chart('p95 durations from AWS Batch', 'minutes', undefined, [
      p95('before RUNNABLE', 'JobSubmittedToRunnableDuration'),
      p95('in RUNNABLE', 'JobAttemptRunnableToStartingDuration'),
      p95('in STARTING', 'JobAttemptStartingToRunningDuration'),
      p95('in RUNNING', 'JobAttemptExecutionDuration'),
    ]),
  ],
};
