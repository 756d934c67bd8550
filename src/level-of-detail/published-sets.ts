import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { namesOf } from './dimension-check';
import { LevelOfDetail } from './level-of-detail';
import { MetricDimensions } from './metric-dimensions';
import { AnyMetric, METRICS, metricsOf, MetricOrigin, MetricUnit, publishedSets } from '../domain/names/metrics';

/** What decides which of its metrics a construct publishes, and by which dimensions. */
export interface Publisher {
  /** The configured sets; absent where none can be configured. */
  readonly dimensionSets?: MetricDimensions[];
  /** Whether the construct knows instances; absent where it always does. */
  readonly instancesIncluded?: boolean;
}

/** The dimension sets that a construct publishes a metric by; none, where it does not publish the metric. */
export const setsPublishedBy = (
  { dimensionSets = [], instancesIncluded = true }: Publisher,
  name: AnyMetric,
): readonly (readonly string[])[] =>
  instancesIncluded || !METRICS[name].publishedBy.needsRegistry ? publishedSets(name, namesOf(dimensionSets)) : [];

/** The sets of a level that some metric of an origin is published by. */
export const setsOfLevel = (level: LevelOfDetail, origin: MetricOrigin): MetricDimensions[] =>
  level.dimensionSets.filter((set) =>
    metricsOf(origin).some(({ publishedBy: { configurable } }) =>
      set.dimensionNames.every((name) => configurable?.some((each) => each === name)),
    ),
  );

const UNIT: Readonly<Record<MetricUnit, Unit>> = { count: Unit.COUNT, seconds: Unit.SECONDS, mebibytes: Unit.NONE, dollars: Unit.NONE };

/** The statistic that answers the usual question about a metric, and the unit that it is published in. */
export const usualOptions = (name: AnyMetric): { readonly statistic: string; readonly unit: Unit } => ({
  statistic: METRICS[name].statistic,
  unit: UNIT[METRICS[name].unit],
});
