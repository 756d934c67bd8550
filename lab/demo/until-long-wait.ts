import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MINUTE } from '../simulate/model';
import { QueueInFlight, TICK } from '../simulate/truth/in-flight';

const LONG_WAIT_SECONDS = 30 * 60;
const MINUTES_AFTER = 5;

/**
 * The events of a simulated day until soon after a job has waited long for capacity for the last time. After the whole day nothing is in flight, and
 * dashboards of what is happening would be empty. Events of another time are left out: jobs that never end in them would be in flight for years. Answers a
 * file beside `events`, or `events` itself where no job waits long.
 */
export function untilLongWait(folder: string, events: string): string {
  const ticks = JSON.parse(readFileSync(join(folder, 'truth-in-flight.json'), 'utf8')) as QueueInFlight[];
  const waits = ticks.filter(({ OldestRunnableSeconds = 0 }) => OldestRunnableSeconds >= LONG_WAIT_SECONDS);
  if (waits.length === 0) return events;
  const start = Math.min(...ticks.map(timeOf)) - TICK;
  const end = Math.max(...waits.map(timeOf)) + MINUTES_AFTER * MINUTE;
  const isShown = (line: string): boolean => {
    const time = Date.parse((JSON.parse(line) as { time: string }).time);
    return start <= time && time <= end;
  };
  const file = join(folder, 'events-until-long-wait.ndjson');
  writeFileSync(file, `${readFileSync(events, 'utf8').split('\n').filter(Boolean).filter(isShown).join('\n')}\n`);
  return file;
}

const timeOf = ({ At }: QueueInFlight): number => Date.parse(At);
