/** Widgets one below the other by the row that they belong to; of a collapsed row there is only the row itself. */
export function inSections(widgets, collapsed) {
  let top = 0;
  return [...new Set(widgets.map(({ row }) => row))].flatMap((row) => {
    const section = widgets.filter((widget) => widget.row === row);
    const shown = collapsed.has(row) ? section.filter(({ index }) => index === row) : section;
    const first = row === undefined ? 0 : Math.min(...section.map(({ y }) => y));
    const placed = shown.map((widget) => ({ ...widget, y: widget.y - first + top }));
    top = Math.max(...placed.map(({ y, height }) => y + height));
    return placed;
  });
}

/** Rows that hold nothing but text are as high as the text, at most as high as the dashboard has them: a short text leaves no gap. */
export function rowsOf(widgets) {
  const bottom = Math.max(0, ...widgets.map(({ y, height }) => y + height));
  return Array.from({ length: bottom }, (_, row) => {
    const within = widgets.filter(({ y, height }) => y <= row && row < y + height);
    return within.length > 0 && within.every(({ type }) => type === 'text' || type === 'row') ? 'fit-content(var(--row))' : 'var(--row)';
  }).join(' ');
}
