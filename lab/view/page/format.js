const UNITS = { Seconds: ' s', Milliseconds: ' ms', Percent: ' %', Bytes: ' B', Count: '', None: '' };

/** A number as people read it: at most four digits that matter, thousands as k, M, G. */
export function formatNumber(value, unit = '') {
  if (value === null || value === undefined) return '–';
  return shorten(value) + (UNITS[unit] ?? (unit ? ` ${unit}` : ''));
}

function shorten(value) {
  const size = Math.abs(value);
  for (const [factor, sign] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e4, 'k'],
  ]) {
    const scale = sign === 'k' ? 1e3 : factor;
    if (size >= factor) return `${trim(value / scale)}${sign}`;
  }
  return trim(value);
}

function trim(value) {
  if (value === 0) return '0';
  return Number(value.toPrecision(Math.abs(value) >= 1000 ? 5 : 3)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** A table's cell: all digits, but no noise of binary fractions. */
export function formatCell(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? String(Number(value.toPrecision(12))) : String(value);
}

const pad = (number) => String(number).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Times are UTC throughout, as in the records. */
export function formatTime(ms) {
  const date = new Date(ms);
  return `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
}

export function formatDay(ms) {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

export function formatMoment(ms) {
  return `${formatDay(ms)} ${new Date(ms).getUTCFullYear()}, ${formatTime(ms)}`;
}

export function formatDuration(seconds) {
  if (seconds === undefined || seconds === null) return '–';
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 3600) return `${Number((seconds / 60).toFixed(1))} min`;
  if (seconds < 86400) return `${Number((seconds / 3600).toFixed(1))} h`;
  return `${Number((seconds / 86400).toFixed(1))} d`;
}
