/**
 * What a section of charts is, as plain data: the sections under `sections/` are written in these terms once, and a renderer
 * makes CloudWatch widgets of them. Nothing here knows of CloudFormation, so that another renderer can draw the same sections.
 */
import { Origin, Series } from './series-description';

/** Columns of a dashboard; a chart is as wide as so many of them. */
export const GRID_WIDTH = 24;

export interface SectionDescription {
  readonly title: string;
  /** One line on what the section answers and how to read it. */
  readonly explanation: string;
  /** What the section cannot do without, beside the collector. */
  readonly needs?: Exclude<Origin, 'collector'>;
  /** Ready-made questions to ask of the job records, as links to where queries are written. */
  readonly links?: readonly QueryLink[];
  readonly charts: readonly ChartDescription[];
}

export interface QueryLink {
  readonly label: string;
  readonly query: readonly string[];
}

export type ChartDescription = SingleChart | EitherChart;
export type SingleChart = LogChart | MetricChart | AlarmChart;

/** What the numbers of a chart count or measure. */
export type Unit =
  | 'jobs'
  | 'attempts'
  | 'tasks'
  | 'calls'
  | 'instances'
  | 'vCPUs'
  | 'CPU units'
  | 'events'
  | 'count'
  | '%'
  | 'seconds'
  | 'minutes'
  | 'hours'
  | 'bytes'
  | 'MB'
  | 'GiB'
  | 'USD';

interface Chart {
  readonly title: string;
  /** Absent where the columns of a table name their units, or there are no numbers. */
  readonly unit?: Unit;
  /** Which part of the data it is, or per what: `the newest 50`, `per period`. Shown behind the title, after the unit. */
  readonly scope?: string;
  /** At least so many columns, of 24; the last chart of a row takes what is left. */
  readonly width: number;
  readonly height: number;
}

/** A chart over log lines, drawn from a Logs Insights query. */
export interface LogChart extends Chart {
  readonly source: 'records';
  /** Whose log. Default: the collector's. */
  readonly from?: Origin;
  readonly view: 'table' | 'bar' | 'pie' | 'stacked';
  /** Commands of the query, one per line, without the pipe. */
  readonly query: readonly string[];
}

/** The states of the alarms on the monitoring itself. Left out where there are none. */
export interface AlarmChart extends Chart {
  readonly source: 'alarms';
}

/** A chart over metrics. */
export interface MetricChart extends Chart {
  readonly source: 'metrics';
  readonly unit: Unit;
  /** `number`, `gauge` (of per cent) and `pie` show one value for the whole time range, `latest` the last one. */
  readonly view: 'line' | 'stacked' | 'number' | 'latest' | 'gauge' | 'pie';
  readonly series: readonly Series[];
}

/**
 * Charts of metrics or, where there are no such metrics, of records or of metrics that AWS keeps, with the same content. Logs Insights draws time series
 * of queries that group by time alone, so that a chart over time by group becomes one bar for each group and a table by time and group.
 */
export interface EitherChart {
  readonly source: 'either';
  readonly metrics: readonly MetricChart[];
  readonly otherwise: readonly SingleChart[];
}
