import { MeasuredPoint, extractMetrics } from '../../../lab/replay/logs/embedded-metrics';

export type Line = { readonly [field: string]: unknown };

/** What a handler wrote to stdout. */
export class LogLines {
  readonly raw: string[] = [];

  constructor(private readonly now: () => number) {}

  get all(): Line[] {
    return this.raw.map((line) => JSON.parse(line) as Line);
  }

  ofType(recordType: string): Line[] {
    return this.all.filter(({ RecordType }) => RecordType === recordType);
  }

  get jobs(): Line[] {
    return this.ofType('job');
  }

  get documents(): Line[] {
    return this.all.filter((line) => '_aws' in line);
  }

  /** The data points that CloudWatch makes of the documents; a document that breaks its rules is an error. */
  get dataPoints(): MeasuredPoint[] {
    return this.raw.flatMap((line) => {
      const document = JSON.parse(line) as Parameters<typeof extractMetrics>[0];
      if (!('_aws' in document)) return [];
      const { dataPoints, violations } = extractMetrics(document, Buffer.byteLength(line), this.now());
      if (violations.length > 0) throw new Error(violations.join('; '));
      return dataPoints;
    });
  }

  /** The sum of a metric over all values, without dimensions. */
  total(name: string): number {
    return totalOf(this.dataPoints, name);
  }

  /** All totals, to compare what several ways of delivery make. */
  get totals(): Record<string, number> {
    const points = this.dataPoints;
    const names = [...new Set(points.map(({ Name }) => Name))].sort();
    return Object.fromEntries(names.map((name) => [name, Math.round(totalOf(points, name) * 1000) / 1000]));
  }

  clear(): void {
    this.raw.length = 0;
  }
}

const totalOf = (points: readonly MeasuredPoint[], name: string): number =>
  points
    .filter((point) => point.Name === name && Object.keys(point.Dimensions).length === 0)
    .reduce((sum, { Values, Counts }) => sum + Values.reduce((part, value, index) => part + value * Counts[index], 0), 0);
