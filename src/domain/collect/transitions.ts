import { DataPoint } from '../data-point';
import { ENTERED } from './state-entries';
import { DimensionName } from '../names/metrics';
import { RecordType, REDELIVERED } from '../names/records';

const MINUTE = 60_000;
const COUNTS: ReadonlySet<string> = new Set(Object.values(ENTERED));
/** What a line tells entries apart by. */
const TOLD_APART_BY = [
  DimensionName.JOB_QUEUE,
  DimensionName.JOB_DEFINITION,
  DimensionName.COMPUTE_ENVIRONMENT,
  DimensionName.INSTANCE_TYPE,
  DimensionName.AVAILABILITY_ZONE,
  DimensionName.PURCHASE_OPTION,
] as const;
/** With a metric for each of these, the line would say nothing that no metric says. */
const CHARTED: readonly string[] = TOLD_APART_BY.filter((name) => name !== DimensionName.PURCHASE_OPTION);

/** Entries into states within a minute, of one combination of queue, definition and place. The end of a job is told by its record. */
export type TransitionRecord = {
  readonly RecordType: typeof RecordType.TRANSITIONS;
  /** The minute, ISO 8601 UTC. */
  readonly At: string;
} & { readonly [field: string]: string | number | undefined };

/** Whether entries are told apart by something that no metric tells them apart by. */
export const needsTransitions = (dimensionSets: readonly (readonly string[])[]): boolean =>
  !CHARTED.every((name) => dimensionSets.some((set) => set.length === 1 && set[0] === name));

/** The entries into states among data points, as lines of a log: as few and as short as they can be, since a log costs by the byte. */
export function transitionRecords(points: readonly DataPoint[]): TransitionRecord[] {
  const lines = new Map<string, TransitionRecord>();
  for (const { name, value, atMillis, dimensions, redelivered } of points.filter((point) => COUNTS.has(point.name))) {
    const minute = Math.floor(atMillis / MINUTE) * MINUTE;
    const told = TOLD_APART_BY.flatMap((dimension) =>
      dimensions[dimension] === undefined ? [] : [[dimension, dimensions[dimension]] as const],
    );
    const key = JSON.stringify([minute, told, redelivered]);
    const line = lines.get(key) ?? {
      RecordType: RecordType.TRANSITIONS,
      At: minuteOf(minute),
      ...Object.fromEntries(told),
      [REDELIVERED]: redelivered,
    };
    lines.set(key, { ...line, [name]: Number(line[name] ?? 0) + value });
  }
  return [...lines.values()];
}

/** Without the seconds, which are none: `2026-01-15T10:42Z`. */
const minuteOf = (millis: number): string => `${new Date(millis).toISOString().slice(0, 16)}Z`;
