import { Stats, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { MetricName } from '../domain/names/metrics';
import { LevelOfDetail } from '../level-of-detail/level-of-detail';
import { MetricDimensions } from '../level-of-detail/metric-dimensions';

export interface MetricDefaults {
  readonly statistic: string;
  readonly unit: Unit;
}

const COUNT: MetricDefaults = { statistic: Stats.SUM, unit: Unit.COUNT };
const MEAN_SECONDS: MetricDefaults = { statistic: Stats.AVERAGE, unit: Unit.SECONDS };
const TOTAL_SECONDS: MetricDefaults = { statistic: Stats.SUM, unit: Unit.SECONDS };
const OLDEST_SECONDS: MetricDefaults = { statistic: Stats.MAXIMUM, unit: Unit.SECONDS };

/** The statistic that answers the usual question about each metric, and its unit. */
export const METRIC_DEFAULTS: { readonly [name in MetricName]: MetricDefaults } = {
  JobsSubmitted: COUNT,
  JobsPending: COUNT,
  JobsRunnable: COUNT,
  JobsStarting: COUNT,
  JobsRunning: COUNT,
  JobsSucceeded: COUNT,
  JobsFailed: COUNT,
  QueuedSeconds: MEAN_SECONDS,
  RunnableSeconds: MEAN_SECONDS,
  StartingSeconds: MEAN_SECONDS,
  RunningSeconds: MEAN_SECONDS,
  AttemptsFailed: COUNT,
  SpotInterruptions: COUNT,
  LostSeconds: TOTAL_SECONDS,
  EventsProcessed: COUNT,
  EventsRejected: COUNT,
  DuplicateEvents: COUNT,
  LateEvents: COUNT,
  EventAgeSeconds: OLDEST_SECONDS,
};

export const isMetricName = (name: string): name is MetricName => Object.hasOwn(METRIC_DEFAULTS, name);

/** Totals, by job queue, and by compute environment. */
export const defaultDimensionSets = (): MetricDimensions[] => LevelOfDetail.STANDARD.dimensionSets;
