/**
 * What a section of charts is, as plain data: the sections under `sections/` are written in these terms once, and a renderer
 * makes CloudWatch widgets of them. Nothing here knows of CloudFormation, so that another renderer can draw the same sections.
 */
import { MetricName } from '../domain/names/metrics';

/** Columns of a dashboard; a chart is as wide as so many of them. */
export const GRID_WIDTH = 24;

export interface SectionDescription {
  readonly title: string;
  /** One line on what the section answers and how to read it. */
  readonly explanation: string;
  /** Ready-made questions to ask of the job records, as links to where queries are written. */
  readonly links?: readonly QueryLink[];
  readonly charts: readonly ChartDescription[];
}

export interface QueryLink {
  readonly label: string;
  readonly query: readonly string[];
}

export type ChartDescription = LogChart | MetricChart;

interface Chart {
  readonly title: string;
  /** What the numbers count, shown behind the title. */
  readonly unit: string;
  /** One line on how to read the chart. */
  readonly explanation: string;
  /** In columns, of 24. */
  readonly width: number;
  readonly height: number;
}

/** A chart over the job records, drawn from a Logs Insights query. */
export interface LogChart extends Chart {
  readonly source: 'records';
  readonly view: 'table' | 'bar' | 'pie' | 'stacked';
  /** Commands of the query, one per line, without the pipe. */
  readonly query: readonly string[];
}

/** A chart over metrics. */
export interface MetricChart extends Chart {
  readonly source: 'metrics';
  /** `number` shows one value for the whole time range. */
  readonly view: 'line' | 'stacked' | 'number';
  readonly series: readonly Series[];
}

export type Statistic = 'Sum' | 'Average' | 'Maximum' | 'p50' | 'p95' | 'p99';

interface NamedSeries {
  readonly label: string;
  /** Hexadecimal, where a colour means something (green for success). */
  readonly color?: string;
}

/** One metric, or the total of several, over all job queues (or those that the dashboard is limited to). */
export interface JobSeries extends NamedSeries {
  readonly of: 'jobs';
  readonly metrics: readonly MetricName[];
  readonly statistic: Statistic;
  /** Turns seconds into minutes (60) or hours (3600). */
  readonly dividedBy?: number;
}

/** A percentage: one metric's share in the total of several. */
export interface ShareSeries extends NamedSeries {
  readonly of: 'share';
  readonly part: MetricName;
  readonly whole: readonly MetricName[];
}

/** One line for each job queue; new queues appear by themselves. */
export interface JobQueueSeries extends NamedSeries {
  readonly of: 'job-queues';
  readonly metric: MetricName;
  readonly statistic: Statistic;
  readonly dividedBy?: number;
}

/** A metric of the collector itself, which knows no job queues. */
export interface CollectorSeries extends NamedSeries {
  readonly of: 'collector';
  readonly metric: MetricName;
  readonly statistic: Statistic;
}

/** A metric that AWS keeps of one of the collector's own resources. */
export interface ResourceSeries extends NamedSeries {
  readonly of: 'queue' | 'dead-letter-queue' | 'handler';
  readonly metric: string;
  readonly statistic: Statistic;
}

export type Series = JobSeries | ShareSeries | JobQueueSeries | CollectorSeries | ResourceSeries;
