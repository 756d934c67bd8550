/** Whether and where an invocation dies. Points are counted, not timed: the same request or line, whenever it comes. */
import { Fault, Plan } from './plan';
import { pick, roll } from './roll';
import { Crash } from '../replay/functions/crash';
import { BegunInvocation } from '../replay/hooks';
import { ServiceName } from '../replay/servers/interference';

export interface Death {
  readonly fault: Fault;
  /** The process ends itself at its lines or its answer. */
  readonly crash?: Crash;
  /** It is killed when it makes this request, counted from 1. */
  readonly atRequest?: number;
}

/** A service that stops responding during an invocation. */
export interface Hang {
  readonly fault: Fault;
  readonly service: ServiceName;
  /** The first request without a response, counted from 1. */
  readonly fromRequest: number;
}

/** The timeout of an invocation during which a service does not respond. Short, because the handler waits for most of it. */
export const HANG_TIMEOUT: Crash = { seconds: 2, leewaySeconds: 10 };

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

const isSafe = ({ messages, attempt }: BegunInvocation): boolean =>
  attempt === 1 && messages.every(({ Attributes }) => mayBeRedelivered(Attributes.ApproximateReceiveCount));

/** @param number of the invocation among those of its function */
export function hangOf({ seed, hangs }: Plan, number: number, invocation: BegunInvocation): Hang | undefined {
  const { functionId, messages } = invocation;
  const chance = roll(seed, 'hang', functionId, number);
  if (!isSafe(invocation) || messages.length === 0) return undefined;
  if (chance < hangs) {
    const fromRequest = 1 + Math.floor((roll(seed, 'hang where', functionId, number) * messages.length) / 4);
    return { fault: Fault.HUNG_DYNAMODB, service: 'dynamodb', fromRequest };
  }
  // More often, because few invocations send messages.
  return chance < hangs * 6 ? { fault: Fault.HUNG_SQS, service: 'sqs', fromRequest: 1 } : undefined;
}

/** @param number of the invocation among those of its function */
export function deathOf({ seed, crashes }: Plan, number: number, invocation: BegunInvocation): Death | undefined {
  const { functionId, messages } = invocation;
  if (!isSafe(invocation) || roll(seed, 'crash', functionId, number) >= crashes) return undefined;
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
