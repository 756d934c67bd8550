import { Content, Html, markup } from './html';
import { Screen } from './request';
import { isNarrow } from './style';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Content;
  /** Numbers align to the right; a wide cell breaks its lines. */
  readonly kind?: 'num' | 'wide';
  /** Left out on a narrow screen. */
  readonly isMinor?: boolean;
}

export function table<Row>(screen: Screen, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const shown = columns.filter(({ isMinor }) => !isMinor || !isNarrow(screen));
  const cells = (row: Row): Html[] => shown.map(({ cell, kind }) => markup`<td class="${kind}">${cell(row)}</td>`);
  return markup`<div class="bx-scroll"><table><thead><tr>${shown.map(({ title, kind }) => markup`<th class="${kind}">${title}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => markup`<tr>${cells(row)}</tr> `,
  )}</tbody></table></div>`;
}

/** Names with their values; those without a value are left out. */
export function facts(entries: readonly (readonly [name: string, value: Content])[]): Html {
  const known = entries.filter(([, value]) => value !== undefined && value !== false && value !== '');
  return markup`<dl class="facts">${known.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
