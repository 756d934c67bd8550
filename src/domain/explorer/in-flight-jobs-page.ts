import { fieldsOf } from './form-fields';
import { count, duration, shortened, time, UNKNOWN } from './format';
import { Html, markup } from './html';
import { InFlightSelection } from './in-flight-selection';
import { JobItem } from './job-item';
import { Frame, note, page } from './page';
import { CRITERIA, Place } from './request';
import { PAGE_SIZE, pager } from './search-page';
import { Column, facts, table } from './table';
import { STATES_IN_FLIGHT } from '../in-flight/job-in-flight';

export interface InFlightFindings {
  readonly selection: InFlightSelection;
  /** Whether all items of the table were read. */
  readonly isWhole: boolean;
  /** The number of items after which reading ends. */
  readonly maxItems: number;
}

/** The jobs in flight as the table has them now, those first that have been in their state the longest. */
export function inFlightJobsPage(frame: Frame, place: Place, { selection, isWhole, maxItems }: InFlightFindings): Html {
  const jobs = selection.oldest();
  return page(
    frame,
    'in-flight-jobs',
    markup`<h2>Jobs in flight</h2>`,
    frame.links.isInteractive && form(frame, place, selection),
    facts(STATES_IN_FLIGHT.map((state) => [state, selection.counts.count(state) > 0 && count(selection.counts.count(state))])),
    jobs.length === 0 ? note('No job in flight matches.') : list(frame, place, jobs),
    jobs.length < selection.matching && note(`These are the ${count(jobs.length)} oldest of ${count(selection.matching)} jobs.`),
    !isWhole &&
      note(`Jobs are missing here: the table has more than the ${count(maxItems)} items that are read. A job is always found by its id.`),
    markup`<p class="muted">As events reported them, without array jobs as such and nodes of multi-node jobs.</p>`,
  );
}

function form({ links }: Frame, place: Place, { queues }: InFlightSelection): Html {
  const { text, choice } = fieldsOf(place);
  const { queue } = place;
  const known = queue === undefined || queues.includes(queue) ? queues : [queue, ...queues];
  return markup`<form>${text('Job id, or part of the name', 'job')}${choice('Job queue', 'queue', known)}${choice('Status', 'status', STATES_IN_FLIGHT)}<div>${links.submit('Search', { view: 'in-flight-jobs' })}</div></form>`;
}

function list(frame: Frame, { view, page: asked, ...rest }: Place, jobs: readonly JobItem[]): Html {
  const current = Math.min(asked, Math.ceil(jobs.length / PAGE_SIZE) - 1);
  const criteria: Partial<Place> = Object.fromEntries(CRITERIA.flatMap((name) => (rest[name] === undefined ? [] : [[name, rest[name]]])));
  const first = current * PAGE_SIZE;
  const back: Partial<Place> = { ...criteria, list: view, from: current };
  return markup`${table(frame.screen, columns(frame, back), jobs.slice(first, first + PAGE_SIZE))}${pager(frame, { ...criteria, view, page: current }, first, jobs.length)}`;
}

const columns = ({ screen, links, now }: Frame, back: Partial<Place>): Column<JobItem>[] => [
  { title: 'In this state for', kind: 'num', cell: ({ sinceMillis }) => duration(Math.max(0, now - sinceMillis) / 1000) },
  { title: 'State', cell: ({ state }) => state },
  {
    title: 'Job',
    kind: 'wide',
    cell: ({ jobName, jobId }) => links.to(shortened(jobName ?? jobId, 120), { ...back, view: 'job', id: jobId }),
  },
  { title: 'Queue', kind: 'wide', cell: ({ jobQueue = UNKNOWN }) => shortened(jobQueue, 120) },
  { title: 'Definition', kind: 'wide', isMinor: true, cell: ({ jobDefinition = UNKNOWN }) => shortened(jobDefinition, 120) },
  { title: 'vCPUs', kind: 'num', isMinor: true, cell: ({ vcpus }) => vcpus },
  { title: 'Blocks its queue', kind: 'wide', isMinor: true, cell: ({ blockedReason = '' }) => shortened(blockedReason, 200) },
  { title: `Since (${screen.zone})`, isMinor: true, cell: ({ sinceMillis }) => time(sinceMillis, screen) },
];
