/** Compares the Parquet files of a history with the log lines that it was made from: a row for each line, and no other. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectedRow, FOLDERS, HistoryFolder } from './history-rows';
import { readLogRecords } from './log-records';
import { isObject, Json, JsonObject } from '../aws/json';
import { quoted, withDuckDb } from '../replay/history/parquet';

export interface HistoryComparison {
  readonly expected: number;
  readonly found: number;
  readonly differences: readonly string[];
}

/** By folder: those that the history has. */
export async function compareHistory(replayed: string): Promise<ReadonlyMap<HistoryFolder, HistoryComparison>> {
  const compared = new Map<HistoryFolder, HistoryComparison>();
  for (const folder of Object.keys(FOLDERS) as HistoryFolder[]) {
    if (!existsSync(join(replayed, 'history', folder))) continue;
    const expected = recordsOf(replayed, folder).map((record) => expectedRow(record, folder));
    const rows = await readRows(join(replayed, 'history'), folder);
    const { differences, ...counts } = compareRows(expected, rows.map(withoutEventId));
    compared.set(folder, { ...counts, differences: [...(folder === 'transitions' ? eventIdProblems(rows) : []), ...differences] });
  }
  return compared;
}

/** The id of the log event is no field of the record: it distinguishes equal lines. */
const withoutEventId = ({ log_event_id: _, ...row }: JsonObject): JsonObject => row;

function eventIdProblems(rows: readonly JsonObject[]): string[] {
  const ids = new Set(rows.flatMap(({ log_event_id: id }) => id ?? []));
  return ids.size === rows.length ? [] : [`${ids.size} ids of log events in ${rows.length} rows`];
}

function recordsOf(replayed: string, folder: HistoryFolder): JsonObject[] {
  if (folder !== 'jobs') return readLogRecords(replayed).filter(({ RecordType }) => RecordType === FOLDERS[folder].recordType);
  return readFileSync(join(replayed, 'records.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonObject);
}

/** The rows of a folder of a history, with the day that the name of their partition holds. */
export const readRows = (history: string, folder: HistoryFolder): Promise<JsonObject[]> =>
  withDuckDb(async (connection) => {
    const files = quoted(join(history, folder, '*/*'));
    const options = 'hive_partitioning = true, hive_types = {day: VARCHAR}, union_by_name = true';
    const reader = await connection.runAndReadAll(`SELECT to_json(r) AS row FROM read_parquet(${files}, ${options}) r`);
    return reader.getRowObjectsJson().map(({ row }) => known(JSON.parse(String(row)) as JsonObject));
  });

/** Without what is null; a time as records have it. */
function known(row: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([column, value]) => [column, column === 'tags' ? value : readValue(value, column)]),
  );
}

function readValue(value: Json, column: string): Json {
  if (Array.isArray(value)) return value.map((each) => (isObject(each) ? known(each) : each));
  return /(^|_)at$/.test(column) ? new Date(`${String(value).replace(' ', 'T')}Z`).toISOString() : value;
}

const MAX_SHOWN = 5;

/** Rows that are equal cancel each other out, as often as there are; the rest is compared by what rows are about. */
export function compareRows(expected: readonly JsonObject[], found: readonly JsonObject[]): HistoryComparison {
  const left = new Map<string, number>();
  for (const row of expected) count(left, canonical(row), 1);
  for (const row of found) count(left, canonical(row), -1);
  const differences = [...left]
    .filter(([, times]) => times !== 0)
    .map(([row, times]) => `${times > 0 ? 'missing' : 'not expected'}${Math.abs(times) > 1 ? `, ${Math.abs(times)} times` : ''}: ${row}`);
  const more = differences.length - MAX_SHOWN;
  return {
    expected: expected.length,
    found: found.length,
    differences: [...differences.slice(0, MAX_SHOWN), ...(more > 0 ? [`${more} more`] : [])],
  };
}

const count = (counts: Map<string, number>, key: string, by: number): void => void counts.set(key, (counts.get(key) ?? 0) + by);

/** Equal for equal rows. */
export const canonical = (value: Json): string =>
  JSON.stringify(value, (_, each: Json) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1))) : each,
  );

export const isHistoryEqual = (history: ReadonlyMap<HistoryFolder, HistoryComparison>): boolean =>
  [...history.values()].every(({ differences }) => differences.length === 0);

/** A line for each folder, and its differences. */
export function describeHistory(history: ReadonlyMap<HistoryFolder, HistoryComparison>): string {
  if (history.size === 0) return 'History: not compared, because the replay wrote none';
  return [...history]
    .flatMap(([folder, { expected, found, differences }]) => [
      `History of ${folder}: ${found} rows for ${expected} lines`,
      ...differences.map((difference) => `  ${difference}`),
    ])
    .join('\n');
}
