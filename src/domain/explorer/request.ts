import { VIEWS, GROUPINGS, Grouping, View } from './views';
import { RunTimes } from '../schedule/next-runs';

/** What a viewer looks for. A criterion that is absent selects nothing out. */
export interface Criteria {
  /** An id of a job, or a part of its name. */
  readonly job?: string;
  readonly queue?: string;
  readonly definition?: string;
  readonly status?: string;
  readonly category?: string;
  readonly reason?: string;
}
export const CRITERIA = ['job', 'queue', 'definition', 'status', 'category', 'reason'] as const satisfies readonly (keyof Criteria)[];

/** When a scheduled job is due. */
export interface ShownSchedule extends RunTimes {
  readonly isDisabled: boolean;
}

/** Which page is shown, and of what: the body of a `cwdb-action`, and the parameters of the function. */
export interface Place extends Criteria {
  readonly view: View;
  /** The job of a job's page. */
  readonly id?: string;
  /** From 0. */
  readonly page: number;
  /** On the page of a job: the list that led there, if it is not the search, and its page. The criteria of the list go along. */
  readonly list?: View;
  readonly from?: number;
  /** What the bars of a Gantt chart are grouped by. */
  readonly by: Grouping;
  /** Of the page of a scheduled job. */
  readonly schedule?: ShownSchedule;
}

/** Where and how the page is shown. */
export interface Screen {
  readonly theme: 'light' | 'dark';
  /** In pixels. */
  readonly width: number;
  /** Epoch milliseconds. */
  readonly start: number;
  readonly end: number;
  /** Of the viewer's time zone, east of Greenwich. */
  readonly offsetMinutes: number;
  readonly zone: string;
}

export interface ExplorerRequest {
  readonly place: Place;
  readonly screen: Screen;
}

/** Longer than any name of AWS Batch; queries have 10,000 characters at most. */
export const MAX_TYPED = 200;
/** What EventBridge Scheduler takes. */
const MAX_EXPRESSION = 256;
/** Results of Logs Insights end at 10,000 rows: no list has more pages. */
const MAX_PAGE = 1_000;
const DAY_MILLIS = 86_400_000;
const DEFAULT_WIDTH = 1_200;
const MIN_WIDTH = 280;
const MAX_WIDTH = 4_000;

type Json = Readonly<Record<string, unknown>>;
const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** CloudWatch asks a function for its documentation with this. */
export const asksForDocumentation = (event: unknown): boolean => objectOf(event).describe === true;

/** Reads what CloudWatch sends, and whatever else comes: what cannot be read is as if it was not sent. */
export function readRequest(event: unknown, now: number): ExplorerRequest {
  const sent = objectOf(event);
  const context = objectOf(sent.widgetContext);
  // What was typed counts only where the viewer pressed the button: a form stays in the context of every other click.
  const typed = sent.form === true ? objectOf(objectOf(context.forms).all) : sent;
  return { place: placeOf(sent, typed), screen: screenOf(context, now) };
}

function placeOf(sent: Json, typed: Json): Place {
  return {
    view: oneOf(VIEWS, sent.view) ?? 'search',
    id: typedText(sent.id),
    page: pageNumber(sent.page) ?? 0,
    list: oneOf(VIEWS, sent.list),
    from: pageNumber(sent.from),
    by: oneOf(GROUPINGS, typed.by) ?? 'queue',
    schedule: scheduleOf(sent),
    ...Object.fromEntries(CRITERIA.map((name) => [name, typedText(typed[name])])),
  };
}

function scheduleOf({ expression: sent, timeZone, startDate, endDate, enabled }: Json): ShownSchedule | undefined {
  const expression = typedText(sent, MAX_EXPRESSION);
  if (expression === undefined) return undefined;
  return {
    expression,
    timeZone: typedText(timeZone),
    startDate: dateOf(startDate),
    endDate: dateOf(endDate),
    isDisabled: enabled === false,
  };
}

function dateOf(value: unknown): Date | undefined {
  const date = new Date(typeof value === 'string' ? value : NaN);
  return Number.isNaN(Number(date)) ? undefined : date;
}

function screenOf(context: Json, now: number): Screen {
  const zone = objectOf(context.timezone);
  return {
    theme: context.theme === 'dark' ? 'dark' : 'light',
    width: numberIn(context.width, MIN_WIDTH, MAX_WIDTH) ?? DEFAULT_WIDTH,
    ...rangeOf(objectOf(context.timeRange), now),
    ...offsetOf(zone.offsetISO),
  };
}

/** What the viewer zoomed in to, or else the time range of the dashboard. */
function rangeOf(range: Json, now: number): Pick<Screen, 'start' | 'end'> {
  const chosen = [objectOf(range.zoom), range].map(({ start, end }) => ({ start: instant(start), end: instant(end) }));
  const { start, end } = chosen.find((one) => one.start < one.end) ?? { start: now - DAY_MILLIS, end: now };
  return { start, end };
}

/** The last instant that a date has. */
const LAST_INSTANT = 8.64e15;
const instant = (value: unknown): number => (typeof value === 'number' && value >= 0 && value <= LAST_INSTANT ? value : NaN);

/** `+05:30`. */
function offsetOf(value: unknown): Pick<Screen, 'offsetMinutes' | 'zone'> {
  const read = /^([+-])([01]\d):([0-5]\d)$/.exec(String(value));
  const offsetMinutes = read ? Number(`${read[1]}1`) * (Number(read[2]) * 60 + Number(read[3])) : 0;
  return { offsetMinutes, zone: offsetMinutes === 0 ? 'UTC' : `UTC${String(value)}` };
}

function typedText(value: unknown, max = MAX_TYPED): string | undefined {
  const text = typeof value === 'string' ? [...value.trim()].slice(0, max).join('') : '';
  return text === '' ? undefined : text;
}

function numberIn(value: unknown, min: number, max: number): number | undefined {
  const number = Number(value);
  return value === null || !Number.isFinite(number) ? undefined : Math.min(max, Math.max(min, number));
}

function pageNumber(value: unknown): number | undefined {
  const number = numberIn(value, 0, MAX_PAGE);
  return number === undefined ? undefined : Math.round(number);
}

const oneOf = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined => values.find((one) => one === value);
