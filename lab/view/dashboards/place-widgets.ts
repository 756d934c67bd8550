import type { Widget } from './dashboard';

export const GRID_COLUMNS = 24;
const DEFAULT_SIZE = 6;

/** Gives widgets without a place the next free one, row by row, as CloudWatch does. */
export function placeWidgets(widgets: ReadonlyArray<Partial<Widget>>): readonly Widget[] {
  const placed: Widget[] = [];
  for (const widget of widgets) {
    const size = { width: widget.width ?? DEFAULT_SIZE, height: widget.height ?? DEFAULT_SIZE };
    const place = widget.x !== undefined && widget.y !== undefined ? { x: widget.x, y: widget.y } : freePlace(placed, size);
    placed.push({ type: widget.type ?? 'unknown', properties: widget.properties ?? {}, ...size, ...place });
  }
  return placed;
}

type Size = Pick<Widget, 'width' | 'height'>;
type Box = Pick<Widget, 'x' | 'y' | 'width' | 'height'>;

function freePlace(placed: readonly Widget[], size: Size): { x: number; y: number } {
  for (let y = 0; ; y++) {
    for (let x = 0; x === 0 || x + size.width <= GRID_COLUMNS; x++) {
      if (!placed.some((widget) => overlap(widget, { x, y, ...size }))) return { x, y };
    }
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
