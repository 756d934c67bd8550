import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulateCommand } from '../simulate/command';
import { yesterday } from '../simulate/simulate';

const FIXTURES = join(__dirname, '../../test/fixtures');
const CAPTURED_EVENTS = ['captured-batch-job-events.ndjson', 'documented-ecs-events.ndjson'];

const DAY_MILLIS = 24 * 3_600_000;

/** The expected records of the captured events, written by hand. */
export const CAPTURED_TRUTH = join(FIXTURES, 'captured-truth.ndjson');

export interface GivenEvents {
  readonly folder: string;
  readonly jobs: number;
  readonly seed: number;
  /** Only what happened by the end of the day, when jobs wait, run and fail. */
  readonly untilEnd: boolean;
}

/** Writes a simulated day and its truth into a folder, and adds the captured events to it. Answers the file of events. */
export async function writeGivenEvents({ folder, jobs, seed, untilEnd }: GivenEvents): Promise<string> {
  const start = yesterday();
  const options = ['--jobs', String(jobs), '--seed', String(seed), '--start', start.toISOString(), '--chaos', 'mild', '--busy-end'];
  await simulateCommand([...options, '--out', folder]);
  const file = join(folder, 'events.ndjson');
  const simulated = linesOf(file).filter((line) => !untilEnd || timeOf(line) < start.getTime() + DAY_MILLIS);
  const captured = CAPTURED_EVENTS.flatMap((name) => linesOf(join(FIXTURES, name)));
  writeFileSync(file, `${[...simulated, ...captured].join('\n')}\n`);
  return file;
}

const linesOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');

const timeOf = (line: string): number => Date.parse((JSON.parse(line) as { readonly time: string }).time);
