const MINUTE = 60_000;

/** A day of a rate has 24 hours, also where clocks are changed. */
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: 24 * 60 * MINUTE };

/** Reads what is between the parentheses of `rate(…)`, in milliseconds; undefined where it is no rate. */
export function readRate(text: string): number | undefined {
  const [, value, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(text) ?? [];
  return unit === undefined ? undefined : Number(value) * UNITS[unit];
}
