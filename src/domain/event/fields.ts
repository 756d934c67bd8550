import { MalformedEvent } from './malformed-event';

/** AWS Batch did not exist before. A time in seconds instead of milliseconds is long before. */
const FIRST_MILLIS = Date.UTC(2016, 11, 1);
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

/** Takes note of the path of a field that is left out because it cannot be read. */
export type LeftOut = (path: string) => void;

/**
 * Typed access to one JSON object of an event. A missing field and a `null` field are both absent. A required field of the wrong type
 * makes the whole event malformed: the reader throws `MalformedEvent` with the path of the field. So does an optional one, unless
 * the fields are tolerant: then it is absent, and its path is noted.
 */
export class Fields {
  static of(value: unknown, place: string): Fields {
    if (!isObject(value)) throw new MalformedEvent(place, `expected an object, got ${kindOf(value)}`);
    return new Fields(value, place);
  }

  private constructor(
    private readonly values: Record<string, unknown>,
    private readonly place: string,
    private readonly leftOut?: LeftOut,
  ) {}

  /** The same fields, of which optional ones that cannot be read are left out; of which none are, without a note-taker. */
  leavingOut(leftOut?: LeftOut): Fields {
    return new Fields(this.values, this.place, leftOut);
  }

  /** The path of a field of this object within the event. */
  at(name: string): string {
    return this.place ? `${this.place}.${name}` : name;
  }

  /** A required name or identifier. */
  name(name: string): string {
    return this.leavingOut().optionalName(name) || this.fail(name, 'is missing');
  }

  optionalName(name: string): string | undefined {
    const value = this.optionalString(name);
    return value === undefined ? undefined : this.short(name, value);
  }

  /** A text of any length and with any characters. */
  optionalString(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined || typeof value === 'string' ? value : this.mismatch(name, 'a string', value);
  }

  /** Free text, cut to the maximum length of a reason. */
  reason(name: string): string | undefined {
    return this.optionalString(name)?.slice(0, MAX_REASON_LENGTH) || undefined;
  }

  /** An instant in epoch milliseconds, since AWS Batch exists. Zero is how some services write that there is none. */
  millis(name: string): number | undefined {
    const value = this.number(name) ?? 0;
    if (value === 0) return undefined;
    return value < FIRST_MILLIS || value > LAST_MILLIS ? this.unread(name, 'is not a time in epoch milliseconds') : Math.trunc(value);
  }

  /** An instant in ISO 8601, since AWS Batch exists: what waits is written in milliseconds, and read back with the same limits. */
  instant(name: string): number | undefined {
    const value = this.optionalString(name);
    if (value === undefined) return undefined;
    const millis = ISO_8601.test(value) ? Date.parse(value) : NaN;
    return millis >= FIRST_MILLIS && millis <= LAST_MILLIS ? millis : this.unread(name, 'is not a time in ISO 8601');
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
    return millis >= 0 && millis <= LAST_MILLIS ? millis : this.unread(name, 'is not a time in epoch seconds');
  }

  integer(name: string): number | undefined {
    const value = this.number(name);
    return value === undefined || Number.isSafeInteger(value) ? value : this.unread(name, 'is not a whole number');
  }

  /** A count: a whole number, zero or more. */
  count(name: string): number | undefined {
    const value = this.integer(name);
    return value !== undefined && value < 0 ? this.unread(name, 'is below zero') : value;
  }

  flag(name: string): boolean | undefined {
    const value = this.value(name);
    return value === undefined || typeof value === 'boolean' ? value : this.mismatch(name, 'true or false', value);
  }

  object(name: string): Fields | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : this.inner(name, value);
  }

  /** The objects of an array. Empty if the field is absent. */
  list(name: string): Fields[] {
    return this.array(name)
      .map((value, index) => this.inner(`${name}[${index}]`, value))
      .filter((value) => value !== undefined);
  }

  /** The objects of an array, as long as each can be read. Undefined if the array or one of its elements cannot be read. */
  wholeList(name: string): Fields[] | undefined {
    const value = this.value(name);
    const read = this.list(name);
    return value === undefined || (Array.isArray(value) && value.length === read.length) ? read : undefined;
  }

  /** Whether there is a value, readable or not. */
  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  /** The strings of an array. Empty if the field is absent. */
  names(name: string): string[] {
    return this.array(name)
      .map((value, index) =>
        typeof value === 'string' ? this.short(`${name}[${index}]`, value) : this.mismatch(`${name}[${index}]`, 'a string', value),
      )
      .filter((value) => value !== undefined);
  }

  /** The string values of an object, by key: those of the given keys, or all. */
  texts(name: string, keys?: readonly string[]): Record<string, string> | undefined {
    const object = this.object(name);
    // The user chooses the keys, so neither an error message nor a path must quote them.
    const text = (value: unknown): string | undefined =>
      value === undefined || typeof value === 'string' ? value : this.unread(name, 'has a value that is not a string');
    const pairs = (keys ?? Object.keys(object?.values ?? {})).map((key) => [key, text(object?.value(key))] as const);
    return object && Object.fromEntries(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
  }

  fail(name: string, problem: string): never {
    throw new MalformedEvent(this.at(name), problem);
  }

  /** Leaves out a field that cannot be read, where that may be. The place in a list is not noted, so that there are few paths. */
  unread(name: string, problem: string): undefined {
    if (!this.leftOut) return this.fail(name, problem);
    this.leftOut(this.at(name).replace(/\[\d+\]/g, '[]'));
    return undefined;
  }

  private inner(name: string, value: unknown): Fields | undefined {
    return isObject(value) ? new Fields(value, this.at(name), this.leftOut) : this.mismatch(name, 'an object', value);
  }

  private short(name: string, value: string): string | undefined {
    if (value.length > MAX_NAME_LENGTH) return this.unread(name, `is longer than ${MAX_NAME_LENGTH} characters`);
    return NOT_IN_NAMES.test(value) ? this.unread(name, 'has characters that are not allowed in a name') : value;
  }

  private array(name: string): unknown[] {
    const value = this.value(name);
    if (value === undefined) return [];
    return Array.isArray(value) ? value : (this.mismatch(name, 'an array', value) ?? []);
  }

  private value(name: string): unknown {
    return Object.hasOwn(this.values, name) ? (this.values[name] ?? undefined) : undefined;
  }

  private mismatch(name: string, expected: string, value: unknown): undefined {
    return this.unread(name, `expected ${expected}, got ${kindOf(value)}`);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  return `${/^[aeiou]/.test(typeof value) ? 'an' : 'a'} ${typeof value}`;
}
