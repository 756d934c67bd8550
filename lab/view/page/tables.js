import { el } from './dom.js';
import { formatCell } from './format.js';

const ADDRESS = /^https:\/\/\S+$/;

/** A table that scrolls and sorts; job ids open the job, addresses are links. */
export function drawTable({ columns, rows }, title, openJob) {
  const numeric = columns.map((_, index) => rows.every((row) => row[index] === null || typeof row[index] === 'number'));
  const body = el('tbody');
  const fill = (sorted) => body.replaceChildren(...sorted.map((row) => tableRow(row, columns, numeric, openJob)));
  const head = el(
    'tr',
    {},
    ...columns.map((name, index) => headCell(name, numeric[index], (descending) => fill(sortRows(rows, index, descending)))),
  );
  fill(rows);
  return el(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': `${title}, table` },
    el('table', {}, el('thead', {}, head), body),
  );
}

function headCell(name, isNumeric, sort) {
  const button = el('button', { type: 'button', title: `Sort by ${name}` }, name);
  const cell = el('th', { scope: 'col', class: isNumeric ? 'number' : undefined }, button);
  button.addEventListener('click', () => {
    const descending = cell.getAttribute('aria-sort') === 'ascending';
    for (const other of cell.parentElement.children) other.removeAttribute('aria-sort');
    cell.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    sort(descending);
  });
  return cell;
}

/** Empty cells stay at the end, whatever the direction. */
function sortRows(rows, index, descending) {
  const sign = descending ? -1 : 1;
  const compare = (a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true });
  return [...rows].sort(({ [index]: a }, { [index]: b }) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * compare(a, b);
  });
}

function tableRow(row, columns, numeric, openJob) {
  return el(
    'tr',
    {},
    ...row.map((value, index) =>
      el(
        'td',
        { class: numeric[index] ? 'number' : undefined, title: typeof value === 'string' && value.length > 40 ? value : undefined },
        cellContent(value, columns[index], openJob),
      ),
    ),
  );
}

function cellContent(value, column, openJob) {
  if (value === null) return '';
  if (column === 'JobId') return el('button', { type: 'button', class: 'link', onclick: () => openJob(String(value)) }, String(value));
  if (column === 'Status') return el('span', { class: `status ${String(value) === 'FAILED' ? 'bad' : 'good'}` }, String(value));
  if (ADDRESS.test(String(value))) {
    return el(
      'a',
      { href: value, target: '_blank', rel: 'noopener noreferrer', title: value },
      'Open',
      el('span', { class: 'visually-hidden' }, ` ${column}`),
    );
  }
  return formatCell(value);
}
