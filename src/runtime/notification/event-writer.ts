import { EventBridge } from './event-bridge';
import { RecordEvent } from '../../domain/notification/record-event';
import { noTimeLeft } from '../aws/bounded-http';
import { putUntilAccepted } from '../aws/put-until-accepted';
import { chunksBySize } from '../chunks';
import { Deadline } from '../deadline';
import { PacedWork } from '../paced-work';

/** A call takes ten events. */
const MAX_EVENTS = 10;
/**
 * A call takes 256 KB in every partition, and 1 MB in most. A larger event gets a call of its own: only EventBridge knows whether it is too large. The limit
 * leaves room for the source and the type of ten events.
 */
const MAX_BYTES = 256 * 1024 - 2048;
const MAX_CONCURRENT_CALLS = 4;
/** Events that are still refused wait in a queue. */
const MAX_TRIES = 5;

/** Puts events on the bus. */
export class EventWriter {
  constructor(
    private readonly bus: EventBridge,
    private readonly deadline: Deadline,
  ) {}

  /** Puts all events. Returns those that are not known to be on the bus, each with its error. It does not throw, so that the others are not put again. */
  async write(events: readonly RecordEvent[]): Promise<ReadonlyMap<RecordEvent, unknown>> {
    const unsent = new Map<RecordEvent, unknown>();
    const batches = chunksBySize(events, MAX_EVENTS, MAX_BYTES, ({ detail }) => Buffer.byteLength(detail));
    const notBegun = await new PacedWork(this.deadline, MAX_CONCURRENT_CALLS).run(batches, async (batch) =>
      (await this.put(batch)).forEach((problem, event) => unsent.set(event, problem)),
    );
    notBegun.flat().forEach((event) => unsent.set(event, noTimeLeft()));
    return unsent;
  }

  private async put(batch: readonly RecordEvent[]): Promise<ReadonlyMap<RecordEvent, unknown>> {
    const { bus, deadline } = this;
    try {
      return await putUntilAccepted({ put: (events) => bus.put(events), maxTries: MAX_TRIES, deadline }, batch);
    } catch (problem) {
      return new Map(batch.map((event) => [event, problem]));
    }
  }
}
