import { createReadStream, existsSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { isObject, JsonObject } from '../../aws/json';
import { messageOf, ReplayProblem } from '../replay-problem';

/** An EventBridge event as it stands in its file. */
export interface ReadEvent {
  readonly line: number;
  readonly text: string;
  readonly event: JsonObject;
}

/** A line that is no event, and why. */
export interface InvalidLine {
  readonly line: number;
  readonly problem: string;
}

/** Opens the events; `-` is stdin. A missing file is found here, before anything is started. */
export function openEvents(events: string): Readable {
  if (events === '-') return process.stdin;
  if (!existsSync(events)) throw new ReplayProblem(`There is no events file at ${events}`);
  if (statSync(events).isDirectory()) throw new ReplayProblem(`${events} is a folder; --events takes a file of one event per line`);
  return createReadStream(events);
}

/** Reads events line by line, so that the size of the file does not matter. */
export async function* readEvents(stream: Readable): AsyncGenerator<ReadEvent | InvalidLine> {
  let line = 0;
  for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue; // Writers of NDJSON end with an empty line, and some join files with one.
    yield readLine(line === 1 ? text.replace(/^\uFEFF/, '') : text, line);
  }
}

function readLine(text: string, line: number): ReadEvent | InvalidLine {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch (error) {
    return { line, problem: `is no JSON${placeOf(error)}` };
  }
  if (!isObject(event)) return { line, problem: 'is no event: it is no JSON object' };
  const problem = problemOf(event);
  return problem === undefined ? { line, text, event } : { line, problem: `is no event: ${problem}` };
}

/** Where the text stops being JSON. The rest of the parser's message quotes the text, and events carry secrets. */
const placeOf = (error: unknown): string => / at position \d+/.exec(messageOf(error))?.[0] ?? '';

/** The envelope that EventBridge gives every event. */
function problemOf(event: JsonObject): string | undefined {
  for (const field of ['source', 'detail-type', 'id', 'time']) {
    const value = event[field];
    if (typeof value !== 'string' || value === '') return `"${field}" is ${value === undefined ? 'missing' : 'no text'}`;
  }
  return isObject(event.detail) ? undefined : `"detail" is ${event.detail === undefined ? 'missing' : 'no object'}`;
}
