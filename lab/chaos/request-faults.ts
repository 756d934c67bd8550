/** What happens to a request: decided by what it is about and how often that was asked, not by when it comes. */
import { throttled, sendRefused, serverError, standInThrottled, unavailable } from './answers';
import { Fault, Plan } from './plan';
import { roll } from './roll';
import { isObject, JsonObject } from '../aws/json';
import { Answer } from '../replay/servers/answer';

/** Nothing; an answer instead; a wait before the answer; the connection cut before or after; or what is done to the request or its answer. */
export type RequestFault =
  | { readonly fault: Fault; readonly answer: Answer }
  | { readonly fault: Fault; readonly delayMillis: number }
  | { readonly fault: Fault; readonly cut: 'before' | 'after' }
  | { readonly fault: Fault; readonly change: 'unprocessed' | 'refuse entry' };

/** As often as the handlers try. */
const DYNAMODB_TRIES = 5;

export class RequestFaults {
  /** The service that does not answer at all. */
  outage: Plan['outage'] = 'none';
  private readonly asked = new Map<string, number>();
  private readonly doomed = new Map<string, number>();

  constructor(private readonly plan: Plan) {}

  ofDynamoDb(operation: string, body: string): RequestFault | undefined {
    if (this.outage === 'dynamodb') return { fault: Fault.DOOMED, answer: serverError() };
    const input = JSON.parse(body) as JsonObject;
    const about = `${operation} ${String(input.TableName)} ${JSON.stringify(input.Key ?? input.Segment ?? '')}`;
    const left = this.doomed.get(about) ?? 0;
    if (left > 0) this.doomed.set(about, left - 1);
    if (left > 0) return { fault: Fault.DOOMED, answer: throttled(left % 2 === 0) };
    const chance = this.chanceOf(about) / this.plan.requests;
    return chance >= 1 ? undefined : this.dynamoDbFault(chance, about, operation);
  }

  ofSqs(operation: string): RequestFault | undefined {
    if (this.outage === 'sqs') return { fault: Fault.SEND_REFUSED, answer: unavailable() };
    const chance = this.chanceOf(operation) / (this.plan.requests * 2);
    if (chance < 0.3) return { fault: Fault.ENTRY_REFUSED, change: 'refuse entry' };
    if (chance < 0.5) return { fault: Fault.SEND_REFUSED, answer: sendRefused() };
    // A message that is sent again is a duplicate.
    if (!this.plan.redelivers) return undefined;
    if (chance < 0.6) return { fault: Fault.SEND_CUT_BEFORE, cut: 'before' };
    return chance < 1 ? { fault: Fault.SEND_CUT_AFTER, cut: 'after' } : undefined;
  }

  ofStandIn(operation: string): RequestFault | undefined {
    const isQuery = operation.startsWith('Action=');
    return this.chanceOf(operation) < this.plan.requests * 3 ? { fault: Fault.STAND_IN, answer: standInThrottled(isQuery) } : undefined;
  }

  /** Whether Firehose refuses a record for the moment. */
  ofRecord(data: string): boolean {
    return this.chanceOf(data) < this.plan.requests;
  }

  private dynamoDbFault(chance: number, about: string, operation: string): RequestFault {
    if (operation === 'BatchGetItem' && chance < 0.6) return { fault: Fault.UNPROCESSED, change: 'unprocessed' };
    if (chance < 0.3) return { fault: Fault.THROTTLED, answer: throttled(chance < 0.15) };
    if (chance < 0.5) return { fault: Fault.SERVER_ERROR, answer: serverError() };
    if (chance < 0.65) return { fault: Fault.SLOW, delayMillis: 40 + chance * 200 };
    if (chance < 0.75) return { fault: Fault.CUT_BEFORE, cut: 'before' };
    if (chance < 0.9) return { fault: Fault.CUT_AFTER, cut: 'after' };
    this.doomed.set(about, DYNAMODB_TRIES - 1);
    return { fault: Fault.DOOMED, answer: throttled(true) };
  }

  private chanceOf(about: string): number {
    const count = (this.asked.get(about) ?? 0) + 1;
    this.asked.set(about, count);
    return roll(this.plan.seed, 'request', about, count);
  }
}

/** The request without its last key, if another one is left to read, and the answer with that one left unread. */
export function leaveUnread(body: string): { readonly rest?: string; readonly withLeft: (answer: string) => string } {
  const input = JSON.parse(body) as { RequestItems: { [table: string]: { Keys: JsonObject[] } } };
  const [[table, { Keys }]] = Object.entries(input.RequestItems);
  const rest = { ...input, RequestItems: { [table]: { Keys: Keys.slice(0, -1) } } };
  return {
    rest: Keys.length < 2 ? undefined : JSON.stringify(rest),
    withLeft: (answer) => JSON.stringify({ ...(JSON.parse(answer) as object), UnprocessedKeys: { [table]: { Keys: Keys.slice(-1) } } }),
  };
}

/** The request without its last entry, if another one is left to send, and the answer with that one refused. */
export function refuseEntry(body: string): { readonly rest?: string; readonly withRefused: (answer: string) => string } | undefined {
  const input = JSON.parse(body) as JsonObject;
  const entries = Array.isArray(input.Entries) ? input.Entries.filter(isObject) : [];
  if (entries.length === 0) return undefined;
  const refused = { Id: entries[entries.length - 1].Id, Code: 'InternalError', SenderFault: false };
  const rest = entries.slice(0, -1);
  return {
    rest: rest.length === 0 ? undefined : JSON.stringify({ ...input, Entries: rest }),
    withRefused: (answer) => JSON.stringify({ ...(JSON.parse(answer) as object), Failed: [refused] }),
  };
}
