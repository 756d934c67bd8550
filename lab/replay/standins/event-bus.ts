/**
 * Event buses: they take the events that a function puts, and send them nowhere.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
import { randomUUID } from 'node:crypto';
import { World } from './world';
import { isObject, JsonObject, parseObject } from '../../aws/json';
import { apiCall } from '../calls/api-calls';
import { NewCall } from '../calls/call-log';
import { Answer } from '../servers/answer';

const MAX_ENTRIES = 10;
const HEADERS = { 'content-type': 'application/x-amz-json-1.1' };

/** Whether a bus takes no event for the moment, which the answer reports for each. */
export type EventFault = (entry: JsonObject) => boolean;

export class EventBusStandIn {
  /** Events that were taken. */
  taken = 0;
  /** Refuses events to inject faults. */
  isRefused: EventFault = () => false;

  putEvents(body: string): Answer {
    const entries = entriesOf(body);
    if (entries.length === 0 || entries.length > MAX_ENTRIES) {
      return answer(400, { __type: 'ValidationException', message: `A call has 1 to ${MAX_ENTRIES} entries, not ${entries.length}` });
    }
    const results = entries.map((entry) => this.take(entry));
    return answer(200, { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results });
  }

  private take(entry: JsonObject): JsonObject {
    if (this.isRefused(entry)) return { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' };
    this.taken += 1;
    return { EventId: randomUUID() };
  }
}

/** One call for each entry: IAM looks for the bus of each in the policy, and knows what is put. */
export function putEventsCalls({ Account, Region }: World, body: string): Omit<NewCall, 'by'>[] {
  const entries = entriesOf(body);
  if (entries.length === 0) return [apiCall('events', 'PutEvents')];
  return entries.map(({ EventBusName, Source, DetailType }) => ({
    action: 'events:PutEvents',
    resource: `arn:aws:events:${Region}:${Account}:event-bus/${String(EventBusName ?? 'default')}`,
    context: { 'events:source': [String(Source)], 'events:detail-type': [String(DetailType)] },
  }));
}

function entriesOf(body: string): JsonObject[] {
  const entries = parseObject(body)?.Entries;
  return Array.isArray(entries) ? entries.filter(isObject) : [];
}

const answer = (status: number, output: JsonObject): Answer => ({ status, headers: HEADERS, body: JSON.stringify(output) });
