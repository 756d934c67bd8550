/** Evaluates JSONata as AWS Step Functions does in a state machine. */
import jsonata from 'jsonata';
import { Json } from '../../aws/json';

export interface Variables {
  readonly [name: string]: Json;
}

/** The value of an expression, or nothing where its path leads nowhere. The variables are known to it with a dollar sign. */
export function evaluateJsonata(text: string, variables: Variables): Json | undefined {
  const value: unknown = jsonata(text).evaluate(undefined, variables);
  // Its lists carry marks of their own.
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
}
