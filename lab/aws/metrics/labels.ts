import { Series, valuesOf } from './series';

/** The default label of a series: its metric's dimensions, else the metric's name. */
export function defaultLabel({ metric, label }: Series): string {
  if (!metric) return label;
  return [...metric.dimensions.values()].join(' ') || metric.name;
}

/** Replaces `${LAST}`, `${PROP('Dim.JobQueue')}` and the like. */
export function dynamicLabel(template: string, series: Series): string {
  return template.replace(
    /\$\{\s*([A-Z_]+)\s*(?:\(\s*['"]([^'"]*)['"]\s*\))?\s*\}/g,
    (whole, name: string, argument?: string) => (name === 'PROP' ? property(argument ?? '', series) : statisticOf(name, series)) ?? whole,
  );
}

function property(name: string, { metric, period, stat }: Series): string | undefined {
  if (name.startsWith('Dim.')) return metric?.dimensions.get(name.slice(4)) ?? '';
  const properties: Record<string, string | undefined> = {
    MetricName: metric?.name,
    Namespace: metric?.namespace,
    Stat: stat,
    Period: String(period),
  };
  return Object.hasOwn(properties, name) ? (properties[name] ?? '') : undefined;
}

function statisticOf(name: string, series: Series): string | undefined {
  const values = valuesOf(series);
  const total = values.reduce((sum, value) => sum + value, 0);
  const numbers: Record<string, number | undefined> = {
    AVG: total / values.length,
    DATAPOINT_COUNT: values.length,
    FIRST: values[0],
    LAST: values[values.length - 1],
    MAX: values.reduce((most, value) => Math.max(most, value), -Infinity),
    MIN: values.reduce((least, value) => Math.min(least, value), Infinity),
    SUM: total,
  };
  if (name === 'LABEL') return defaultLabel(series);
  if (!Object.hasOwn(numbers, name)) return undefined;
  const number = numbers[name];
  return number === undefined || !Number.isFinite(number) ? '--' : String(Math.round(number * 1000) / 1000);
}
