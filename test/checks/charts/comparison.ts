import { DrawnChart } from './drawn-charts';
import { Truth } from './truth';
import { isNear } from '../../../lab/compare/compare-numbers';
import { BarChart, TableContent, TimeChart, WidgetContent } from '../../../lab/view/widgets/widget-content';

/** What a chart shows against what is true. */
export interface Compared {
  /** How many numbers were expected. */
  readonly numbers: number;
  readonly differences: readonly string[];
  /** What is to be known of a chart that is equal. */
  readonly note?: string;
}

export interface Comparison {
  /** What the chart tells, such as `RUNNING by JobQueue`. */
  readonly tells: readonly string[];
  readonly against: string;
  readonly compare: (chart: DrawnChart, truth: Truth) => Compared;
}

type Numbers = ReadonlyMap<string, number>;

interface Options {
  /** By how much they may differ; by no more than additions in another order do, if not told. */
  readonly tolerance?: number;
  /** What is on one side alone counts as 0 on the other. */
  readonly absentIsZero?: boolean;
}

/** Compares numbers by name, both ways. */
export function compareNamed(expected: Numbers, found: Numbers, { tolerance, absentIsZero = false }: Options = {}): Compared {
  const isSame = (one: number, other: number): boolean =>
    tolerance === undefined ? isNear(one, other) : Math.abs(one - other) <= tolerance + 1e-9;
  const differences = [...new Set([...expected.keys(), ...found.keys()])].flatMap((name) => {
    const [want, have] = [expected.get(name), found.get(name)];
    const isEqual = absentIsZero ? isSame(want ?? 0, have ?? 0) : want !== undefined && have !== undefined && isSame(want, have);
    return isEqual ? [] : [`${name}: true is ${want ?? 'nothing'}, drawn is ${have ?? 'nothing'}`];
  });
  return { numbers: expected.size, differences };
}

export const together = (all: readonly Compared[]): Compared => ({
  numbers: all.reduce((sum, { numbers }) => sum + numbers, 0),
  differences: all.flatMap(({ differences }) => differences),
  note: all.flatMap(({ note }) => note ?? []).join('; ') || undefined,
});

export function asTimeChart({ content }: DrawnChart): TimeChart {
  if (content.kind !== 'lines' && content.kind !== 'areas') throw new Error(`It is no chart over time: ${described(content)}`);
  const labels = content.series.map(({ label }) => label);
  const double = labels.find((label, index) => labels.indexOf(label) !== index);
  if (double !== undefined) throw new Error(`Two lines are called ${double}`);
  return content;
}

export function asBars({ content }: DrawnChart): BarChart {
  if (content.kind !== 'bars') throw new Error(`It has no bars: ${described(content)}`);
  return content;
}

export function asTable({ content }: DrawnChart): TableContent {
  if (content.kind !== 'table') throw new Error(`It is no table: ${described(content)}`);
  return content;
}

export const described = (content: WidgetContent): string => (content.kind === 'message' ? content.message : content.kind);

/** Most rows that the query of a chart leaves. */
export const limitOf = ({ query }: DrawnChart): number => Number(/\| limit (\d+)/.exec(query)?.[1] ?? Infinity);
