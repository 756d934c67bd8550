import { GRID_WIDTH } from './section-description';

/** Something that is so many columns wide, once it has a place. */
export interface Placed<T> {
  readonly item: T;
  readonly width: number;
}

/** As many to a row as fit into the grid; the last one of a row takes what is left of it. */
export function intoRows<T extends { readonly width: number }>(items: readonly T[]): Placed<T>[][] {
  const rows: T[][] = [];
  let used = GRID_WIDTH;
  for (const item of items) {
    if (used + item.width > GRID_WIDTH) {
      rows.push([]);
      used = 0;
    }
    rows[rows.length - 1].push(item);
    used += item.width;
  }
  return rows.map(widened);
}

function widened<T extends { readonly width: number }>(row: readonly T[]): Placed<T>[] {
  const left = GRID_WIDTH - row.reduce((sum, { width }) => sum + width, 0);
  return row.map((item, index) => ({ item, width: item.width + (index === row.length - 1 ? left : 0) }));
}
