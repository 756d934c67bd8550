import { MetricChart, SectionDescription } from '../section-description';
import { Statistic } from '../series-description';

const everyMetric = (title: string, statistic: Statistic, explanation: string): MetricChart => ({
  source: 'metrics',
  view: 'line',
  title,
  unit: 'as published',
  explanation,
  width: 12,
  height: 6,
  series: [{ of: 'service', namespace: 'AWS/Batch', dimension: 'JobQueueName', statistic, gaps: 'empty', label: '' }],
});

export const SERVICE_METRICS: SectionDescription = {
  title: 'Metrics of AWS Batch itself',
  explanation:
    'The metrics that AWS Batch publishes by job queue in the namespace AWS/Batch, free of charge. It is empty as long as AWS Batch publishes none.',
  charts: [
    everyMetric('AWS Batch by metric and job queue', 'Average', 'For gauges and durations: the average of each period.'),
    everyMetric('AWS Batch by metric and job queue, sum', 'Sum', 'For counts: the sum of each period.'),
  ],
};
