/**
 * Prefixes of the objects that Firehose writes: `!{partitionKeyFromQuery:key}`, `!{firehose:error-output-type}` and `!{timestamp:pattern}` in UTC.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export class PrefixError extends Error {
  constructor(expression: string) {
    super(`The expression ${expression} of a prefix is not supported`);
    this.name = 'PrefixError';
  }
}

export interface PrefixValues {
  readonly keys: { readonly [key: string]: string };
  readonly errorOutputType?: string;
  /** When the oldest record of the object arrived, epoch milliseconds. */
  readonly at: number;
}

const EXPRESSION = /!\{(\w+):([^}]*)\}/g;

export function evaluatePrefix(prefix: string, { keys, errorOutputType, at }: PrefixValues): string {
  return prefix.replace(EXPRESSION, (expression, namespace: string, value: string) => {
    if (namespace === 'partitionKeyFromQuery' && keys[value] !== undefined) return keys[value];
    if (namespace === 'firehose' && value === 'error-output-type' && errorOutputType !== undefined) return errorOutputType;
    if (namespace === 'timestamp' && !/[A-Za-z]/.test(value.replace(TIMESTAMP_PARTS, ''))) return formatTime(value, at);
    throw new PrefixError(expression);
  });
}

const TIMESTAMP_PARTS = /yyyy|MM|dd|HH/g;
const formatTime = (pattern: string, at: number): string => {
  const [year, month, day, hour] = new Date(at).toISOString().split(/[-T:]/);
  const parts: { readonly [part: string]: string } = { yyyy: year, MM: month, dd: day, HH: hour };
  return pattern.replace(TIMESTAMP_PARTS, (part) => parts[part]);
};
