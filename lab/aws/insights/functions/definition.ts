import type { Row } from '../log-event';
import type { Value } from '../values';

/** A function of `fields` and `filter`: how many arguments it takes, and what it gives. */
export interface FunctionDefinition {
  readonly min: number;
  readonly max: number;
  readonly apply: (args: readonly Value[], row: Row) => Value;
  /** Which argument is a period, such as `5m`. */
  readonly period?: number;
}
