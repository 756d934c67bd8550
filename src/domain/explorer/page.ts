import { bytes, count } from './format';
import { Content, Html, markup } from './html';
import { Links } from './links';
import { Screen } from './request';
import { style } from './style';
import { View } from './views';

/** A row of a result of Logs Insights: text by the name of a column. A column without a value is absent. */
export type Row = Readonly<Record<string, string>>;

export interface QueryAnswer {
  readonly rows: readonly Row[];
  readonly bytesScanned: number;
  /** The number of log events that matched, also those that are no rows; undefined if it is not known. */
  readonly matched?: number;
  /** Whether the log group has no lines of the whole range: it is younger, or no longer keeps them. */
  readonly isNotKept?: boolean;
}

export const NO_ANSWER: QueryAnswer = { rows: [], bytesScanned: 0 };

/** What all pages are made with. */
export interface Frame {
  readonly screen: Screen;
  readonly links: Links;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whether the jobs in flight of each job queue are counted somewhere. */
  readonly hasSnapshots: boolean;
}

const TABS: readonly (readonly [view: View, title: string])[] = [
  ['search', 'Search'],
  ['gantt', 'Timeline'],
  ['costs', 'Costs'],
];

/** A page with its navigation. */
export function page(frame: Frame, view: View | undefined, ...body: readonly Content[]): Html {
  return markup`<div class="bx">${style(frame.screen)}${frame.links.isInteractive && navigation(frame, view)}${body}</div>`;
}

function navigation({ links, hasSnapshots }: Frame, view: View | undefined): Html {
  const inFlight = hasSnapshots ? 'in-flight' : 'in-flight-jobs';
  const current = view === 'in-flight-jobs' ? inFlight : view;
  const tabs: typeof TABS = [...TABS, [inFlight, 'In flight']];
  return markup`<nav>${tabs.map(([tab, title]) => markup`<span>${links.to(tab === current ? markup`<b>${title}</b>` : title, { view: tab })}</span>`)}</nav>`;
}

export const note = (content: Content): Html => markup`<div class="note">${content}</div>`;
export const problem = (content: Content): Html => markup`<div class="note bad">${content}</div>`;

const NOT_KEPT = note('The log group has no lines of a part of the time that was searched: it was created later, or no longer keeps them.');

/** What could not be searched, and what a page cost: Logs Insights is charged by what it reads. */
export function footer(answers: readonly QueryAnswer[]): Html {
  const scanned = answers.reduce((sum, { bytesScanned }) => sum + bytesScanned, 0);
  return markup`${answers.some(({ isNotKept }) => isNotKept) && NOT_KEPT}<p class="muted">Logs Insights read ${bytes(scanned)} for this page.</p>`;
}

/** Copies of a row, which redelivered messages make: the first one stays. */
export function withoutCopies(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ JobId }) => !seen.has(JobId) && seen.add(JobId));
}

/** What the rows of a list are, if they are not all: nothing is left out silently. */
export const cutNote = ({ rows, matched = Infinity }: QueryAnswer, limit: number): Content =>
  rows.length >= limit &&
  matched > rows.length &&
  note(`Only ${count(limit)} jobs were read: there are more. Choose a shorter time range or more criteria.`);

/** Whatever went wrong, as text. */
export const problemPage = (frame: Frame, message: string): Html =>
  page(frame, undefined, problem(message), markup`<p>${frame.links.to('Back to the search', { view: 'search' })}</p>`);
