import { Duration, Token } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** A prop whose value cannot work, and what would. */
export interface PropFault {
  readonly prop: string;
  readonly value: unknown;
  /** A noun phrase that completes "it must be". */
  readonly allowed: string;
  /** A sentence that explains the fix. */
  readonly fix: string;
}

/** Stops the synthesis with what is wrong, which value it is, what is allowed and how to fix it. */
export function reject(where: Construct | string, fault: PropFault): never {
  return fail(where, `${fault.prop} is ${shown(fault.value)}, but it must be ${fault.allowed}`, fault.fix);
}

function fail(where: Construct | string, problem: string, fix: string): never {
  throw new Error(`${typeof where === 'string' ? where : where.node.path}: ${problem}. ${fix}`);
}

/** Stops the synthesis where something is missing. `purpose` completes "is required". */
export function rejectMissing(where: Construct | string, prop: string, fix: string, purpose?: string): never {
  return fail(where, [prop, 'is required', ...(purpose === undefined ? [] : [purpose])].join(' '), fix);
}

/** Stops the synthesis where a list names something twice. */
export function rejectDuplicate(where: Construct | string, prop: string, duplicate: unknown, fix: string): never {
  return fail(where, `${prop} lists ${Token.isUnresolved(duplicate) ? 'the same element' : shown(duplicate)} twice`, fix);
}

export interface Effectless {
  readonly prop: string;
  readonly value: unknown;
  /** Completes "it has no effect". */
  readonly because: string;
  readonly fix: string;
}

/** Stops the synthesis at a prop without effect: whoever sets it expects something of it. */
export function rejectWithoutEffect(where: Construct | string, { prop, value, because, fix }: Effectless): never {
  return fail(where, `${prop} is ${shown(value)}, but it has no effect ${because}`, fix);
}

export interface WholeNumberRule {
  readonly prop: string;
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly fix: string;
}

/** A value that is only known at deployment is left to CloudFormation. */
export function checkWholeNumber(where: Construct | string, rule: WholeNumberRule): void {
  const { prop, value, min, max, fix } = rule;
  if (value === undefined || Token.isUnresolved(value)) return;
  if (Number.isInteger(value) && value >= min && value <= max) return;
  reject(where, { prop, value, allowed: `a whole number from ${min} to ${max}`, fix });
}

export interface DurationRule {
  readonly prop: string;
  readonly value: Duration | undefined;
  readonly min: Duration;
  /** @default - no upper bound */
  readonly max?: Duration;
  readonly fix: string;
}

export function checkDuration(where: Construct | string, rule: DurationRule): void {
  const { prop, value, min, max, fix } = rule;
  if (value === undefined || value.isUnresolved()) return;
  const milliseconds = value.toMilliseconds();
  const inRange = milliseconds >= min.toMilliseconds() && (!max || milliseconds <= max.toMilliseconds());
  if (inRange && milliseconds % 1000 === 0) return;
  const range = max ? `from ${min.toHumanString()} to ${max.toHumanString()}` : `of at least ${min.toHumanString()}`;
  reject(where, { prop, value, allowed: `a whole number of seconds ${range}`, fix });
}

/** CloudWatch Logs takes certain numbers of days only, and languages without enums let any number through. */
export function checkLogRetention(where: Construct, value: RetentionDays | undefined): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  const days = Object.values(RetentionDays).filter((day) => typeof day === 'number');
  if (days.includes(value)) return;
  reject(where, {
    prop: 'logRetention',
    value,
    allowed: `one of the numbers of days that CloudWatch Logs offers (${days.join(', ')})`,
    fix: 'Use a member of logs.RetentionDays, for example RetentionDays.ONE_YEAR.',
  });
}

/** What CloudWatch takes as a namespace of custom metrics. */
export function checkMetricNamespace(where: Construct, value: string | undefined): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (/^(?=.*\S)[A-Za-z0-9 ._\-/#:]{1,255}$/.test(value) && !value.startsWith('AWS/')) return;
  reject(where, {
    prop: 'metricNamespace',
    value,
    allowed: 'a name of 1 to 255 letters, digits, spaces or any of . - _ / # : that does not begin with AWS/',
    fix: 'Choose a name of your own, for example "BatchInsights".',
  });
}

const MAX_NAME_PREFIX_LENGTH = 100;

/** What the names of alarms and of dashboards may begin with, and leaves room for the rest of them. */
export function checkNamePrefix(where: Construct, value: string | undefined): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (/^[\w-]+$/.test(value) && value.length <= MAX_NAME_PREFIX_LENGTH) return;
  reject(where, {
    prop: 'namePrefix',
    value,
    allowed: `a name of 1 to ${MAX_NAME_PREFIX_LENGTH} letters, digits, hyphens and underscores`,
    fix: "Use one that is unique in the account, for example the stack's name.",
  });
}

/** An empty list would match nothing, which nobody means. */
export function checkNotEmpty(where: Construct | string, prop: string, value: readonly unknown[] | undefined, fix: string): void {
  if (value === undefined || value.length > 0) return;
  reject(where, { prop, value, allowed: 'a list with at least one element', fix });
}

/** The first element that is listed a second time. */
export function firstDuplicate(values: readonly string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}

/**
 * A value as errors show it. Constructs are shown by their path: they hold their whole tree.
 *
 * @param around the lists and structs that the value is in: it may contain one of them
 */
export function shown(value: unknown, around: readonly unknown[] = []): string {
  if (around.includes(value)) return '...';
  const inner = (each: unknown): string => shown(each, [...around, value]);
  if (value instanceof Duration) return value.toHumanString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`;
  if (Construct.isConstruct(value)) return JSON.stringify(value.node.path);
  if (isStruct(value)) {
    const fields = Object.entries(value).map(([name, each]) => `${name}: ${inner(each)}`);
    return `{ ${fields.join(', ')} }`;
  }
  if (typeof value === 'function') return `the function ${value.name}`;
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'object' && value !== null ? nameOf(value) : (JSON.stringify(value) ?? String(value));
}

/** The static member that the object is, for example `LevelOfDetail.FULL`, or else its class. */
function nameOf(value: object): string {
  const { name, ...members } = Object.getOwnPropertyDescriptors(value.constructor);
  const member = Object.keys(members).find((key) => members[key].value === value);
  return member ? `${String(name.value)}.${member}` : `${article(String(name.value))} ${String(name.value)}`;
}

const isStruct = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

const article = (name: string): string => (/^[AEIO]/.test(name) ? 'an' : 'a');
