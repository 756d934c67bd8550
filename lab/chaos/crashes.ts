/** Whether and where an invocation dies. Points are counted, not timed: the same request or line, whenever it comes. */
import { Fault, Plan } from './plan';
import { pick, roll } from './roll';
import { Crash } from '../replay/functions/crash';
import { BegunInvocation } from '../replay/hooks';

export interface Death {
  readonly fault: Fault;
  /** The process ends itself at its lines or its answer. */
  readonly crash?: Crash;
  /** It is killed when it makes this request, counted from 1. */
  readonly atRequest?: number;
}

const WAYS = [
  Fault.KILLED_FIRST,
  Fault.KILLED_BETWEEN,
  Fault.KILLED_BEFORE_LINES,
  Fault.KILLED_IN_LINES,
  Fault.KILLED_BEFORE_ANSWER,
] as const;
/** A message that comes more often ends as a dead letter after five tries: what is done to it must leave some that are good. */
const MAX_RECEIVES = 2;

export const mayBeRedelivered = (receives: string): boolean => Number(receives) <= MAX_RECEIVES;

/** @param number of the invocation among those of its function */
export function deathOf({ seed, crashes }: Plan, number: number, { functionId, messages, attempt }: BegunInvocation): Death | undefined {
  const isSafe = attempt === 1 && messages.every(({ Attributes }) => mayBeRedelivered(Attributes.ApproximateReceiveCount));
  if (!isSafe || roll(seed, 'crash', functionId, number) >= crashes) return undefined;
  const where = roll(seed, 'crash where', functionId, number);
  const fault = pick(WAYS, roll(seed, 'crash how', functionId, number));
  switch (fault) {
    case Fault.KILLED_FIRST:
      return { fault, atRequest: 1 };
    case Fault.KILLED_BETWEEN:
      return { fault, atRequest: 2 + Math.floor(where * Math.max(1, messages.length / 2)) };
    case Fault.KILLED_BEFORE_LINES:
      return { fault, crash: { line: 0 } };
    case Fault.KILLED_IN_LINES:
      return { fault, crash: { line: 1 + Math.floor(where * 20) } };
    default:
      return { fault, crash: 'answer' };
  }
}
