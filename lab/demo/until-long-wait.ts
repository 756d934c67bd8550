import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueueInFlight } from '../simulate/truth/in-flight';

const LONG_WAIT_SECONDS = 30 * 60;
const MINUTES_AFTER = 5;

/**
 * The events of a simulated day until soon after a job has waited long for capacity for the last time. After the whole day nothing is in flight, and
 * dashboards of what is happening would be empty. Answers a file beside `events`, or `events` itself where no job waits long.
 */
export function untilLongWait(folder: string, events: string): string {
  const waits = (JSON.parse(readFileSync(join(folder, 'truth-in-flight.json'), 'utf8')) as QueueInFlight[])
    .filter(({ OldestRunnableSeconds = 0 }) => OldestRunnableSeconds >= LONG_WAIT_SECONDS)
    .map(({ At }) => Date.parse(At));
  if (waits.length === 0) return events;
  const end = Math.max(...waits) + MINUTES_AFTER * 60_000;
  const lines = readFileSync(events, 'utf8').split('\n').filter(Boolean);
  const file = join(folder, 'events-until-long-wait.ndjson');
  writeFileSync(file, `${lines.filter((line) => Date.parse((JSON.parse(line) as { time: string }).time) <= end).join('\n')}\n`);
  return file;
}
