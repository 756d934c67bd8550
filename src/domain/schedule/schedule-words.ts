const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
/** More times of a day than that are shorter as an expression. */
const MAX_TIMES = 4;

/** When a schedule of EventBridge Scheduler is due, in words: `every day at 04:00 (Europe/Berlin)`. What needs many words is the expression itself. */
export function scheduleInWords(expression: string, timeZone = 'UTC'): string {
  const [, kind, text] = /^(cron|rate|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return `every ${text.replace(/^1 /, '')}`;
  if (kind === 'at') return `once, at ${text.replace('T', ' ')} (${timeZone})`;
  const words = kind === 'cron' ? cronInWords(text.trim().split(/\s+/)) : undefined;
  return `${words ?? expression} (${timeZone})`;
}

function cronInWords(fields: readonly string[]): string | undefined {
  if (fields.length !== 6) return undefined;
  const [minutes, hours, dayOfMonth, months, dayOfWeek, years] = fields;
  const words = [daysInWords(dayOfMonth, dayOfWeek), monthsInWords(months), timesInWords(minutes, hours)];
  if (years !== '*' || words.includes(undefined)) return undefined;
  return words.filter(Boolean).join(' ');
}

function timesInWords(minutes: string, hours: string): string | undefined {
  const [, step] = /^(?:\*|0)\/(\d+)$/.exec(minutes) ?? [];
  if (hours === '*' && step !== undefined) return `every ${step} minutes`;
  if (hours === '*') return isNumber(minutes) ? `every hour at minute ${minutes}` : undefined;
  const times = hours.split(',').flatMap((hour) => minutes.split(',').map((minute) => [hour, minute]));
  if (times.length > MAX_TIMES || !times.flat().every(isNumber)) return undefined;
  return `at ${listOf(times.map((time) => time.map((part) => part.padStart(2, '0')).join(':')))}`;
}

function daysInWords(dayOfMonth: string, dayOfWeek: string): string | undefined {
  if (dayOfMonth === '*' || dayOfWeek === '*') return 'every day';
  if (dayOfMonth === 'L') return 'on the last day of the month';
  if (dayOfMonth === '?') return named(dayOfWeek, DAYS, 'on');
  return dayOfMonth.split(',').every(isNumber) ? `on day ${listOf(dayOfMonth.split(','))} of the month` : undefined;
}

const monthsInWords = (months: string): string | undefined => (months === '*' ? '' : named(months, MONTHS, 'in'));

/** Lists of values and ranges, each a number from 1 or the beginning of a name. */
function named(text: string, names: readonly string[], before: string): string | undefined {
  const parts = text.split(',').map((part) => part.split('-').map((value) => nameOf(value, names)));
  if (parts.some((ends) => ends.length > 2 || ends.includes(undefined))) return undefined;
  return `${before} ${listOf(parts.map((ends) => ends.join(' to ')))}`;
}

const nameOf = (value: string, names: readonly string[]): string | undefined =>
  isNumber(value) ? names[Number(value) - 1] : names.find((name) => name.slice(0, 3).toUpperCase() === value.toUpperCase());

const isNumber = (text: string): boolean => /^\d+$/.test(text);

function listOf(items: readonly string[]): string {
  return items.length === 1 ? items[0] : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
