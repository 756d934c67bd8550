import { InvalidLine, ReadEvent } from './read-events';

export type Events = AsyncGenerator<ReadEvent | InvalidLine>;

export interface Peeked {
  /** Absent where no line is an event. */
  readonly first?: ReadEvent;
  /** All lines, the first event among them. */
  readonly events: Events;
}

/** Reads up to the first event, without taking it out of the stream. */
export async function peekFirstEvent(events: Events): Promise<Peeked> {
  const read: (ReadEvent | InvalidLine)[] = [];
  for (let next = await events.next(); next.done !== true; next = await events.next()) {
    read.push(next.value);
    if ('event' in next.value) return { first: next.value, events: joined(read, events) };
  }
  return { events: joined(read, events) };
}

async function* joined(read: readonly (ReadEvent | InvalidLine)[], rest: Events): Events {
  yield* read;
  yield* rest;
}
