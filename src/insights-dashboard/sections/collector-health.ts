import { EMF_ERRORS } from '../../domain/names/logs-metrics';
import { MetricName } from '../../domain/names/metrics';
import { SectionDescription } from '../section-description';
import { CollectorSeries, ResourceSeries, Statistic } from '../series-description';
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

const EVENTS = [PROCESSED, REJECTED, UNREAD, DUPLICATES, LATE];

const DEAD_LETTERS: ResourceSeries = {
  of: 'dead-letter-queue',
  label: 'Dead letters',
  metrics: ['ApproximateNumberOfMessagesVisible'],
  statistic: 'Maximum',
  color: FAILURE_COLOR,
};
const ERRORS: ResourceSeries = { of: 'handler', label: 'Handler errors', metrics: ['Errors'], statistic: 'Sum', color: WARNING_COLOR };
const THROTTLES: ResourceSeries = { of: 'handler', label: 'Handler throttles', metrics: ['Throttles'], statistic: 'Sum' };
const REJECTED_METRICS: ResourceSeries = {
  of: 'log-group',
  label: 'Documents',
  metrics: Object.values(EMF_ERRORS),
  statistic: 'Sum',
  color: FAILURE_COLOR,
};
const age = (label: string, statistic: Statistic): CollectorSeries => ({
  of: 'collector',
  label,
  metric: MetricName.EVENT_AGE_SECONDS,
  statistic,
});
const AGE = [age('Median', 'p50'), age('p99', 'p99')];

export const COLLECTOR_HEALTH: SectionDescription = {
  title: 'Collector health',
  explanation:
    'For all job queues. Rejections, unread fields, dead letters and errors should be 0: then the other numbers are complete. Duplicates and late events are harmless.',
  charts: [
    { source: 'metrics', view: 'number', title: 'Events', unit: 'events', width: 14, height: 3, series: EVENTS },
    {
      source: 'metrics',
      view: 'number',
      title: 'Dead letters and handler errors',
      unit: 'count',
      width: 6,
      height: 3,
      series: [DEAD_LETTERS, ERRORS],
    },
    { source: 'metrics', view: 'number', title: 'Rejected metrics', unit: 'count', width: 4, height: 3, series: [REJECTED_METRICS] },
    { source: 'alarms', title: 'Alarms of the monitoring itself', scope: 'now', width: 24, height: 4 },
  ],
};

export const COLLECTOR_ACTIVITY: SectionDescription = {
  title: 'Collector activity',
  explanation:
    'The events that the collector handles, for all job queues. Their age is normally about the batching window; if it grows, the collector cannot keep up. ' +
    'Dead letters stay until they are redriven or expire.',
  charts: [
    {
      source: 'metrics',
      view: 'line',
      title: 'Events over time',
      unit: 'events',
      scope: 'per period',
      width: 8,
      height: 5,
      series: EVENTS,
    },
    { source: 'metrics', view: 'line', title: 'Age of events when processed', unit: 'seconds', width: 8, height: 5, series: AGE },
    {
      source: 'metrics',
      view: 'line',
      title: 'Dead letters, errors and throttles',
      unit: 'count',
      width: 8,
      height: 5,
      series: [DEAD_LETTERS, ERRORS, THROTTLES],
    },
  ],
};
