import { MetricError } from './metric-error';

/** Rendering properties: the object that may end a row of `metrics`. */
export interface RenderingProperties {
  readonly id?: string;
  readonly expression?: string;
  readonly label?: string;
  readonly stat?: string;
  readonly period?: number;
  readonly visible?: boolean;
  readonly color?: string;
  readonly yAxis?: 'left' | 'right';
  readonly region?: string;
  readonly accountId?: string;
}

export interface MetricDefinition {
  readonly kind: 'metric';
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: ReadonlyMap<string, string>;
  readonly properties: RenderingProperties;
}

export interface ExpressionDefinition {
  readonly kind: 'expression';
  readonly expression: string;
  readonly properties: RenderingProperties;
}

export type Definition = MetricDefinition | ExpressionDefinition;

/** Rows of a widget's `metrics`: `[namespace, name, dimension, value, …, {…}]` with `.` and `...` for the values of the row before. */
export function readDefinitions(rows: readonly unknown[]): readonly Definition[] {
  let previous: readonly string[] = [];
  return rows.map((row, index) => {
    if (!Array.isArray(row)) throw new MetricError(`Metric ${index} is no array`);
    const properties = propertiesOf(row);
    if (properties.expression !== undefined) return { kind: 'expression', expression: properties.expression, properties };
    previous = expand(
      row.filter((part): part is string => typeof part === 'string'),
      previous,
      index,
    );
    return toMetric(previous, properties, index);
  });
}

function propertiesOf(row: readonly unknown[]): RenderingProperties {
  const last = row[row.length - 1];
  return typeof last === 'object' && last !== null ? (last as RenderingProperties) : {};
}

/** `...` stands for as many parts as make the row as long as the one before. */
function expand(parts: readonly string[], previous: readonly string[], index: number): readonly string[] {
  const dots = parts.indexOf('...');
  const fill = previous.length - (parts.length - 1);
  const long = dots < 0 ? parts : [...parts.slice(0, dots), ...previous.slice(dots, dots + fill), ...parts.slice(dots + 1)];
  return long.map((part, place) => {
    if (part !== '.') return part;
    if (previous[place] === undefined) throw new MetricError(`Metric ${index} refers with "." to nothing before it`);
    return previous[place];
  });
}

function toMetric(parts: readonly string[], properties: RenderingProperties, index: number): MetricDefinition {
  const [namespace, name, ...rest] = parts;
  if (!name || rest.length % 2 === 1) throw new MetricError(`Metric ${index} needs a namespace, a name, and pairs of dimension and value`);
  const pairs = Array.from({ length: rest.length / 2 }, (_, pair) => [rest[pair * 2], rest[pair * 2 + 1]] as const);
  return { kind: 'metric', namespace, name, dimensions: new Map(pairs), properties };
}
