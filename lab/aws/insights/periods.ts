const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIXED: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(milliseconds?|ms|msecs?)$/, 1],
  [/^(seconds?|s|secs?)$/, SECOND],
  [/^(minutes?|m|mins?)$/, MINUTE],
  [/^(hours?|h|hrs?)$/, HOUR],
  [/^(days?|d)$/, DAY],
  [/^(weeks?|w)$/, 7 * DAY],
];
const MONTHS: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(months?|mos?|mons?)$/, 1],
  [/^(quarters?|q|qtrs?)$/, 3],
  [/^(years?|y|yrs?)$/, 12],
];

/** `5m` or `1mo`: a fixed number of milliseconds, or a number of calendar months. */
type Period = { readonly ms: number } | { readonly months: number };

export function parsePeriod(text: string): Period | undefined {
  const [, digits, unit] = /^(\d+)([A-Za-z]+)$/.exec(text) ?? [];
  if (!unit || Number(digits) === 0) return undefined;
  const find = (units: typeof FIXED) => units.find(([pattern]) => pattern.test(unit.toLowerCase()))?.[1];
  const [ms, months] = [find(FIXED), find(MONTHS)];
  if (ms !== undefined) return { ms: ms * Number(digits) };
  return months === undefined ? undefined : { months: months * Number(digits) };
}

export function startOfPeriod(ms: number, text: string): number {
  const period = parsePeriod(text)!;
  if ('ms' in period) return Math.floor(ms / period.ms) * period.ms;
  const date = new Date(ms);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const first = month - (month % period.months);
  return Date.UTC(Math.floor(first / 12), first % 12);
}

export function nextPeriod(start: number, text: string): number {
  const period = parsePeriod(text)!;
  if ('ms' in period) return start + period.ms;
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + period.months);
}
