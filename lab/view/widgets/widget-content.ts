import type { Address } from '../../grafana/links';

/** What the page draws for a widget: plain data, shaped here so that the page only has to show it. */
export type WidgetContent =
  | { readonly kind: 'text'; readonly markdown: string; readonly transparent: boolean }
  | { readonly kind: 'message'; readonly tone: 'error' | 'empty' | 'unsupported'; readonly message: string }
  | TimeChart
  | BarChart
  | PieChart
  | { readonly kind: 'numbers'; readonly items: readonly LabelledNumber[]; readonly sparkline: boolean }
  | { readonly kind: 'gauge'; readonly items: readonly LabelledNumber[]; readonly min: number; readonly max: number }
  | TableContent
  | { readonly kind: 'alarms'; readonly alarms: readonly AlarmStatus[] };

export interface LabelledNumber {
  readonly label: string;
  readonly value: number | null;
  readonly unit?: string;
  readonly color?: string;
  readonly points?: ReadonlyArray<readonly [number, number]>;
}

export interface ChartSeries {
  readonly label: string;
  readonly color?: string;
  readonly yAxis: 'left' | 'right';
  readonly unit?: string;
  readonly points: ReadonlyArray<readonly [ms: number, value: number]>;
}

export interface Axis {
  readonly label?: string;
  readonly min?: number;
  readonly max?: number;
}

export interface Annotation {
  readonly value: number;
  readonly label?: string;
  readonly color?: string;
  readonly yAxis: 'left' | 'right';
}

export interface TimeChart {
  readonly kind: 'lines' | 'areas';
  readonly series: readonly ChartSeries[];
  readonly left: Axis;
  readonly right: Axis;
  readonly annotations: readonly Annotation[];
  readonly legend: 'bottom' | 'right' | 'hidden';
  /** Bars in place of lines or areas. */
  readonly bars?: boolean;
  readonly start: number;
  readonly end: number;
}

export interface BarChart {
  readonly kind: 'bars';
  readonly categories: readonly string[];
  readonly series: ReadonlyArray<{ readonly label: string; readonly color?: string; readonly values: ReadonlyArray<number | null> }>;
  readonly unit?: string;
  /** Only where it is hidden. */
  readonly legend?: 'hidden';
}

export interface PieChart {
  readonly kind: 'pie';
  readonly slices: ReadonlyArray<{ readonly label: string; readonly value: number; readonly color?: string }>;
  readonly unit?: string;
  /** Only where it is hidden. */
  readonly legend?: 'hidden';
}

export interface TableContent {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<ReadonlyArray<string | number | null>>;
  /** What the cells lead to, row by row, of a table whose dashboard has links. */
  readonly links?: readonly ColumnLinks[];
}

export interface ColumnLinks {
  readonly column: number;
  /** A list for each row. */
  readonly addresses: ReadonlyArray<readonly Address[]>;
}

export interface AlarmStatus {
  readonly name: string;
  readonly state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  readonly reason: string;
}

export const empty = (message: string): WidgetContent => ({ kind: 'message', tone: 'empty', message });
export const unsupported = (message: string): WidgetContent => ({ kind: 'message', tone: 'unsupported', message });
