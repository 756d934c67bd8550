import { MetricsContext } from 'aws-embedded-metrics/lib/logger/MetricsContext';
import { LogSerializer } from 'aws-embedded-metrics/lib/serializers/LogSerializer';
import { EmbeddedMetrics, packDocuments } from './pack-documents';
import { DataPoint, KnownDimensions, setsOf } from '../../domain/data-point';
import { AnyMetric, CLOUDWATCH_UNIT, DimensionName, METRICS } from '../../domain/names/metrics';
import { REDELIVERED } from '../../domain/names/records';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** CloudWatch refuses data points from outside these bounds; a margin keeps the clock's drift out of it. */
const OLDEST = 14 * 24 * HOUR - HOUR;
const NEWEST = 2 * HOUR - 5 * MINUTE;
/** What CloudWatch takes as the value of a dimension. */
const DIMENSION_VALUE = /^(?!:)(?=.*\S)[\x20-\x7e]{1,1024}$/;

/**
 * Data points as documents in CloudWatch's embedded metric format, one per minute and combination of dimensions.
 * It uses the context and serializer of aws-embedded-metrics, and a new context for each document: its logger keeps
 * timestamps and properties from one flush to the next, and asks the network where it runs.
 */
export class MetricDocuments {
  constructor(
    private readonly namespace: string,
    /** The configured sets; a metric is published by those that it can carry, and by those that it always has. */
    private readonly dimensionSets: readonly (readonly DimensionName[])[] = [],
  ) {}

  of(points: readonly DataPoint[], now: number): { documents: string[]; leftOut: DataPoint[] } {
    const isTaken = (point: DataPoint) => now - point.atMillis <= OLDEST && point.atMillis - now <= NEWEST;
    const groups = new Map<string, Group>();
    for (const point of points.filter(isTaken)) {
      const group = this.groupOf(point);
      const key = JSON.stringify(group);
      groups.set(key, groups.get(key) ?? { ...group, points: [] });
      groups.get(key)?.points.push(point);
    }
    // Those with most dimensions first: others then find room in them.
    const ordered = [...groups.values()].sort((a, b) => b.sets.length - a.sets.length);
    const documents = packDocuments(ordered.flatMap((group) => this.serialize(group)).map((text) => JSON.parse(text) as EmbeddedMetrics));
    return { documents: documents.map((document) => JSON.stringify(document)), leftOut: points.filter((point) => !isTaken(point)) };
  }

  private groupOf(point: DataPoint): Omit<Group, 'points'> {
    const sets = setsOf(point, this.dimensionSets).filter((set) => set.every((name) => DIMENSION_VALUE.test(point.dimensions[name] ?? '')));
    return {
      minute: Math.floor(point.atMillis / MINUTE) * MINUTE,
      sets: sets.map((set) => pick(point.dimensions, set)),
      redelivered: point.redelivered,
    };
  }

  private serialize(group: Group): string[] {
    if (group.sets.length === 0) return [];
    const context = MetricsContext.empty();
    context.namespace = this.namespace;
    context.setDimensions(group.sets.map((set) => ({ ...set })));
    context.meta.Timestamp = group.minute;
    context.setProperty(REDELIVERED, group.redelivered);
    for (const [name, values] of valuesByMetric(group.points)) {
      for (const value of values) context.putMetric(name, value, CLOUDWATCH_UNIT[METRICS[name].unit]);
    }
    return new LogSerializer().serialize(context);
  }
}

interface Group {
  readonly minute: number;
  readonly sets: readonly Record<string, string>[];
  /** Possible duplicates stay apart, by the message that was redelivered. */
  readonly redelivered?: string;
  readonly points: DataPoint[];
}

const pick = (dimensions: KnownDimensions, set: readonly DimensionName[]): Record<string, string> =>
  Object.fromEntries(set.map((name) => [name, dimensions[name] as string]));

/** Values of a metric, added up to one or apart. */
function valuesByMetric(points: readonly DataPoint[]): Map<AnyMetric, number[]> {
  const values = new Map<AnyMetric, number[]>();
  for (const { name, value } of points) {
    const ofMetric = values.get(name) ?? [];
    values.set(name, ofMetric);
    if (METRICS[name].isAddedUp) ofMetric[0] = (ofMetric[0] ?? 0) + value;
    else ofMetric.push(value);
  }
  return values;
}
