import { DataPoint, KnownDimensions, markRedelivered } from '../data-point';
import { ENTERED } from './state-entries';
import { Fields } from '../event/fields';
import { DetailType, EventSource } from '../names/events';
import { DimensionName, MetricName } from '../names/metrics';

/**
 * Entries of a job into states, at a place that the registry does not know yet. They wait as a delayed message, to be counted late
 * rather than without their place; the job itself goes on.
 */
export interface WaitingEntries {
  readonly jobId: string;
  /** How often they have been looked at. */
  readonly tries: number;
  readonly entries: readonly DataPoint[];
}

export const waitingEntriesMessage = (detail: WaitingEntries): object => ({
  source: EventSource.THIS_LIBRARY,
  'detail-type': DetailType.STATE_ENTRIES_WAITING,
  detail,
});

/** Reads back what `waitingEntriesMessage` wrote. */
export function readWaitingEntries(message: unknown): WaitingEntries {
  const envelope = Fields.of(message, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  return { jobId: detail.name('jobId'), tries: detail.count('tries') ?? 0, entries: readEntries(detail) };
}

const MAX_SECONDS = 1e12;
/** What can wait: all that is measured at a place when a state is entered. */
const MEASURED: readonly MetricName[] = [...Object.values(ENTERED), MetricName.STARTING_SECONDS];

/** The queue outlives a deployment: another version of this library may have written them. */
export const readEntries = (detail: Fields): DataPoint[] =>
  detail.list('entries').map((entry) =>
    markRedelivered(
      {
        name: MEASURED.find((name) => name === entry.name('name')) ?? entry.fail('name', 'is no entry into a state'),
        value: readValue(entry),
        atMillis: entry.millis('atMillis') ?? entry.fail('atMillis', 'is missing'),
        dimensions: readDimensions(entry.object('dimensions') ?? entry.fail('dimensions', 'is missing')),
        awaits: entry.name('awaits'),
      },
      entry.optionalName('redelivered'),
    ),
  );

/** Entries of a message that may have been handled before. Those that are marked keep the message that they are marked with. */
export const markEntriesRedelivered = (entries: readonly DataPoint[], token: string): DataPoint[] =>
  entries.map((entry) => markRedelivered(entry, entry.redelivered ?? token));

/** A count, or seconds: no longer than times can be apart. */
function readValue(entry: Fields): number {
  const value = entry.number('value') ?? entry.fail('value', 'is missing');
  return value >= 0 && value <= MAX_SECONDS ? value : entry.fail('value', 'is no count and no duration');
}

const readDimensions = (fields: Fields): KnownDimensions =>
  Object.fromEntries(
    Object.values(DimensionName).flatMap((name) => {
      const value = fields.optionalName(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
