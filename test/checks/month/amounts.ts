import { JsonObject } from '../../../lab/aws/json';
import { MeasuredPoint } from '../../../lab/replay/logs/embedded-metrics';

/** US dollars by name. */
export type Amounts = ReadonlyMap<string, number>;

/** A hundredth of a cent: the amounts of a month of few jobs are small. */
const TOLERANCE = 0.0001;

/** By job queue, and by compute environment of the last attempt. */
export function costsOf(records: readonly JsonObject[]): Amounts {
  const sums = new Map<string, number>();
  for (const record of records) {
    for (const name of ['JobQueue', 'ComputeEnvironment']) {
      const key = `${name}=${String(record[name])}`;
      if (typeof record.CostUsd === 'number') sums.set(key, (sums.get(key) ?? 0) + record.CostUsd);
    }
  }
  return sums;
}

/** Sums of a metric by its dimension, and under an empty name in total. */
export function sumsOf(points: readonly MeasuredPoint[], metric: string): Amounts {
  const sums = new Map<string, number>();
  for (const { Name, Dimensions, Values, Counts } of points) {
    if (Name !== metric) continue;
    const key = Object.entries(Dimensions)
      .map(([name, value]) => `${name}=${value}`)
      .join();
    sums.set(key, (sums.get(key) ?? 0) + Values.reduce((sum, value, index) => sum + value * Counts[index], 0));
  }
  return sums;
}

/** Those of compute environments, by their names. */
export const byEnvironment = (amounts: Amounts): Amounts =>
  new Map([...amounts].flatMap(([name, usd]) => (name.startsWith('ComputeEnvironment=') ? [[name.replace(/^[^=]+=/, ''), usd]] : [])));

export const without = (amounts: Amounts, key: string): Amounts => new Map([...amounts].filter(([name]) => name !== key));
export const total = (amounts: Amounts): number => [...amounts.values()].reduce((sum, usd) => sum + usd, 0);

/** Writes a line for each amount, and whether all are equal. Where nothing was expected, nothing was compared. */
export function compare(what: string, expected: Amounts, found: Amounts): boolean {
  const names = [...new Set([...expected.keys(), ...found.keys()])].sort();
  const isNear = (name: string): boolean => Math.abs((expected.get(name) ?? NaN) - (found.get(name) ?? NaN)) < TOLERANCE;
  for (const name of names) {
    const amounts = [expected, found].map((each) => (each.get(name)?.toFixed(6) ?? 'none').padStart(14)).join('');
    process.stdout.write(`${what.padEnd(22)}${name.padEnd(36)}${amounts}${isNear(name) ? '' : '  DIFFERENT'}\n`);
  }
  return names.length > 0 && names.every(isNear);
}
