/** Units of Grafana, as the page writes them behind a number. */
const UNITS: Readonly<Record<string, string>> = {
  none: 'None',
  percent: 'Percent',
  s: 'Seconds',
  m: 'min',
  h: 'h',
  bytes: 'Bytes',
  decmbytes: 'MB',
  gbytes: 'GiB',
};

export function unitOf(unit = 'none'): string {
  if (!Object.hasOwn(UNITS, unit)) throw new Error(`Unit "${unit}" is not supported here`);
  return UNITS[unit];
}
