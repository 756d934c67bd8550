import { Day, isDay } from '../day';
import { Fields } from '../event/fields';

/** Reads `{"days": ["2026-11-01"]}`, or undefined if the message requests no days: that of the schedule. */
export function readDays(message: unknown): Day[] | undefined {
  const fields = Fields.of(message, 'payload');
  if (!fields.has('days')) return undefined;
  const days = fields.names('days');
  return days.every(isDay) ? [...new Set(days)] : fields.fail('days', 'has one that is not a day like 2026-11-01');
}
