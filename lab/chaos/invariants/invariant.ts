import { NumberComparison } from '../../compare/compare-numbers';
import { ChaosRun } from '../run';

/** How much was looked at, and where it did not hold. */
export interface Checked {
  readonly checked: number;
  readonly broken: readonly string[];
}

/** Something that must hold after every run; undefined where it does not apply to a run. */
export interface Invariant {
  readonly name: string;
  check(run: ChaosRun): Checked | undefined;
}

export const ofComparison = ({ expected, differences }: NumberComparison): Checked => ({ checked: expected, broken: differences });

/** Each of these must hold. */
export function each<T>(all: Iterable<T>, problemOf: (one: T) => string | undefined): Checked {
  const broken: string[] = [];
  let checked = 0;
  for (const one of all) {
    checked += 1;
    const problem = problemOf(one);
    if (problem !== undefined) broken.push(problem);
  }
  return { checked, broken };
}
