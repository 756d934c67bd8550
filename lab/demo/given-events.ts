import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulateCommand } from '../simulate/command';

const FIXTURES = join(__dirname, '../../test/fixtures');
const CAPTURED_EVENTS = ['captured-batch-job-events.ndjson', 'documented-ecs-events.ndjson'];

/** From the beginning of the day. The snapshot of midnight is the last that the dashboards show. */
const SHOWN_MILLIS = 24 * 3_600_000 + 2 * 60_000;

/** The expected records of the captured events, written by hand. */
export const CAPTURED_TRUTH = join(FIXTURES, 'captured-truth.ndjson');

export interface GivenEvents {
  readonly folder: string;
  readonly jobs: number;
  readonly seed: number;
  /** The beginning of the day. */
  readonly start: Date;
  /**
   * All that follows until every job has ended, and events captured in real accounts on other days. Else the events end with the day, when jobs
   * wait, run and fail.
   */
  readonly toCheck: boolean;
}

/** Writes a simulated day and its truth into a folder. Answers the file of events. */
export async function writeGivenEvents({ folder, jobs, seed, start, toCheck }: GivenEvents): Promise<string> {
  const options = ['--jobs', String(jobs), '--seed', String(seed), '--start', start.toISOString(), '--chaos', 'mild', '--busy-end'];
  await simulateCommand([...options, '--out', folder]);
  const file = join(folder, 'events.ndjson');
  const lines = toCheck
    ? [file, ...CAPTURED_EVENTS.map((name) => join(FIXTURES, name))].flatMap(linesOf)
    : linesOf(file).filter((line) => timeOf(line) < start.getTime() + SHOWN_MILLIS);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

const linesOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');

const timeOf = (line: string): number => Date.parse((JSON.parse(line) as { readonly time: string }).time);
