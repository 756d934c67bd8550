import { closeSync, mkdirSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Chaos, CHAOS } from './chaos';
import { simulate, SimulatedDay, SimulateOptions } from './simulate';

const USAGE = 'Usage: simulate --jobs N [--seed S] [--start ISO] [--chaos none|mild|wild] [--busy-end] --out DIR';
const CHUNK = 1_000_000;
const MAX_JOBS = 100_000;

/** Writes a simulated day: the events, all that is true of them, the world around them, what AWS's services publish, and how it was made. */
export async function simulateCommand(argv: string[]): Promise<number> {
  try {
    const { out, ...options } = readOptions(argv);
    const begin = Date.now();
    const day = simulate(options);
    writeDay(day, out);
    writeJson(out, 'simulation', { Jobs: options.jobs, Seed: options.seed, Chaos: options.chaos, Events: day.eventCount });
    process.stdout.write(
      `simulate: ${options.jobs} jobs, ${day.truth.length} records with parents, ${day.eventCount} events, ` +
        `${day.world.Instances.length} instances in ${out} (${((Date.now() - begin) / 1000).toFixed(1)} s)\n`,
    );
    return 0;
  } catch (error) {
    if (!isAboutOptions(error)) throw error;
    process.stderr.write(`simulate: ${error.message}\n${USAGE}\n`);
    return 2;
  }
}

class OptionError extends Error {}

const isAboutOptions = (error: unknown): error is Error =>
  error instanceof OptionError || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');

function readOptions(argv: string[]): SimulateOptions & { out: string } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: argv,
    options: { jobs: text, seed: text, start: text, chaos: text, 'busy-end': { type: 'boolean' }, out: text },
  });
  if (values.out === undefined || values.out === '') throw new OptionError('--out is missing: name the directory to write to');
  if (values.jobs === undefined) throw new OptionError(`--jobs is missing: a whole number from 1 to ${MAX_JOBS}`);
  return {
    out: values.out,
    jobs: wholeNumber('--jobs', values.jobs, 1, MAX_JOBS),
    seed: wholeNumber('--seed', values.seed ?? '1', 0, 2_147_483_647),
    start: values.start === undefined ? undefined : startDate(values.start),
    chaos: chaosLevel(values.chaos ?? 'none'),
    busyEnd: values['busy-end'],
  };
}

function wholeNumber(option: string, value: string, low: number, high: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < low || number > high) {
    throw new OptionError(`${option} is '${value}': it must be a whole number from ${low} to ${high}`);
  }
  return number;
}

function startDate(value: string): Date {
  const date = new Date(value);
  if (!/^\d{4}-\d\d-\d\d/.test(value) || Number.isNaN(date.getTime())) {
    throw new OptionError(`--start is '${value}': it must be an ISO 8601 date or time such as 2026-01-31 or 2026-01-31T00:00:00Z`);
  }
  return date;
}

function chaosLevel(value: string): Chaos {
  const level = CHAOS.find((each) => each === value);
  if (level === undefined) throw new OptionError(`--chaos is '${value}': it must be one of ${CHAOS.join(', ')}`);
  return level;
}

function writeDay(day: SimulatedDay, out: string): void {
  try {
    makeFolder(resolve(out));
  } catch (error) {
    throw new OptionError(`--out is '${out}': no folder can be made there (${(error as NodeJS.ErrnoException).code})`);
  }
  writeLines(join(out, 'events.ndjson'), day.events);
  writeLines(join(out, 'truth.ndjson'), day.truth);
  writeLines(join(out, 'truth-changes.ndjson'), day.changes);
  writeLines(join(out, 'service-metrics.ndjson'), bothOf(day.serviceMetrics, day.instanceMetrics));
  writeLines(join(out, 'service-logs.ndjson'), day.serviceLogs);
  writeJson(out, 'truth-metrics', day.metrics);
  writeJson(out, 'truth-transitions', day.transitions);
  writeJson(out, 'truth-in-flight', day.inFlight);
  writeJson(out, 'truth-in-service', day.inService);
  writeJson(out, 'truth-run-task', day.runTask);
  writeJson(out, 'truth-instances', day.instances);
  writeJson(out, 'world', day.world);
}

function* bothOf<T>(first: Iterable<T>, second: Iterable<T>): Generator<T> {
  yield* first;
  yield* second;
}

/** Level by level: where the system refuses a folder in an odd way, such as in `/proc`, Node's own recursion never ends. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

const writeJson = (out: string, name: string, value: unknown): void =>
  writeFileSync(join(out, `${name}.json`), `${JSON.stringify(value, null, 1)}\n`);

function writeLines(path: string, lines: Iterable<unknown>): void {
  const file = openSync(path, 'w');
  let chunk = '';
  for (const line of lines) {
    chunk += `${JSON.stringify(line)}\n`;
    if (chunk.length >= CHUNK) {
      writeSync(file, chunk);
      chunk = '';
    }
  }
  writeSync(file, chunk);
  closeSync(file);
}
