/** How many numbers were expected, how many are as expected, and every difference in words. */
export interface NumberComparison {
  readonly expected: number;
  readonly equal: number;
  readonly differences: readonly string[];
}

export const NOTHING_COMPARED: NumberComparison = { expected: 0, equal: 0, differences: [] };

/** Sums of seconds and vCPUs are added up in another order. */
const TOLERANCE = 1e-6;

/** Compares numbers by name, both ways; what is not named is zero. */
export function compareNumbers(expected: ReadonlyMap<string, number>, found: ReadonlyMap<string, number>): NumberComparison {
  const isSame = (name: string): boolean => isNear(expected.get(name) ?? 0, found.get(name) ?? 0);
  const different = [...new Set([...expected.keys(), ...found.keys()])].filter((name) => !isSame(name));
  return {
    expected: expected.size,
    equal: [...expected.keys()].filter(isSame).length,
    differences: different.map((name) => `${name}: expected ${expected.get(name) ?? 0}, found ${found.get(name) ?? 0}`),
  };
}

export const isNear = (expected: number, found: number): boolean =>
  Math.abs(expected - found) <= TOLERANCE * Math.max(1, Math.abs(expected));

/** Adds numbers up by name. */
export class Sums {
  readonly all = new Map<string, number>();

  add(name: string, amount: number): void {
    if (amount !== 0) this.all.set(name, (this.all.get(name) ?? 0) + amount);
  }

  /** In total, and by each dimension that is present. */
  addTo(what: string, amount: number, fields: { readonly [name: string]: unknown }, dimensions: readonly string[]): void {
    this.add(nameOf(what, '', ''), amount);
    for (const dimension of dimensions) {
      if (fields[dimension] !== undefined) this.add(nameOf(what, dimension, String(fields[dimension])), amount);
    }
  }
}

export const nameOf = (what: string, dimension: string, value: string): string =>
  dimension === '' ? what : `${what} ${dimension}=${value}`;
