/**
 * Who calls: each execution environment has an access key id of its own, and a request carries it in its signature, as it does in AWS.
 */
import { IncomingHttpHeaders } from 'node:http';

export interface Caller {
  /** Logical id of the function, with the stack's name and a dot before it where two stacks use the same one. */
  readonly functionId: string;
  /** Number of its execution environment, from 1. */
  readonly environment: number;
}

export const accessKeyIdOf = ({ functionId, environment }: Caller): string => `${functionId}.${environment}`;

/** Nothing where a third party signed the request. */
export function callerOf(headers: IncomingHttpHeaders): Caller | undefined {
  const [, functionId, environment] = /Credential=([\w.-]+)\.(\d+)\//.exec(headers.authorization ?? '') ?? [];
  return functionId === undefined ? undefined : { functionId, environment: Number(environment) };
}
