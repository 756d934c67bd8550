/** Reads metrics from log lines as CloudWatch does, and reports what CloudWatch would reject. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { JsonObject } from '../../aws/json';

export interface MeasuredPoint {
  readonly Namespace: string;
  readonly Name: string;
  readonly Dimensions: { readonly [name: string]: string };
  /** Milliseconds. */
  readonly Timestamp: number;
  readonly Values: readonly number[];
  readonly Counts: readonly number[];
  readonly Unit: string;
}

export interface Extraction {
  readonly dataPoints: readonly MeasuredPoint[];
  readonly violations: readonly string[];
}

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
}

const MAX_DOCUMENT_BYTES = 1_048_576;
const MAX_VALUES = 100;
/** What CloudWatch takes as the value of a dimension: printable ASCII, not only blanks, no colon in front. */
const DIMENSION_VALUE = /^(?!:)(?=.*\S)[\x20-\x7e]{1,1024}$/;
const HOUR_MS = 3_600_000;
const OLDEST_MS = 14 * 24 * HOUR_MS;
const NEWEST_MS = 2 * HOUR_MS;

const ajv = new Ajv();
const isValid = ajv.compile(JSON.parse(readFileSync(join(__dirname, 'emf-schema.json'), 'utf8')) as object);

/** A document's data points; one that breaks a rule gives none, as in CloudWatch. */
export function extractMetrics(document: JsonObject, bytes: number, now: number): Extraction {
  if (!isValid(document)) return { dataPoints: [], violations: [`EMF: ${ajv.errorsText(isValid.errors, { dataVar: 'document' })}`] };
  const { Timestamp, CloudWatchMetrics } = document._aws as unknown as { Timestamp: number; CloudWatchMetrics: Directive[] };
  const violations = [
    ...documentViolations(Timestamp, bytes, now),
    ...CloudWatchMetrics.flatMap((directive) => targetViolations(directive, document)),
  ];
  if (violations.length > 0) return { dataPoints: [], violations: violations.map((violation) => `EMF: ${violation}`) };
  return { dataPoints: CloudWatchMetrics.flatMap((directive) => dataPointsOf(directive, Timestamp, document)), violations: [] };
}

function documentViolations(timestamp: number, bytes: number, now: number): string[] {
  const violations: string[] = [];
  if (bytes > MAX_DOCUMENT_BYTES) violations.push(`a document of ${bytes} bytes is larger than 1 MB`);
  if (timestamp < now - OLDEST_MS) violations.push(`the timestamp ${new Date(timestamp).toISOString()} is more than 14 days old`);
  if (timestamp > now + NEWEST_MS) violations.push(`the timestamp ${new Date(timestamp).toISOString()} is more than 2 hours ahead`);
  return violations;
}

function targetViolations({ Dimensions, Metrics }: Directive, document: JsonObject): string[] {
  const violations: string[] = [];
  for (const name of new Set(Dimensions.flat())) {
    const value = document[name];
    if (typeof value !== 'string' || !DIMENSION_VALUE.test(value)) {
      violations.push(`dimension ${name} has the value ${JSON.stringify(value)}; 1 to 1024 characters of ASCII are allowed`);
    }
  }
  for (const { Name } of Metrics) {
    const values = document[Name];
    const list = Array.isArray(values) ? values : [values];
    if (list.length > MAX_VALUES) violations.push(`metric ${Name} has ${list.length} values; 100 are allowed`);
    if (list.length === 0 || list.some((value) => typeof value !== 'number')) {
      violations.push(`metric ${Name} has the value ${JSON.stringify(values)}`);
    }
  }
  return violations;
}

function dataPointsOf({ Namespace, Dimensions, Metrics }: Directive, Timestamp: number, document: JsonObject): MeasuredPoint[] {
  return Metrics.flatMap(({ Name, Unit = 'None' }) => {
    const counted = countValues(document[Name] as number | number[]);
    const Values = [...counted.keys()];
    const Counts = [...counted.values()];
    return Dimensions.map((names) => ({
      Namespace,
      Name,
      Dimensions: Object.fromEntries(names.map((name) => [name, document[name] as string])),
      Timestamp,
      Values,
      Counts,
      Unit,
    }));
  });
}

function countValues(values: number | readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of Array.isArray(values) ? (values as number[]) : [values as number]) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
