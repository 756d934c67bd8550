import { InvalidLine, ReadEvent } from './read-events';

export type Events = AsyncGenerator<ReadEvent | InvalidLine>;

/** The account and Region of events. */
export interface EventPlace {
  readonly account: string;
  readonly region: string;
}

/** Files of real events name their place in every line; handmade ones may do so later, or never. */
const MAX_LINES_PEEKED = 1000;

/** The place of the first event that names one, found without taking lines out of the stream. */
export async function peekPlace(events: Events): Promise<{ readonly place?: EventPlace; readonly events: Events }> {
  const read: (ReadEvent | InvalidLine)[] = [];
  while (read.length < MAX_LINES_PEEKED) {
    const next = await events.next();
    if (next.done === true) break;
    read.push(next.value);
    const place = placeOf(next.value);
    if (place) return { place, events: joined(read, events) };
  }
  return { events: joined(read, events) };
}

function placeOf(line: ReadEvent | InvalidLine): EventPlace | undefined {
  if (!('event' in line)) return undefined;
  const { account, region } = line.event;
  return typeof account === 'string' && typeof region === 'string' ? { account, region } : undefined;
}

async function* joined(read: readonly (ReadEvent | InvalidLine)[], rest: Events): Events {
  yield* read;
  yield* rest;
}
