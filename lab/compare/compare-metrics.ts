import { isNear, NumberComparison } from './compare-numbers';
import { hasTrueTotal, Part, partOfMetric } from './parts';
import { COLLECTOR_METRICS } from '../../src/domain/names/metrics';
import { MeasuredPoint } from '../replay/logs/embedded-metrics';
import { MetricTotal } from '../simulate/truth/ledger';

/**
 * Compares totals by metric and dimensions, those of the parts that are compared and those of no part. Metrics of the collector itself depend on
 * the delivery and have no truth; gauges have no totals.
 */
export function compareMetrics(
  totals: readonly MetricTotal[],
  points: Iterable<MeasuredPoint>,
  parts: ReadonlySet<Part>,
): NumberComparison {
  const isCompared = ({ Name }: { readonly Name: string }): boolean => {
    const part = partOfMetric(Name);
    return hasTrueTotal(Name) && (part === undefined || parts.has(part));
  };
  const expected = totals.filter(isCompared);
  const found = totalsOf(points, isCompared);
  const differences = expected.flatMap((total) => differenceOf(total, found.get(keyOf(total))));
  const known = new Set(expected.map(keyOf));
  const extra = [...found].filter(([key]) => !known.has(key)).map(([key, { Sum }]) => `${key}: expected nothing, found a sum of ${Sum}`);
  return { expected: expected.length, equal: expected.length - differences.length, differences: [...differences, ...extra] };
}

/** What metrics add up to and how many values they have, by name; not those about the collector, nor gauges. */
export function sumsOfPoints(points: Iterable<MeasuredPoint>): Map<string, number> {
  return namedSums([...totalsOf(points, ({ Name }) => hasTrueTotal(Name))]);
}

export const sumsOfTotals = (totals: readonly MetricTotal[]): Map<string, number> =>
  namedSums(totals.filter(({ Name }) => hasTrueTotal(Name)).map((total) => [keyOf(total), total]));

/** One total for each metric with its dimensions. */
export function sumOfTotals(totals: readonly MetricTotal[]): MetricTotal[] {
  const sums = new Map<string, MetricTotal>();
  for (const total of totals) {
    const { Count, Sum } = sums.get(keyOf(total)) ?? { Count: 0, Sum: 0 };
    sums.set(keyOf(total), { ...total, Count: Count + total.Count, Sum: Sum + total.Sum });
  }
  return [...sums.values()];
}

const namedSums = (totals: readonly (readonly [string, { readonly Count: number; readonly Sum: number }])[]): Map<string, number> =>
  new Map(
    totals.flatMap(([key, { Count, Sum }]) => [
      [`${key} sum`, Sum],
      [`${key} count`, Count],
    ]),
  );

const keyOf = ({ Name, Dimensions }: Pick<MetricTotal, 'Name' | 'Dimensions'>): string => {
  const names = Object.keys(Dimensions).sort();
  return [Name, ...names.map((name) => `${name}=${Dimensions[name]}`)].join(' ');
};

function totalsOf(
  points: Iterable<MeasuredPoint>,
  isCompared: (point: MeasuredPoint) => boolean,
): Map<string, { Count: number; Sum: number }> {
  const totals = new Map<string, { Count: number; Sum: number }>();
  for (const point of points) {
    if (COLLECTOR_METRICS.some((name) => name === point.Name) || !isCompared(point)) continue;
    const total = totals.get(keyOf(point)) ?? { Count: 0, Sum: 0 };
    const sum = point.Values.reduce((all, value, index) => all + value * point.Counts[index], 0);
    total.Sum += sum;
    // Counts and amounts of one minute are added up to one value, so the things counted are the sum.
    total.Count += point.Unit !== 'Seconds' ? sum : point.Counts.reduce((all, count) => all + count, 0);
    totals.set(keyOf(point), total);
  }
  return totals;
}

function differenceOf(expected: MetricTotal, found: { Count: number; Sum: number } = { Count: 0, Sum: 0 }): string[] {
  if (isNear(expected.Sum, found.Sum) && isNear(expected.Count, found.Count)) return [];
  return [`${keyOf(expected)}: expected ${expected.Count} with a sum of ${expected.Sum}, found ${found.Count} with a sum of ${found.Sum}`];
}
