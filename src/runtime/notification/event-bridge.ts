import { Fields } from '../../domain/event/fields';
import { EventSource } from '../../domain/names/events';
import { RecordEvent } from '../../domain/notification/record-event';
import { SignedRequests } from '../aws/signed-request';

/** The bus did not accept an event. */
export class EventRefused extends Error {
  constructor(code: string) {
    super(`Amazon EventBridge did not accept an event: ${code}`);
  }
}

/** The call of Amazon EventBridge that puts events on a bus. */
export class EventBridge {
  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoint: string,
    private readonly bus: string,
  ) {}

  /**
   * Puts events, and returns for each of them why it was not accepted, or undefined.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
   */
  async put(events: readonly RecordEvent[]): Promise<readonly (EventRefused | undefined)[]> {
    const answer = await this.requests.sendJson({
      service: 'events',
      endpoint: this.endpoint,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' },
      body: JSON.stringify({ Entries: events.map((event) => this.entry(event)) }),
    });
    const results = Fields.of(answer, 'PutEvents').list('Entries');
    return events.map((_, index) => refusal(results[index]));
  }

  private entry({ detailType, detail }: RecordEvent): object {
    return { EventBusName: this.bus, Source: EventSource.THIS_LIBRARY, DetailType: detailType, Detail: detail };
  }
}

/** `FailedEntryCount` is the number of entries without an id. An event without an entry of its own may be on the bus, but nothing shows it. */
function refusal(entry: Fields | undefined): EventRefused | undefined {
  if (entry?.has('EventId')) return undefined;
  return new EventRefused(entry?.optionalName('ErrorCode') ?? 'no response');
}
