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
    return this.raw
      .filter((line) => '_aws' in (JSON.parse(line) as Line))
      .flatMap((line) => {
        const { dataPoints, violations } = extractMetrics(
          JSON.parse(line) as Parameters<typeof extractMetrics>[0],
          Buffer.byteLength(line),
          this.now(),
        );
        if (violations.length > 0) throw new Error(violations.join('; '));
        return dataPoints;
      });
  }

  /** The sum of a metric over all values, without dimensions. */
  total(name: string): number {
    return this.dataPoints
      .filter((point) => point.Name === name && Object.keys(point.Dimensions).length === 0)
      .reduce((sum, { Values, Counts }) => sum + Values.reduce((part, value, index) => part + value * Counts[index], 0), 0);
  }

  /** All totals, to compare what several ways of delivery make. */
  get totals(): Record<string, number> {
    const names = [...new Set(this.dataPoints.map(({ Name }) => Name))].sort();
    return Object.fromEntries(names.map((name) => [name, Math.round(this.total(name) * 1000) / 1000]));
  }

  clear(): void {
    this.raw.length = 0;
  }
}
