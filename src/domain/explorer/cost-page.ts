import { LEFT_OUT } from './estimate';
import { count, numberOf, shortened, UNKNOWN, usd } from './format';
import { Content, Html, markup } from './html';
import { Frame, QueryAnswer, Row, footer, note, page } from './page';
import { jobsWith } from './queries';
import { Place } from './request';
import { Column, table } from './table';

/** A cost page has no more rows than this: they are the most expensive ones. One more is asked for, to know whether there are more. */
export const MAX_COST_ROWS = 100;

/** What jobs cost, by queue, by definition or by job. */
export function costPage(frame: Frame, place: Place, answer: QueryAnswer): Html {
  const rows = answer.rows.slice(0, MAX_COST_ROWS);
  return page(
    frame,
    'costs',
    markup`<h2>${crumbs(frame, place)}</h2>`,
    rows.length === 0 ? noCosts() : table(frame.screen, columns(frame, place), [...rows, ...totalOf(rows)]),
    answer.rows.length > MAX_COST_ROWS && note(`These are the ${MAX_COST_ROWS} most expensive ones. The total is theirs.`),
    markup`<p class="muted">Of a multi-node job, its nodes are counted. Estimates from list prices and what jobs requested, of jobs that finished in the time range and whose prices are known: without ${LEFT_OUT}.</p>`,
    footer([answer]),
  );
}

const noCosts = (): Html =>
  note('No record of a job that finished in the time range has a cost. Records have costs where prices are known.');

function crumbs({ links }: Frame, { queue, definition }: Place): Content {
  if (queue === undefined) return 'Costs by job queue';
  const ofQueue = shortened(queue);
  return [
    links.to('Costs', { view: 'costs' }),
    ' / ',
    definition === undefined ? ofQueue : [links.to(ofQueue, { view: 'costs', queue }), ' / ', shortened(definition)],
  ];
}

const COLUMNS: readonly (readonly [title: string, field: string])[] = [
  ['Cost', 'CostUsd'],
  ['All On-Demand', 'OnDemandCostUsd'],
  ['All on Spot', 'SpotCostUsd'],
  ['Lost', 'LostCostUsd'],
];
const TOTAL = 'Total';

function columns(frame: Frame, place: Place): Column<Row>[] {
  return [
    { title: nameOf(place), kind: 'wide', cell: (row) => (row[TOTAL] ? markup`<b>${TOTAL}</b>` : link(frame, place, row)) },
    ...COLUMNS.map(([title, field], index) => ({
      title,
      kind: 'num' as const,
      isMinor: index > 0,
      cell: (row: Row) => amountOf(row, field),
    })),
    { title: 'Jobs', kind: 'num', cell: ({ Jobs }) => count(numberOf(Jobs) ?? 0) },
  ];
}

const nameOf = ({ queue, definition }: Place): string =>
  queue === undefined ? 'Job queue' : definition === undefined ? 'Job definition' : 'Job';

function link({ links }: Frame, { queue, definition }: Place, { JobQueue, JobDefinition, JobId, JobName }: Row): Content {
  if (queue !== undefined && definition !== undefined) return links.to(shortened(JobName ?? JobId), { view: 'job', id: JobId });
  const name = queue === undefined ? JobQueue : JobDefinition;
  if (name === undefined) return 'unknown';
  return links.to(shortened(name), queue === undefined ? { view: 'costs', queue: name } : { view: 'costs', queue, definition: name });
}

/** A sum says of how many jobs it is, unless it is of all. */
function amountOf(row: Row, field: string): string {
  const jobs = numberOf(row.Jobs) ?? 0;
  const known = numberOf(row[jobsWith(field)]) ?? jobs;
  if (known === jobs) return usd(row[field]);
  return known === 0 ? UNKNOWN : `${usd(row[field])} of ${count(known)} ${known === 1 ? 'job' : 'jobs'}`;
}

function totalOf(rows: readonly Row[]): Row[] {
  const sum = (field: string): string => {
    const known = rows.flatMap((row) => numberOf(row[field]) ?? []);
    return known.length === 0 ? '' : String(known.reduce((a, b) => a + b));
  };
  const summed = ['Jobs', ...COLUMNS.flatMap(([, field]) => [field, jobsWith(field)])];
  return [{ [TOTAL]: TOTAL, ...Object.fromEntries(summed.map((field) => [field, sum(field)])) }];
}
