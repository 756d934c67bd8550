import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partOfRecord } from './parts';
import { JsonObject } from '../aws/json';

/** Records in the log groups of a replay that are about a part, in any of its groups. */
export function readLogRecords(replayed: string): JsonObject[] {
  const folder = join(replayed, 'logs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n').flatMap(recordOf));
}

const MARKS = Object.keys(partOfRecord).map((type) => `\\"RecordType\\":\\"${type}\\"`);

function recordOf(line: string): JsonObject[] {
  if (!MARKS.some((mark) => line.includes(mark))) return [];
  const { message } = JSON.parse(line) as { message: string };
  const record = JSON.parse(message) as JsonObject;
  return String(record.RecordType) in partOfRecord ? [record] : [];
}
