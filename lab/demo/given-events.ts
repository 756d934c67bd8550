import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulateCommand } from '../simulate/command';

const FIXTURES = join(__dirname, '../../test/fixtures');
const CAPTURED_EVENTS = ['captured-batch-job-events.ndjson', 'documented-ecs-events.ndjson'];

/** The expected records of the captured events, written by hand. */
export const CAPTURED_TRUTH = join(FIXTURES, 'captured-truth.ndjson');

/** Writes a simulated day and its truth into a folder, and adds the captured events to it. Answers the file of events. */
export async function writeGivenEvents(folder: string, jobs: number, seed: number): Promise<string> {
  await simulateCommand(['--jobs', String(jobs), '--seed', String(seed), '--chaos', 'mild', '--out', folder]);
  const file = join(folder, 'events.ndjson');
  for (const name of CAPTURED_EVENTS) appendFileSync(file, readFileSync(join(FIXTURES, name), 'utf8').replace(/\n*$/, '\n'));
  return file;
}
