import { Screen } from './request';

/** Shown for what is not known. */
export const UNKNOWN = '–';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const SECONDS_BELOW = 10;

/** Two units of a duration, for example `1 h 02 min`. */
export function duration(value: string | number | undefined): string {
  const seconds = numberOf(value);
  if (seconds === undefined) return UNKNOWN;
  const whole = Math.round(seconds);
  if (whole >= DAY) return `${Math.floor(whole / DAY)} d ${pair((whole % DAY) / HOUR)} h`;
  if (whole >= HOUR) return `${Math.floor(whole / HOUR)} h ${pair((whole % HOUR) / MINUTE)} min`;
  if (whole >= MINUTE) return `${Math.floor(whole / MINUTE)} min ${pair(whole % MINUTE)} s`;
  return whole < SECONDS_BELOW ? `${Number(seconds.toFixed(1))} s` : `${whole} s`;
}

const pair = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** A number that is one; logs have anything. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return Number.isFinite(number) ? (number as number) : undefined;
}

/** An instant in epoch milliseconds; undefined for what is no time. */
export function millisOf(value: unknown): number | undefined {
  const millis = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(millis) ? undefined : millis;
}

/** An instant in the time zone of the viewer, to the second. */
export function time(value: unknown, { offsetMinutes }: Pick<Screen, 'offsetMinutes'>): string {
  const millis = typeof value === 'number' ? value : millisOf(value);
  const shifted = new Date((millis ?? NaN) + offsetMinutes * 60_000);
  if (Number.isNaN(shifted.getTime())) return UNKNOWN;
  return shifted.toISOString().slice(0, 19).replace('T', ' ');
}

/** US dollars with as many digits as matter. */
export function usd(value: unknown): string {
  const amount = numberOf(value);
  if (amount === undefined) return UNKNOWN;
  if (amount >= 100) return `$${count(Math.round(amount))}`;
  return amount >= 0.01 || amount === 0 ? `$${amount.toFixed(2)}` : `$${plain(amount)}`;
}

/** Two digits, without an exponent; less than the records have is nothing. */
const plain = (amount: number): string => Number(amount.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 8 });

/** A whole number with separators of thousands. */
export const count = (value: number): string => value.toLocaleString('en-US');

const KB = 1_000;
/** A number of bytes, for example `12.3 MB`. */
export function bytes(value: number): string {
  const exponent = Math.min(4, Math.floor(Math.log(Math.max(1, value)) / Math.log(KB)));
  return `${Number((value / KB ** exponent).toFixed(1))} ${['B', 'kB', 'MB', 'GB', 'TB'][exponent]}`;
}

const MAX_SHOWN = 1_000;
/** What is shown of a text of any length. */
export function shortened(value: unknown, max = MAX_SHOWN): string {
  const text = String(value);
  const characters = [...text];
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : text;
}
