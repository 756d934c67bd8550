/** The JSON of a Grafana dashboard, as far as the dashboards of the library use it. */
import type { Target } from './panel-queries';
import type { Variable } from './scope';

export interface GrafanaDashboard {
  readonly uid: string;
  readonly title: string;
  readonly time: { readonly from: string; readonly to: string };
  readonly links: readonly DashboardLink[];
  readonly templating: { readonly list: readonly DashboardVariable[] };
  readonly panels: readonly Panel[];
}

export interface DashboardVariable extends Variable {
  readonly label?: string;
  /** A query of its data source, the values of a custom variable, the type of data source, or the text of a text box. */
  readonly query?: unknown;
  readonly regex?: string;
  readonly sort?: number;
  readonly options?: ReadonlyArray<{ readonly value: string }>;
  readonly current?: { readonly value?: string | readonly string[] };
}

export interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly transparent?: boolean;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: { readonly type: string };
  readonly targets?: readonly Target[];
  /** Of a row. */
  readonly collapsed?: boolean;
  /** Those of a collapsed row. */
  readonly panels?: readonly Panel[];
  readonly options?: PanelOptions;
  readonly fieldConfig?: {
    readonly defaults?: FieldDefaults;
    readonly overrides?: readonly Override[];
  };
}

export interface PanelOptions {
  readonly content?: string;
  readonly graphMode?: string;
  readonly legend?: { readonly showLegend?: boolean };
  readonly reduceOptions?: { readonly calcs: readonly string[]; readonly values: boolean };
}

export interface FieldDefaults {
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly noValue?: string;
  readonly custom?: {
    readonly drawStyle?: string;
    readonly axisLabel?: string;
    readonly axisSoftMin?: number;
    readonly stacking?: { readonly mode: string };
  };
}

interface Override {
  readonly matcher: { readonly id: string; readonly options: string };
  readonly properties: ReadonlyArray<{ readonly id: string; readonly value: unknown }>;
}

/** A link of a dashboard to another one. */
export interface DashboardLink {
  readonly title: string;
  readonly type: string;
  readonly url: string;
  readonly keepTime?: boolean;
  readonly includeVars?: boolean;
}

/** A link of the cells of a column. */
export interface CellLink {
  readonly title: string;
  readonly url: string;
  readonly targetBlank?: boolean;
}

/** What overrides of one kind set, by the name of their field or query. */
export const overridesOf = (panel: Panel, matcher: 'byName' | 'byFrameRefID', property: string): ReadonlyMap<string, unknown> =>
  new Map(
    (panel.fieldConfig?.overrides ?? [])
      .filter(({ matcher: { id } }) => id === matcher)
      .flatMap(({ matcher: { options }, properties }) =>
        properties.filter(({ id }) => id === property).map(({ value }) => [options, value] as const),
      ),
  );
