import { jsonText } from './json-text';
import { DataPoint } from '../../domain/data-point';
import { InsightsRecord } from '../../domain/names/record-schemas';
import { RecordType } from '../../domain/names/records';

/** Turns data points into log lines; those that CloudWatch would refuse are handed back. */
export interface DocumentMaker {
  of(points: readonly DataPoint[], now: number): { documents: readonly string[]; leftOut: readonly DataPoint[] };
}

/**
 * Lines of the function's log group: records as they are, data points as EMF documents. They go to stdout as bare
 * lines, because `console.log` would wrap them into another object in Lambda's JSON log format.
 */
export class Output {
  constructor(
    private readonly write: (line: string) => void,
    private readonly now: () => number,
    private readonly metrics?: DocumentMaker,
  ) {}

  record(record: InsightsRecord): void {
    this.write(jsonText(record));
  }

  measure(points: readonly DataPoint[]): void {
    const { documents, leftOut } = this.metrics?.of(points, this.now()) ?? { documents: [], leftOut: [] };
    documents.forEach(this.write);
    if (leftOut.length > 0) {
      const oldest = leftOut.reduce((earliest, point) => Math.min(earliest, point.atMillis), Infinity);
      this.record({ RecordType: RecordType.METRICS_LEFT_OUT, Count: leftOut.length, Oldest: new Date(oldest).toISOString() });
    }
  }
}

export const writeToStdout = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
