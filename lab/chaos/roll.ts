import { Random } from '../simulate/random';

/** A number from 0 to 1 for a seed and what is decided: the same whatever else was decided before, and in whatever order. */
export const roll = (seed: number, ...what: readonly (string | number)[]): number => new Random(seed, what.join('|')).next();

/** One of the choices. */
export const pick = <T>(choices: readonly T[], chance: number): T => choices[Math.floor(chance * choices.length)];
