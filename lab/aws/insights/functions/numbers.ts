import type { FunctionDefinition } from './definition';
import { Value, toNumber } from '../values';

/** A function of numbers: missing or no number as soon as one argument is. */
function numeric(min: number, max: number, calculate: (...numbers: number[]) => number): FunctionDefinition {
  const apply = (args: readonly Value[]): Value => {
    const numbers = args.map(toNumber);
    if (numbers.some((number) => number === undefined)) return undefined;
    const result = calculate(...(numbers as number[]));
    return Number.isFinite(result) ? result : undefined;
  };
  return { min, max, apply };
}

export const numberFunctions: Readonly<Record<string, FunctionDefinition>> = {
  abs: numeric(1, 1, Math.abs),
  ceil: numeric(1, 1, Math.ceil),
  floor: numeric(1, 1, Math.floor),
  greatest: numeric(1, Infinity, Math.max),
  least: numeric(1, Infinity, Math.min),
  round: numeric(1, 2, (number, digits = 0) => Math.round(number * 10 ** digits) / 10 ** digits),
  log: numeric(1, 1, Math.log),
  sqrt: numeric(1, 1, Math.sqrt),
};
