import { Events } from '../replay/events/place-of-events';
import { InvalidLine, ReadEvent } from '../replay/events/read-events';
import { AwsEvent } from '../simulate/events/envelope';

/** Puts events of scheduled jobs into a stream, each before the first line that is not before it in time. */
export async function* withScheduledEvents(events: Events, scheduled: readonly AwsEvent[]): Events {
  let next = 0;
  for await (const line of events) {
    while (next < scheduled.length && Date.parse(scheduled[next].time) <= timeOf(line)) yield readEvent(scheduled[next++]);
    yield line;
  }
  while (next < scheduled.length) yield readEvent(scheduled[next++]);
}

const timeOf = (line: ReadEvent | InvalidLine): number => ('event' in line ? Date.parse(String(line.event.time)) : -Infinity);

function readEvent(event: AwsEvent): ReadEvent & { readonly place: string } {
  const text = JSON.stringify(event);
  return { line: 0, text, event: JSON.parse(text) as ReadEvent['event'], place: `event ${event.id} of a scheduled job` };
}
