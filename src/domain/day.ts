/** A UTC day: `2026-11-20`. */
export type Day = string;

const DAY_MILLIS = 86_400_000;

export const dayOf = (millis: number): Day => new Date(millis).toISOString().slice(0, 'YYYY-MM-DD'.length);

/** Whether the text is a day of the calendar: it becomes part of keys and SQL. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text;

/** How long records of a day can still arrive: AWS services retry for 24 hours. */
const OPEN_DAYS = 2;
/** How many closed days a compaction looks at: as long as late records and imports of some weeks add files. */
const CLOSED_DAYS = 35;

/** The last days that hardly get records any more, the newest first. */
export const closedDays = (now: number): Day[] =>
  Array.from({ length: CLOSED_DAYS }, (_, index) => dayOf(now - (OPEN_DAYS + index) * DAY_MILLIS));
