import { asBars, asTimeChart, compareNamed, Compared, Comparison, limitOf, together } from './comparison';
import { DrawnChart } from './drawn-charts';
import { AmountsOverTime, sumOf } from './truth';
import { TimeChart } from '../../../lab/view/widgets/widget-content';

const TOTAL = '';

/** A line or area for each value of a dimension. */
export const countsBy = (what: string, dimension: string): Comparison => ({
  tells: [`${what} by ${dimension}`],
  against: 'totals, and each period',
  compare: (chart, truth) => {
    const drawn = seriesOf(asTimeChart(chart), (value) => value);
    return compareOverTime(drawn, truth.overTime(what, dimension, chart.period), truth.totals(what, dimension));
  },
});

/** A line or area for each of several amounts, called by these names, which nothing tells apart. */
export const countsOf = (all: readonly string[]): Comparison => ({
  tells: all,
  against: 'totals, and each period',
  compare: (chart, truth) => {
    const drawn = seriesOf(asTimeChart(chart), (value) => value);
    const totals = all.flatMap((what) => [...truth.totals(what, TOTAL).values()].map((amount): [string, number] => [what, amount]));
    const overTime = all.map((what) => [what, truth.overTime(what, TOTAL, chart.period).get(TOTAL) ?? new Map<number, number>()] as const);
    return compareOverTime(drawn, new Map(overTime), new Map(totals));
  },
});

/** One line, of how many there were in a second. */
export const countPerSecond = (what: string): Comparison => ({
  tells: [what],
  against: 'totals, and each period',
  compare: (chart, truth) => {
    const drawn = seriesOf(asTimeChart(chart), (perSecond) => (perSecond * chart.period) / 1000);
    const totals = new Map([['Total', sumOf(truth.totals(what, TOTAL).values())]]);
    return compareOverTime(drawn, new Map([['Total', truth.overTime(what, TOTAL, chart.period).get(TOTAL)!]]), totals);
  },
});

/** Bars over the whole range for each value of a dimension, the largest groups alone. */
export const countBars = (all: readonly string[], dimension: string): Comparison => ({
  tells: all.map((what) => `${what} by ${dimension}`),
  against: 'totals',
  compare: (chart, truth) => {
    const totals = new Map(all.map((what) => [what, truth.totals(what, dimension)]));
    const groups = [...new Set([...totals.values()].flatMap((amounts) => [...amounts.keys()]))];
    const drawn = asBars(chart);
    const shown = new Set(drawn.categories);
    const found = drawn.series.flatMap(({ label, values }) =>
      values.map((value, index): [string, number] => [`${label} of ${drawn.categories[index]}`, value ?? 0]),
    );
    const expected = all.flatMap((what) =>
      groups
        .filter((group) => shown.has(group))
        .map((group): [string, number] => [`${what} of ${group}`, totals.get(what)!.get(group) ?? 0]),
    );
    const left = leftOut(chart, drawn.categories, groups, (group) => totals.get(all[0])!.get(group) ?? 0);
    return together([compareNamed(new Map(expected), new Map(found), { absentIsZero: true }), left]);
  },
});

/** As many groups as there are or as there is room for; those without room are not the largest. */
export function leftOut(
  chart: DrawnChart,
  shown: readonly string[],
  groups: readonly string[],
  sizeOf: (group: string) => number,
): Compared {
  const unknown = shown.filter((group) => !groups.includes(group)).map((group) => `${group} is drawn, and is not there in truth`);
  const missing = groups.filter((group) => !shown.includes(group));
  const room = Math.min(limitOf(chart), groups.length);
  const least = Math.min(...shown.map(sizeOf));
  const differences = [
    ...unknown,
    ...(shown.length === room
      ? []
      : [`${shown.length} groups are drawn where there are ${groups.length}, with room for ${limitOf(chart)}`]),
    ...missing.filter((group) => sizeOf(group) > least).map((group) => `${group} is not drawn, and is larger than others that are`),
  ];
  return { numbers: 0, differences, note: missing.length > 0 ? `the largest ${shown.length} of ${groups.length} groups` : undefined };
}

/** Lines by label, their points by instant. */
export const seriesOf = ({ series }: TimeChart, valueOf: (value: number) => number): AmountsOverTime =>
  new Map(series.map(({ label, points }) => [label, new Map(points.map(([ms, value]) => [ms, valueOf(value)]))]));

/** The sums of the lines against totals, and each point against what happened in its period. A period without a point is one of 0. */
function compareOverTime(drawn: AmountsOverTime, truth: AmountsOverTime, totals: ReadonlyMap<string, number>): Compared {
  const sums = new Map([...drawn].map(([label, points]) => [`${label} in all`, sumOf(points.values())]));
  const expected = new Map([...totals].map(([label, total]) => [`${label} in all`, total]));
  return together([
    compareNamed(expected, sums, { absentIsZero: true }),
    compareNamed(pointsOf(truth), pointsOf(drawn), { absentIsZero: true }),
  ]);
}

export const pointsOf = (lines: AmountsOverTime): ReadonlyMap<string, number> =>
  new Map(
    [...lines].flatMap(([label, points]) =>
      [...points].map(([ms, amount]): [string, number] => [`${label} at ${new Date(ms).toISOString()}`, amount]),
    ),
  );
