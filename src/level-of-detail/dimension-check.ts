import { Construct } from 'constructs';
import { MetricDimensions } from './metric-dimensions';
import { reject } from '../prop-check/prop-check';

/** The names of the dimensions in each set. */
export const namesOf = (sets: readonly MetricDimensions[]): string[][] => sets.map(({ dimensionNames }) => dimensionNames);

export interface AskedDimensions {
  readonly metricName: string;
  readonly dimensions: string[];
  /** Those that the metric is published with. */
  readonly sets: readonly (readonly string[])[];
  /** Completes "Name the dimensions of such a set ...". */
  readonly otherwise?: string;
}

/** What else helps where sets follow from a level of detail. */
export const OTHER_LEVEL = ', or choose another levelOfDetail';

/** Refuses a set of dimensions that a metric is not published with, since CloudWatch would show an empty chart. */
export function checkPublished(where: Construct, { metricName, dimensions, sets, otherwise = '' }: AskedDimensions): void {
  if (sets.some((set) => setKey(set) === setKey(dimensions))) return;
  reject(where, {
    prop: `dimensionsMap of ${metricName}`,
    value: dimensions,
    allowed: `one of the sets that ${metricName} is published with: ${sets.map(shownSet).join(', ') || 'none'}`,
    fix: `Name the dimensions of such a set${otherwise}.`,
  });
}

const shownSet = (set: readonly string[]): string => (set.length === 0 ? '[] (the total)' : JSON.stringify(set));

const setKey = (dimensions: readonly string[]): string => [...dimensions].sort().join();
