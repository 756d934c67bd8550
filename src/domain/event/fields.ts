import { MalformedEvent } from './malformed-event';

/** The last millisecond of year 9999. Times are compared as text, so a year must have four digits. */
const LAST_MILLIS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** AWS Batch allows 128 characters for a name. An ARN that contains the name is longer. */
const MAX_NAME_LENGTH = 512;
/** A reason is free text from AWS or from the user who cancelled the job. Readers shorten it further after redaction. */
const MAX_REASON_LENGTH = 8192;
/** Control characters and unpaired surrogates. Names never contain them, and some stores reject them. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cs}]/u;
/** The format that AWS services write. `Date.parse` alone accepts `1` as a date and reads a time without a zone as local time. */
const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Typed access to one JSON object of an event. A missing field and a `null` field are both absent. A field of the wrong type
 * makes the whole event malformed: the reader throws `MalformedEvent` with the path of the field.
 */
export class Fields {
  static of(value: unknown, place: string): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new MalformedEvent(place, `expected an object, got ${kindOf(value)}`);
    }
    return new Fields(value as Record<string, unknown>, place);
  }

  private constructor(
    private readonly values: Record<string, unknown>,
    private readonly place: string,
  ) {}

  /** The path of a field of this object within the event. */
  at(name: string): string {
    return this.place ? `${this.place}.${name}` : name;
  }

  /** A required name or identifier. */
  name(name: string): string {
    return this.optionalName(name) || this.fail(name, 'is missing');
  }

  optionalName(name: string): string | undefined {
    const value = this.optionalString(name);
    return value === undefined ? undefined : this.short(name, value);
  }

  /** Free text, cut to the maximum length of a reason. */
  reason(name: string): string | undefined {
    return this.optionalString(name)?.slice(0, MAX_REASON_LENGTH) || undefined;
  }

  /** An instant in epoch milliseconds. */
  millis(name: string): number | undefined {
    const value = this.number(name);
    if (value === undefined) return undefined;
    return value < 0 || value > LAST_MILLIS ? this.fail(name, 'is not a time in epoch milliseconds') : Math.trunc(value);
  }

  /** An instant in ISO 8601. */
  instant(name: string): number | undefined {
    const value = this.optionalString(name);
    if (value === undefined) return undefined;
    const millis = ISO_8601.test(value) ? Date.parse(value) : NaN;
    return millis >= 0 && millis <= LAST_MILLIS ? millis : this.fail(name, 'is not a time in ISO 8601');
  }

  number(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.mismatch(name, 'a finite number', value);
  }

  /** An instant in epoch seconds, as in responses of AWS's JSON protocols, or in ISO 8601, as in events. */
  secondsOrInstant(name: string): number | undefined {
    const value = this.value(name);
    if (typeof value !== 'number') return this.instant(name);
    const millis = Math.round(value * 1000);
    return millis >= 0 && millis <= LAST_MILLIS ? millis : this.fail(name, 'is not a time in epoch seconds');
  }

  integer(name: string): number | undefined {
    const value = this.number(name);
    return value === undefined || Number.isSafeInteger(value) ? value : this.fail(name, 'is not a whole number');
  }

  /** A count: a whole number, zero or more. */
  count(name: string): number | undefined {
    const value = this.integer(name);
    return value !== undefined && value < 0 ? this.fail(name, 'is below zero') : value;
  }

  flag(name: string): boolean | undefined {
    const value = this.value(name);
    return value === undefined || typeof value === 'boolean' ? value : this.mismatch(name, 'true or false', value);
  }

  object(name: string): Fields | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : Fields.of(value, this.at(name));
  }

  /** The objects of an array. Empty if the field is absent. */
  list(name: string): Fields[] {
    return this.array(name).map((value, index) => Fields.of(value, `${this.at(name)}[${index}]`));
  }

  /** The strings of an array. Empty if the field is absent. */
  names(name: string): string[] {
    return this.array(name).map((value, index) =>
      typeof value === 'string' ? this.short(`${name}[${index}]`, value) : this.mismatch(`${name}[${index}]`, 'a string', value),
    );
  }

  /** The string values of an object, by key. */
  texts(name: string): Record<string, string> | undefined {
    const object = this.object(name);
    // The user chooses the keys, so an error message must not quote them.
    return (
      object &&
      Object.fromEntries(
        Object.entries(object.values).map(([key, value]) =>
          typeof value === 'string' ? [key, value] : this.fail(name, 'has a value that is not a string'),
        ),
      )
    );
  }

  fail(name: string, problem: string): never {
    throw new MalformedEvent(this.at(name), problem);
  }

  private optionalString(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined || typeof value === 'string' ? value : this.mismatch(name, 'a string', value);
  }

  private short(name: string, value: string): string {
    if (value.length > MAX_NAME_LENGTH) return this.fail(name, `is longer than ${MAX_NAME_LENGTH} characters`);
    return NOT_IN_NAMES.test(value) ? this.fail(name, 'has characters that are not allowed in a name') : value;
  }

  private array(name: string): unknown[] {
    const value = this.value(name);
    if (value === undefined) return [];
    return Array.isArray(value) ? value : this.mismatch(name, 'an array', value);
  }

  private value(name: string): unknown {
    return Object.hasOwn(this.values, name) ? (this.values[name] ?? undefined) : undefined;
  }

  private mismatch(name: string, expected: string, value: unknown): never {
    return this.fail(name, `expected ${expected}, got ${kindOf(value)}`);
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  return `${/^[aeiou]/.test(typeof value) ? 'an' : 'a'} ${typeof value}`;
}
