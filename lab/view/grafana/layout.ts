import type { Panel } from '../../grafana/dashboard';

/** A panel of a dashboard with the position of the row that it belongs to. */
export interface PlacedPanel {
  readonly panel: Panel;
  /** Of the row among all panels; not of panels before the first one. */
  readonly row?: number;
}

/** Panels from top to bottom, each after its row: a collapsed row holds its panels itself, those of any other follow it. */
export function placePanels(panels: readonly Panel[]): readonly PlacedPanel[] {
  const placed: PlacedPanel[] = [];
  let row: number | undefined;
  for (const panel of [...panels].sort((a, b) => a.gridPos.y - b.gridPos.y || a.gridPos.x - b.gridPos.x)) {
    if (panel.type === 'row') row = placed.length;
    placed.push({ panel, row });
    if (panel.type === 'row') placed.push(...(panel.panels ?? []).map((each) => ({ panel: each, row })));
  }
  return placed;
}
