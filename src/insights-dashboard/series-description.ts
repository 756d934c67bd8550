/** What a line, an area, a slice or a number of a chart of metrics is, as plain data. */
import { AnyMetric, DimensionName, MetricName, MetricOrigin } from '../domain/names/metrics';

/** Whose metrics and log lines: the collector's, or those of another construct that a dashboard may be given. */
export type Origin = MetricOrigin;

export type Statistic = 'Sum' | 'Average' | 'Maximum' | 'p50' | 'p95' | 'p99';

/** What is drawn where no value was published: nothing, 0 (counts), or the previous value (gauges, which are published every few minutes). */
export type Gaps = 'empty' | 'zero' | 'last';

interface NamedSeries {
  readonly label: string;
  /** Hexadecimal, where a colour means something (green for success). */
  readonly color?: string;
}

interface MeasuredSeries extends NamedSeries {
  readonly statistic: Statistic;
  /** Turns seconds into minutes (60) or hours (3600), MiB into GiB (1024). */
  readonly dividedBy?: number;
  /** Where it goes without saying: 0 for sums and maxima, nothing for averages and percentiles. */
  readonly gaps?: Gaps;
}

/** One metric, or the total of several, over all job queues (or those that the dashboard is limited to). */
export interface TotalSeries extends MeasuredSeries {
  readonly of: 'total';
  /** Default: the collector. */
  readonly from?: Origin;
  readonly metrics: readonly AnyMetric[];
  /** Of one job state only. */
  readonly jobState?: string;
  /** A count as a rate. */
  readonly perSecond?: true;
  /** Of several job queues the values add up, although they are no sums: so many jobs in this queue, so many in that. */
  readonly addsUp?: true;
}

/** A percentage: what some metrics sum up to, of what several do. */
export interface ShareSeries extends NamedSeries {
  readonly of: 'share';
  readonly parts: readonly MetricName[];
  readonly whole: readonly MetricName[];
}

/** One line for each value of a dimension; new values appear by themselves. */
export interface GroupSeries extends MeasuredSeries {
  readonly of: 'groups';
  /** Default: the collector. */
  readonly from?: Origin;
  readonly metric: AnyMetric;
  readonly dimension: DimensionName;
  /** Of one job state only. */
  readonly jobState?: string;
}

/** Metrics that AWS keeps of what AWS Batch runs on: one line for each resource; new ones appear by themselves. */
export interface ServiceSeries extends MeasuredSeries {
  readonly of: 'service';
  readonly namespace: string;
  readonly dimension: string;
  /** Every metric of the namespace with that dimension, where none is named. */
  readonly metric?: string;
  /** Only resources with one of these words in their name. */
  readonly having?: readonly string[];
}

/** A metric of the collector itself, which knows no job queues. */
export interface CollectorSeries extends NamedSeries {
  readonly of: 'collector';
  readonly metric: MetricName;
  readonly statistic: Statistic;
}

/** A metric that AWS keeps of one of the collector's own resources, or the total of several. */
export interface ResourceSeries extends NamedSeries {
  readonly of: 'queue' | 'dead-letter-queue' | 'handler' | 'log-group';
  readonly metrics: readonly string[];
  readonly statistic: Statistic;
}

export type Series = TotalSeries | ShareSeries | GroupSeries | ServiceSeries | CollectorSeries | ResourceSeries;
