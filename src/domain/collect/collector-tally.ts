import { DataPoint, dataPoint } from '../data-point';
import { MetricName } from '../names/metrics';

/** Older events are a replay of an archive: their age says nothing about the collector. */
const OLDEST_OF_INTEREST = 14 * 24 * 3_600_000;

/** Counts what a batch was made of: the collector's own metrics, one document a batch. */
export class CollectorTally {
  private processedEvents = 0;
  private rejectedEvents = 0;
  private unreadFields = 0;
  private duplicateEvents = 0;
  private lateEvents = 0;
  private oldest = Infinity;
  private newest = -Infinity;

  constructor(private readonly nowMillis: number) {}

  processed(eventTime: number): void {
    this.processedEvents += 1;
    if (this.nowMillis - eventTime <= OLDEST_OF_INTEREST) this.oldest = Math.min(this.oldest, eventTime);
    // A clock that is ahead must not carry the numbers of a whole batch to where CloudWatch refuses them.
    this.newest = Math.max(this.newest, Math.min(eventTime, this.nowMillis));
  }

  rejected(): void {
    this.rejectedEvents += 1;
  }

  unread(fields: number): void {
    this.unreadFields += fields;
  }

  repeated(duplicates: number, late: number): void {
    this.duplicateEvents += duplicates;
    this.lateEvents += late;
  }

  /** Stamped with the newest event of the batch; the age is that of its oldest one. */
  dataPoints(): DataPoint[] {
    const at = Number.isFinite(this.newest) ? this.newest : this.nowMillis;
    const counts: readonly (readonly [MetricName, number])[] = [
      [MetricName.EVENTS_PROCESSED, this.processedEvents],
      [MetricName.EVENTS_REJECTED, this.rejectedEvents],
      [MetricName.FIELDS_UNREAD, this.unreadFields],
      [MetricName.DUPLICATE_EVENTS, this.duplicateEvents],
      [MetricName.LATE_EVENTS, this.lateEvents],
      [MetricName.EVENT_AGE_SECONDS, Number.isFinite(this.oldest) ? Math.max(0, this.nowMillis - this.oldest) / 1000 : 0],
    ];
    return counts.filter(([, value]) => value > 0).map(([name, value]) => dataPoint(name, value, at, {}));
  }
}
