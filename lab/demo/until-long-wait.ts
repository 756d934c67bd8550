import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueueInFlight } from '../simulate/truth/in-flight';

const LONG_WAIT_SECONDS = 30 * 60;

interface Event {
  readonly time: string;
  readonly detail?: { readonly status?: string };
}

/**
 * The events of a simulated day until a job has waited long for capacity for the last time, and the next job has ended: dashboards show data until a job
 * ends. After the whole day nothing is in flight, and dashboards of what is happening would be empty. Answers a file beside `events`, or `events` itself
 * where no job waits long.
 */
export function untilLongWait(folder: string, events: string): string {
  const waits = (JSON.parse(readFileSync(join(folder, 'truth-in-flight.json'), 'utf8')) as QueueInFlight[])
    .filter(({ OldestRunnableSeconds = 0 }) => OldestRunnableSeconds >= LONG_WAIT_SECONDS)
    .map(({ At }) => Date.parse(At));
  if (waits.length === 0) return events;
  const lines = readFileSync(events, 'utf8').split('\n').filter(Boolean);
  const end = firstEnd(
    lines.map((line) => JSON.parse(line) as Event),
    Math.max(...waits),
  );
  const file = join(folder, 'events-until-long-wait.ndjson');
  writeFileSync(file, `${lines.filter((line) => timeOf(JSON.parse(line) as Event) <= end).join('\n')}\n`);
  return file;
}

const timeOf = ({ time }: Event): number => Date.parse(time);

/** When the first job ends after an instant. */
function firstEnd(events: readonly Event[], after: number): number {
  const ends = events.filter((event) => ['SUCCEEDED', 'FAILED'].includes(event.detail?.status ?? '') && timeOf(event) > after).map(timeOf);
  return Math.min(...ends);
}
