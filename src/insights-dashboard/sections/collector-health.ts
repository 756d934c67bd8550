import { MetricName } from '../../domain/names/metrics';
import { SectionDescription } from '../section-description';
import { CollectorSeries } from '../series-description';
import { FAILURE_COLOR, WARNING_COLOR } from './colors';

const events = (label: string, metric: MetricName, color?: string): CollectorSeries => ({
  of: 'collector',
  label,
  metric,
  statistic: 'Sum',
  color,
});
const PROCESSED = events('Processed', MetricName.EVENTS_PROCESSED);
const REJECTED = events('Rejected', MetricName.EVENTS_REJECTED, FAILURE_COLOR);
const UNREAD = events('Unread fields', MetricName.FIELDS_UNREAD);
const DUPLICATES = events('Duplicates', MetricName.DUPLICATE_EVENTS);
const LATE = events('Late', MetricName.LATE_EVENTS, WARNING_COLOR);

export const COLLECTOR_HEALTH: SectionDescription = {
  title: 'Collector health',
  explanation:
    'Shows whether the other numbers are complete: rejected events, unread fields, dead letters and errors should be 0. Always for the whole collector, ' +
    'with all job queues.',
  charts: [
    {
      source: 'metrics',
      view: 'number',
      title: 'Events',
      unit: 'events',
      explanation:
        'Duplicates and late events are normal and harmless. A rejected event could not be read; its log record has the reason. ' +
        'A field that could not be read is left out of the records of its events.',
      width: 16,
      height: 3,
      series: [PROCESSED, REJECTED, UNREAD, DUPLICATES, LATE],
    },
    {
      source: 'metrics',
      view: 'number',
      title: 'Dead letters and handler errors',
      unit: 'count',
      explanation: 'Both should be 0. Dead letters can be redriven.',
      width: 8,
      height: 3,
      series: [
        {
          of: 'dead-letter-queue',
          label: 'Dead letters',
          metric: 'ApproximateNumberOfMessagesVisible',
          statistic: 'Maximum',
          color: FAILURE_COLOR,
        },
        { of: 'handler', label: 'Handler errors', metric: 'Errors', statistic: 'Sum', color: FAILURE_COLOR },
      ],
    },
    {
      source: 'metrics',
      view: 'line',
      title: 'Events over time',
      unit: 'events per period',
      explanation: 'Proportional to the number of jobs.',
      width: 8,
      height: 6,
      series: [PROCESSED, REJECTED, UNREAD, DUPLICATES, LATE],
    },
    {
      source: 'metrics',
      view: 'line',
      title: 'Age of events when processed',
      unit: 'seconds',
      explanation: 'Normally about the batching window. If it grows, the collector cannot keep up.',
      width: 8,
      height: 6,
      series: [
        { of: 'collector', label: 'Median', metric: MetricName.EVENT_AGE_SECONDS, statistic: 'p50' },
        { of: 'collector', label: 'p99', metric: MetricName.EVENT_AGE_SECONDS, statistic: 'p99' },
      ],
    },
    {
      source: 'metrics',
      view: 'line',
      title: 'Dead letters, errors and throttles',
      unit: 'count',
      explanation: 'Dead letters stay until they are redriven or expire.',
      width: 8,
      height: 6,
      series: [
        {
          of: 'dead-letter-queue',
          label: 'Dead letters',
          metric: 'ApproximateNumberOfMessagesVisible',
          statistic: 'Maximum',
          color: FAILURE_COLOR,
        },
        { of: 'handler', label: 'Handler errors', metric: 'Errors', statistic: 'Sum', color: WARNING_COLOR },
        { of: 'handler', label: 'Handler throttles', metric: 'Throttles', statistic: 'Sum' },
      ],
    },
    {
      source: 'alarms',
      title: 'Alarms of the monitoring itself',
      unit: 'now',
      explanation: 'All should be green. The description of each alarm links to its runbook section.',
      width: 24,
      height: 4,
    },
  ],
};
