/** A moment, as `@timestamp`, `bin()` and `fromMillis()` give it; it counts as milliseconds in arithmetic. */
export class Timestamp {
  constructor(readonly ms: number) {}

  toString(): string {
    return new Date(this.ms).toISOString().replace('T', ' ').slice(0, -1);
  }
}

/** JSON structure that `jsonParse` gives and `unnest` takes apart. */
export type Structure = readonly unknown[] | { readonly [key: string]: unknown };

/** `undefined` is a missing field. There are no booleans: as in Logs Insights, true is 1 and false is 0. */
export type Value = string | number | Timestamp | Structure | undefined;

/** What a result row shows: timestamps as `YYYY-MM-DD HH:mm:ss.SSS` in UTC. */
export type Shown = string | number;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export function toNumber(value: Value): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (value instanceof Timestamp) return value.ms;
  return typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : undefined;
}

export function toText(value: Value): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number' || value instanceof Timestamp) return String(value);
  return JSON.stringify(value);
}

export const toFlag = (truth: boolean): number => (truth ? 1 : 0);

export function isTrue(value: Value): boolean {
  const number = toNumber(value);
  return number === undefined ? value === 'true' : number !== 0;
}

/** From JSON: booleans become 1 and 0, null is as good as missing. */
export function fromJson(value: unknown): Value {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'boolean') return toFlag(value);
  return value as Value;
}

export function toShown(value: Value): Shown | undefined {
  return typeof value === 'number' ? value : toText(value);
}

export function isEqual(left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return left === right;
  const [a, b] = [toNumber(left), toNumber(right)];
  return a !== undefined && b !== undefined ? a === b : toText(left) === toText(right);
}

/** Order of `<` and its like: numbers by size, anything else as text. */
export function compare(left: Value, right: Value): number {
  const [a, b] = [toNumber(left), toNumber(right)];
  if (a !== undefined && b !== undefined) return a - b;
  return compareText(toText(left) ?? '', toText(right) ?? '');
}

/**
 * Order of `sort`: missing values, then text, then numbers. Within text, runs of digits go by length and then by value,
 * everything else by code point, as the documentation of `sort` describes.
 */
export function compareNaturally(left: Value, right: Value): number {
  const [rankA, rankB] = [rank(left), rank(right)];
  if (rankA !== rankB || rankA === 0) return rankA - rankB;
  if (rankA === 2) return toNumber(left)! - toNumber(right)!;
  return compareChunks(toText(left)!, toText(right)!);
}

function rank(value: Value): number {
  if (value === undefined) return 0;
  return toNumber(value) === undefined ? 1 : 2;
}

function compareChunks(left: string, right: string): number {
  const [a, b] = [chunks(left), chunks(right)];
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = compareChunk(a[index], b[index]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

const chunks = (text: string): readonly string[] => text.match(/\d+|\D+/g) ?? [];

function compareChunk(left: string, right: string): number {
  const bothDigits = /^\d/.test(left) && /^\d/.test(right);
  return (bothDigits && left.length - right.length) || compareText(left, right);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
