/** A line of `metrics.ndjson`: one data point from the collector's EMF documents. */
export interface DataPoint {
  readonly Namespace: string;
  readonly Name: string;
  readonly Dimensions: Readonly<Record<string, string>> | ReadonlyArray<{ readonly Name: string; readonly Value: string }>;
  /** Milliseconds since the epoch. */
  readonly Timestamp: number;
  readonly Values: readonly number[];
  /** How often each value came; once each when absent. */
  readonly Counts?: readonly number[];
  readonly Unit?: string;
}

/** A value and how often it came. */
export interface Sample {
  readonly value: number;
  readonly count: number;
}

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: ReadonlyMap<string, string>;
  readonly unit?: string;
  readonly samples: ReadonlyArray<Sample & { readonly ms: number }>;
}

/** Metrics with their data points, found by name and exact dimensions as CloudWatch does. */
export class MetricStore {
  private readonly metrics = new Map<string, Metric & { samples: Array<Sample & { ms: number }> }>();

  constructor(points: Iterable<DataPoint>) {
    for (const point of points) this.add(point);
  }

  all(): Iterable<Metric> {
    return this.metrics.values();
  }

  find(namespace: string, name: string, dimensions: ReadonlyMap<string, string>): Metric | undefined {
    return this.metrics.get(keyOf(namespace, name, dimensions));
  }

  private add(point: DataPoint): void {
    const dimensions = dimensionsOf(point);
    const key = keyOf(point.Namespace, point.Name, dimensions);
    const known = this.metrics.get(key);
    const metric = known ?? { namespace: point.Namespace, name: point.Name, dimensions, unit: point.Unit, samples: [] };
    if (!known) this.metrics.set(key, metric);
    point.Values.forEach((value, index) => metric.samples.push({ ms: point.Timestamp, value, count: point.Counts?.[index] ?? 1 }));
  }
}

function dimensionsOf({ Dimensions }: DataPoint): ReadonlyMap<string, string> {
  const isList = (dimensions: DataPoint['Dimensions']): dimensions is ReadonlyArray<{ Name: string; Value: string }> =>
    Array.isArray(dimensions);
  return new Map(isList(Dimensions) ? Dimensions.map(({ Name, Value }) => [Name, Value] as const) : Object.entries(Dimensions));
}

function keyOf(namespace: string, name: string, dimensions: ReadonlyMap<string, string>): string {
  return JSON.stringify([namespace, name, ...[...dimensions].sort(([a], [b]) => (a < b ? -1 : 1))]);
}
