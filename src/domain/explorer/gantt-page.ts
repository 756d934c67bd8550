import { barsOf } from './gantt-bars';
import { ganttChart } from './gantt-chart';
import { Html, markup } from './html';
import { Frame, cutNote, footer, note, page, withoutCopies } from './page';
import { Place } from './request';
import { SearchFindings } from './search-page';
import { Grouping } from './views';

const TITLES: Readonly<Record<Grouping, string>> = {
  queue: 'job queue',
  instance: 'instance',
  type: 'instance type',
  'purchase-option': 'purchase option',
};

/** The jobs that ran and finished in the time range. */
export function ganttPage(frame: Frame, { by }: Place, findings: SearchFindings): Html {
  const bars = barsOf(withoutCopies(findings.rows), by);
  return page(
    frame,
    'gantt',
    markup`<h2>Jobs by ${TITLES[by]}</h2><p>${frame.links.isInteractive && groupings(frame, by)}</p>`,
    bars.length === 0 ? note('No job that ran finished in the time range of the dashboard.') : ganttChart(frame.screen, bars),
    markup`<p class="muted">From the start of the first attempt to the end of the job, with the placement of the last attempt; of a multi-node job, its nodes. Jobs in flight follow when they end.</p>`,
    cutNote(findings, findings.limit),
    footer([findings]),
  );
}

const groupings = ({ links }: Frame, by: Grouping): Html =>
  markup`Group by ${Object.entries(TITLES).map(([grouping, title], index) => [
    index > 0 && ', ',
    grouping === by ? markup`<b>${title}</b>` : links.to(title, { view: 'gantt', by: grouping as Grouping }),
  ])}`;
