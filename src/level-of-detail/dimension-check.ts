import { Construct } from 'constructs';
import { LevelOfDetail } from './level-of-detail';
import { MetricDimensions } from './metric-dimensions';
import { refuse } from '../event-intake/prop-check';

/** The sets of a level of which every dimension is among the known ones. */
export const setsOfKnown = (level: LevelOfDetail, known: readonly string[]): MetricDimensions[] =>
  level.dimensionSets.filter(({ dimensionNames }) => dimensionNames.every((name) => known.includes(name)));

/** Refuses a set of dimensions that a metric is not published with, since CloudWatch would show an empty chart. */
export function checkPublished(where: Construct, metricName: string, dimensions: string[], published: readonly MetricDimensions[]): void {
  const sets = published.map(({ dimensionNames }) => dimensionNames);
  if (sets.some((set) => setKey(set) === setKey(dimensions))) return;
  refuse(where, {
    prop: `dimensionsMap of ${metricName}`,
    value: dimensions,
    allowed: `one of the sets that ${metricName} is published with: ${sets.map((set) => JSON.stringify(set)).join(', ')}`,
    mend: 'Name the dimensions of such a set, or choose another levelOfDetail.',
  });
}

const setKey = (dimensions: readonly string[]): string => [...dimensions].sort().join();
