import type { FunctionDefinition } from './definition';
import { generalFunctions } from './general';
import { numberFunctions } from './numbers';
import { stringFunctions } from './strings';
import { timeFunctions } from './times';

/** Functions by name in lower case, as Logs Insights documents them. */
export const FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = new Map(
  Object.entries({ ...numberFunctions, ...stringFunctions, ...timeFunctions, ...generalFunctions }),
);
