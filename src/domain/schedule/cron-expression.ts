/** A field of a cron expression of EventBridge Scheduler. */
export interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of values, the first of which is `min`. */
  readonly names?: readonly string[];
  /** What it takes beside values. */
  readonly also?: string;
}

const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
const FIELDS = {
  minutes: { name: 'minutes', min: 0, max: 59 },
  hours: { name: 'hours', min: 0, max: 23 },
  dayOfMonth: { name: 'day of month', min: 1, max: 31, also: ', L, LW or for example 15W' },
  months: { name: 'month', min: 1, max: 12, names: MONTHS },
  dayOfWeek: { name: 'day of week', min: 1, max: 7, names: DAYS, also: ', L or for example 6#3' },
  years: { name: 'year', min: 1970, max: 2199 },
} as const satisfies Readonly<Record<string, CronField>>;

/** What each field allows. */
export interface CronExpression {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  /** Whether a day fits, by both of its fields. */
  readonly isOnDay: (day: Date) => boolean;
}

/** What is wrong with an expression, as a sentence without its end. */
export class CronFault extends Error {
  override readonly name = 'CronFault';
}

/** Reads what is between the parentheses of `cron(…)`. */
export function readCron(text: string): CronExpression {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) {
    throw new CronFault(`it has ${fields.length} fields instead of six: minutes, hours, day of month, month, day of week, year`);
  }
  const [minutes, hours, dayOfMonth, months, dayOfWeek, years] = fields;
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new CronFault('one of day of month and day of week must be ?, and the other must not');
  }
  const isOnDay = dayOfMonth === '?' ? readDayOfWeek(dayOfWeek) : readDayOfMonth(dayOfMonth);
  return {
    minutes: readValues(minutes, FIELDS.minutes),
    hours: readValues(hours, FIELDS.hours),
    months: readValues(months, FIELDS.months),
    years: readValues(years, FIELDS.years),
    isOnDay,
  };
}

/** Whether an expression has runs on a day. */
export const isOn = (cron: CronExpression, day: Date): boolean =>
  cron.years.includes(day.getUTCFullYear()) && cron.months.includes(day.getUTCMonth() + 1) && cron.isOnDay(day);

/** Whether an expression has runs for as long as EventBridge Scheduler takes years. */
export const isEndless = ({ years }: CronExpression): boolean => years[years.length - 1] === FIELDS.years.max;

/** Lists, ranges and steps. */
function readValues(text: string, field: CronField): number[] {
  const values = text.split(',').flatMap((part) => readPart(part, field));
  return [...new Set(values)].sort((one, other) => one - other);
}

function readPart(part: string, field: CronField): number[] {
  const [, range, step] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(part) ?? fault(part, field);
  const [first, last] = readRange(range, field, step !== undefined);
  const stride = Number(step ?? 1);
  if (stride < 1 || first > last) fault(part, field);
  return Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, index) => first + index * stride);
}

function readRange(range: string, field: CronField, hasStep: boolean): [first: number, last: number] {
  if (range === '*') return [field.min, field.max];
  const ends = range.split('-').map((end) => readValue(end, field));
  if (ends.length > 2) fault(range, field);
  return [ends[0], ends[1] ?? (hasStep ? field.max : ends[0])];
}

function readValue(text: string, field: CronField): number {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? field.min + named : Number(/^\d{1,4}$/.test(text) ? text : NaN);
  return value >= field.min && value <= field.max ? value : fault(text, field);
}

function fault(text: string, { name, min, max, also = '' }: CronField): never {
  throw new CronFault(`${name} is "${text}", but it must be from ${min} to ${max}${also}`);
}

/** Values, `L` for the last day, and `3W` or `LW` for the weekday nearest to a day of the same month. */
function readDayOfMonth(text: string): CronExpression['isOnDay'] {
  if (text === 'L') return (day) => day.getUTCDate() === lengthOfMonth(day);
  const [, nearest] = /^(\d{1,2}|L)W$/.exec(text) ?? [];
  if (nearest !== undefined) {
    const wanted = nearest === 'L' ? FIELDS.dayOfMonth.max : readValue(nearest, FIELDS.dayOfMonth);
    return (day) => day.getUTCDate() === nearestWeekday(day, wanted);
  }
  if (/[LW]/.test(text)) fault(text, FIELDS.dayOfMonth);
  const days = readValues(text, FIELDS.dayOfMonth);
  return (day) => days.includes(day.getUTCDate());
}

/** Values, `L` for Saturday, `5L` for the last Thursday of a month, `5#2` for the second one. */
function readDayOfWeek(text: string): CronExpression['isOnDay'] {
  if (text === 'L') return (day) => dayOfWeek(day) === FIELDS.dayOfWeek.max;
  const [, named, last, nth] = /^(\w+?)(?:(L)|#([1-5]))$/.exec(text) ?? [];
  if (named !== undefined) {
    const wanted = readValue(named, FIELDS.dayOfWeek);
    return (day) => dayOfWeek(day) === wanted && (last ? day.getUTCDate() + 7 > lengthOfMonth(day) : weekOfMonth(day) === Number(nth));
  }
  const days = readValues(text, FIELDS.dayOfWeek);
  return (day) => days.includes(dayOfWeek(day));
}

const dayOfWeek = (day: Date): number => day.getUTCDay() + 1;
const weekOfMonth = (day: Date): number => Math.ceil(day.getUTCDate() / 7);
const lengthOfMonth = (day: Date): number => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

function nearestWeekday(day: Date, wanted: number): number {
  const length = lengthOfMonth(day);
  const date = Math.min(wanted, length);
  const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), date)).getUTCDay();
  if (weekday === 6) return date > 1 ? date - 1 : date + 2;
  if (weekday === 0) return date < length ? date + 1 : date - 2;
  return date;
}
