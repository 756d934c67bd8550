import { fieldsOf } from './form-fields';
import { count, duration, numberOf, shortened, time, UNKNOWN, usd } from './format';
import { Content, Html, markup } from './html';
import { Frame, QueryAnswer, Row, cutNote, footer, note, page, withoutCopies } from './page';
import { CRITERIA, Place } from './request';
import { Column, table } from './table';
import { FailureCategory } from '../names/records';

export const PAGE_SIZE = 50;

const MAX_NAME = 120;

export interface SearchFindings extends QueryAnswer {
  /** The number of rows after which the query ended. */
  readonly limit: number;
}

/** A form, and what was found with it. */
export function searchPage(frame: Frame, place: Place, findings: SearchFindings): Html {
  const { rows, limit } = findings;
  const jobs = withoutCopies(rows);
  return page(
    frame,
    'search',
    frame.links.isInteractive && form(frame, place),
    jobs.length === 0 ? noJobs(place) : jobList(frame, { ...place, view: 'search' }, jobs),
    cutNote(findings, limit),
    footer([findings]),
  );
}

const noJobs = (place: Place): Html =>
  note(
    CRITERIA.some((name) => place[name] !== undefined)
      ? 'No job that finished in the time range of the dashboard matches. A longer time range, or fewer criteria, may find it; an id finds a job of any time.'
      : 'No job finished in the time range of the dashboard.',
  );

const STATUSES = ['SUCCEEDED', 'FAILED'];

function form({ links }: Frame, place: Place): Html {
  const { text, choice } = fieldsOf(place);
  return markup`<form>${text('Job id, or part of the name', 'job')}${text('Job queue', 'queue')}${text('Job definition', 'definition')}${choice('Status', 'status', STATUSES)}${choice('Failure category', 'category', Object.values(FailureCategory))}${text('Text of the reason', 'reason')}<div>${links.submit('Search', { view: 'search' })}</div></form>`;
}

/** A page of a list of jobs, with links to the pages around it. */
export function jobList(frame: Frame, place: Partial<Place> & Pick<Place, 'page'>, jobs: readonly Row[]): Html {
  const first = Math.min(place.page, Math.ceil(jobs.length / PAGE_SIZE) - 1) * PAGE_SIZE;
  const shown = jobs.slice(first, first + PAGE_SIZE);
  return markup`${table(frame.screen, columns(frame, shown, wayBack(place)), shown)}${pager(frame, place, first, jobs.length)}`;
}

/** What the page of a job needs to lead back to a list. The children of an array job have a link to it instead. */
function wayBack({ view, page: from, ...place }: Partial<Place> & Pick<Place, 'page'>): Partial<Place> {
  const criteria = CRITERIA.flatMap((name) => (place[name] === undefined ? [] : [[name, place[name]]]));
  return view === 'search' && (from > 0 || criteria.length > 0) ? { ...Object.fromEntries(criteria), from } : {};
}

function columns({ screen, links }: Frame, rows: readonly Row[], back: Partial<Place>): Column<Row>[] {
  const has = (name: string): boolean => rows.some((row) => row[name] !== undefined);
  return [
    { title: 'Stopped', cell: ({ StoppedAt }) => time(StoppedAt, screen) },
    { title: 'Job', kind: 'wide', cell: (row) => links.to(nameOf(row), { ...back, view: 'job', id: row.JobId }) },
    { title: 'Status', cell: statusOf },
    ...(has('FailureCategory') ? [{ title: 'Failure', cell: ({ FailureCategory: category }: Row) => category }] : []),
    { title: 'Queue', kind: 'wide', isMinor: true, cell: ({ JobQueue }) => shortened(JobQueue ?? UNKNOWN, MAX_NAME) },
    { title: 'Definition', kind: 'wide', isMinor: true, cell: ({ JobDefinition }) => shortened(JobDefinition ?? UNKNOWN, MAX_NAME) },
    { title: 'Waited', kind: 'num', isMinor: true, cell: ({ TotalRunnableSeconds: seconds }) => duration(seconds) },
    { title: 'Ran', kind: 'num', cell: ({ TotalRunningSeconds: seconds }) => duration(seconds) },
    { title: 'Attempts', kind: 'num', isMinor: true, cell: ({ AttemptCount }) => AttemptCount },
    ...(has('CostUsd') ? [{ title: 'Cost', kind: 'num' as const, cell: ({ CostUsd }: Row) => usd(CostUsd) }] : []),
  ];
}

function nameOf({ JobName, JobId, ArrayIndex, NodeIndex, ArraySize }: Row): string {
  const index = ArrayIndex ?? NodeIndex;
  const size = numberOf(ArraySize);
  const suffix = index !== undefined ? ` [${index}]` : size !== undefined ? ` (array of ${count(size)})` : '';
  return `${shortened(JobName ?? JobId, MAX_NAME)}${suffix}`;
}

export const statusOf = ({ Status }: { readonly Status?: string }): Html =>
  markup`<span class="${Status === 'FAILED' ? 'bad' : 'ok'}">${Status}</span>`;

/** Links to the pages around one that begins with a row. */
export function pager({ links }: Frame, place: Partial<Place> & Pick<Place, 'page'>, first: number, total: number): Content {
  const current = first / PAGE_SIZE;
  const to = (label: string, number: number): Html => links.to(label, { ...place, page: number });
  return markup`<p class="muted">${count(first + 1)} to ${count(Math.min(first + PAGE_SIZE, total))} of ${count(total)} read. ${current > 0 && to('Previous', current - 1)} ${first + PAGE_SIZE < total && to('Next', current + 1)}</p>`;
}
