import { el } from './dom.js';
import { formatCell } from './format.js';
import { hrefOf } from './links.js';

const ADDRESS = /^https:\/\/\S+$/;

/** A table that scrolls and sorts; job ids lead to the job, addresses are links. A table that has links of its own has no others. */
export function drawTable({ columns, rows, links }, title, addressOfJob) {
  const places = new Map(rows.map((row, index) => [row, index]));
  const contentOf = (row, column) =>
    links
      ? linkedCell(row[column], columns[column], addressesOf(links, column, places.get(row)))
      : cellContent(row[column], columns[column], addressOfJob);
  const numeric = columns.map((_, index) => rows.every((row) => row[index] === null || typeof row[index] === 'number'));
  const body = el('tbody');
  const fill = (sorted) => body.replaceChildren(...sorted.map((row) => tableRow(row, numeric, contentOf)));
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

function tableRow(row, numeric, contentOf) {
  return el(
    'tr',
    {},
    ...row.map((value, index) =>
      el(
        'td',
        { class: numeric[index] ? 'number' : undefined, title: typeof value === 'string' && value.length > 40 ? value : undefined },
        contentOf(row, index),
      ),
    ),
  );
}

const addressesOf = (links, column, row) => links.find((link) => link.column === column)?.addresses[row] ?? [];

/** The value leads to the first address; the others stand behind it. */
function linkedCell(value, column, addresses) {
  if (addresses.length === 0) return cellContent(value, column);
  const [first, ...others] = addresses;
  const text = ADDRESS.test(String(value)) ? first.title : formatCell(value);
  return el('span', {}, linkTo(first, text), ...others.flatMap((other) => [' ', linkTo(other, '↗')]));
}

function linkTo({ title, href, newTab }, text) {
  const target = newTab ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  return el('a', { href: hrefOf(href), title, ...target }, text, text === '↗' ? el('span', { class: 'visually-hidden' }, title) : null);
}

/** @param addressOfJob gives nothing where the app has no explorer */
function cellContent(value, column, addressOfJob) {
  if (value === null) return '';
  const address = column === 'JobId' && addressOfJob?.(String(value));
  if (address) return el('a', { href: address, title: 'Show this job in the explorer' }, String(value));
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
