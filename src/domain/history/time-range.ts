import { isDay } from '../day';
import { Fields } from '../event/fields';

/** From an instant to another one, which is not in it; epoch milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Reads `{"from": "2026-01-01", "to": "2026-02-01"}`: days or times in UTC. Without `to`, the range ends now. */
export function readTimeRange(message: unknown, now: number): TimeRange {
  const fields = Fields.of(message, 'payload');
  const from = instant(fields, 'from') ?? fields.fail('from', 'is missing');
  const to = instant(fields, 'to') ?? now;
  return from < to ? { from, to } : fields.fail('from', 'is not before `to`');
}

/** A day is read as its beginning. */
function instant(fields: Fields, name: string): number | undefined {
  const text = fields.optionalName(name);
  return text !== undefined && isDay(text) ? Date.parse(text) : fields.instant(name);
}

const HOUR = 3_600_000;
const MAX_SLICE = 24 * HOUR;
/** What a slice with too many lines had is read again: it takes few steps from an hour to a millisecond. */
const SHORTER = 8;

/**
 * How much of the time an import reads at once. A slice is imported as a whole, so that it does not matter in which order its lines are found, and
 * where an import ended. It becomes shorter if it has too many lines, and longer if it has few.
 */
export class SliceLength {
  private millis = HOUR;

  /** The next slice of a range. */
  of({ from, to }: TimeRange): TimeRange {
    return { from, to: Math.min(to, from + this.millis) };
  }

  /** Whether a slice with too many lines could be shorter. */
  canShorten(slice: TimeRange): boolean {
    return slice.to - slice.from > 1;
  }

  shorten(slice: TimeRange): void {
    this.millis = Math.ceil((slice.to - slice.from) / SHORTER);
  }

  lengthen(): void {
    this.millis = Math.min(MAX_SLICE, this.millis * 2);
  }
}
