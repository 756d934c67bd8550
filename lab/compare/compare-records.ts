import { isNear } from './compare-numbers';
import { isObject, Json, JsonObject } from '../aws/json';

export interface RecordComparison {
  readonly expected: number;
  readonly found: number;
  readonly equal: number;
  /** Job ids without a record. */
  readonly missing: readonly string[];
  /** Job ids with a record that should not be. */
  readonly extra: readonly string[];
  /** Job ids with more than one record. */
  readonly duplicate: readonly string[];
  /** Job, field, what was expected and what was found. */
  readonly differences: readonly string[];
}

const isCost = (field: string): boolean => field.endsWith('Usd');

/** A record, and its attempts, without costs. */
export function withoutCosts(record: JsonObject): JsonObject {
  const kept = Object.fromEntries(Object.entries(record).filter(([field]) => !isCost(field)));
  return Array.isArray(kept.Attempts)
    ? { ...kept, Attempts: kept.Attempts.map((attempt) => (isObject(attempt) ? withoutCosts(attempt) : attempt)) }
    : kept;
}

/** Compares records by job id, field by field. Amounts of money may differ by a millionth: they are sums. */
export function compareRecords(expected: readonly JsonObject[], found: readonly JsonObject[]): RecordComparison {
  const foundById = groupById(found);
  const expectedById = groupById(expected);
  const compared = expected.map((record) => fieldDifferences(record, foundById.get(String(record.JobId))?.[0]));
  return {
    expected: expected.length,
    found: found.length,
    equal: compared.filter((differences) => differences?.length === 0).length,
    missing: [...expectedById.keys()].filter((id) => !foundById.has(id)),
    extra: [...foundById.keys()].filter((id) => !expectedById.has(id)),
    duplicate: [...foundById].filter(([, records]) => records.length > 1).map(([id]) => id),
    differences: compared.flatMap((differences) => differences ?? []),
  };
}

function groupById(records: readonly JsonObject[]): Map<string, JsonObject[]> {
  const groups = new Map<string, JsonObject[]>();
  for (const record of records) {
    const id = String(record.JobId);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [record]);
    else group.push(record);
  }
  return groups;
}

/** Nothing where there is no record to compare with: that is reported separately. */
function fieldDifferences(expected: JsonObject, found: JsonObject | undefined): string[] | undefined {
  return found === undefined
    ? undefined
    : differencesOf(expected, found, '').map((difference) => `${String(expected.JobId)} ${difference}`);
}

function differencesOf(expected: Json | undefined, found: Json | undefined, field: string): string[] {
  if (Array.isArray(expected) && Array.isArray(found)) {
    return Array.from({ length: Math.max(expected.length, found.length) }).flatMap((_, index) =>
      differencesOf(expected[index], found[index], `${field}[${index}]`),
    );
  }
  if (isObject(expected) && isObject(found)) {
    return [...new Set([...Object.keys(expected), ...Object.keys(found)])].flatMap((key) =>
      differencesOf(expected[key], found[key], field === '' ? key : `${field}.${key}`),
    );
  }
  if (isCost(field) && typeof expected === 'number' && typeof found === 'number' && isNear(expected, found)) return [];
  return expected === found ? [] : [`${field}: expected ${show(expected)}, found ${show(found)}`];
}

const show = (value: Json | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));
