import { count, duration, numberOf, shortened, time } from './format';
import { Content, Html, markup } from './html';
import { Frame, QueryAnswer, Row, footer, note, page } from './page';
import { Column, table } from './table';

const NOT_COUNTED = 'No snapshot was taken in the last day; see the alarms of the snapshots.';

/** The jobs in flight of each job queue, as the last snapshot counted them. */
export function inFlightPage(frame: Frame, answer: QueryAnswer): Html {
  const queues = newestOf(answer.rows);
  const isBusy = ({ Submitted, Pending, Runnable, Starting, Running }: Row): boolean =>
    [Submitted, Pending, Runnable, Starting, Running].some((jobs) => jobs !== '0');
  const busy = queues.filter(isBusy);
  return page(
    frame,
    'in-flight',
    markup`<h2>Jobs in flight by job queue</h2>`,
    busy.length === 0
      ? note(answer.rows.length === 0 ? NOT_COUNTED : 'The last snapshot counted no job in flight.')
      : table(frame.screen, columns(frame, busy), busy),
    markup`<p>${frame.links.to('List the jobs in flight', { view: 'in-flight-jobs' })}</p><p class="muted">As the last snapshot counted them. The list reads the table of jobs as it is now.</p>`,
    footer([answer]),
  );
}

/** Rows come newest first: the first of each job queue is its newest. */
function newestOf(rows: readonly Row[]): Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) if (!newest.has(row.JobQueue)) newest.set(row.JobQueue, row);
  return [...newest.values()].sort((a, b) => (a.JobQueue < b.JobQueue ? -1 : 1));
}

/** A number that leads to the jobs that it counts. */
function jobsIn(state: string, row: Row, links: Frame['links']): Content {
  const jobs = numberOf(row[state]) ?? 0;
  return jobs === 0 ? count(jobs) : links.to(count(jobs), { view: 'in-flight-jobs', queue: row.JobQueue, status: state.toUpperCase() });
}

/** Jobs stay SUBMITTED for moments: the state has a column where there are any. */
function columns({ screen, links }: Frame, rows: readonly Row[]): Column<Row>[] {
  const hasSubmitted = rows.some(({ Submitted }) => (numberOf(Submitted) ?? 0) > 0);
  const states = [...(hasSubmitted ? ['Submitted'] : []), 'Pending', 'Runnable', 'Starting', 'Running'];
  return [
    { title: 'Job queue', kind: 'wide', cell: ({ JobQueue }) => JobQueue },
    ...states.map((state) => ({ title: state, kind: 'num' as const, cell: (row: Row) => jobsIn(state, row, links) })),
    {
      title: 'Oldest waiting job',
      kind: 'wide',
      cell: ({ OldestRunnableJobId: id }) => id !== undefined && links.to(id, { view: 'job', id }),
    },
    { title: 'Waits', kind: 'num', cell: ({ OldestRunnableSeconds: seconds }) => seconds !== undefined && duration(seconds) },
    {
      title: 'Why',
      kind: 'wide',
      isMinor: true,
      cell: ({ BlockedReason }) => BlockedReason !== undefined && shortened(BlockedReason, 200),
    },
    { title: `Counted (${screen.zone})`, cell: ({ At }) => time(At, screen) },
  ];
}
