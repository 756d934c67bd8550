import { DataPoint } from '../data-point';
import { ENTERED } from './state-entries';
import { TransitionRecord } from '../names/event-record-fields';
import { DimensionName } from '../names/metrics';
import { RecordType, REDELIVERED } from '../names/records';

const MINUTE = 60_000;
type Count = (typeof ENTERED)[keyof typeof ENTERED];
const COUNTS: ReadonlySet<string> = new Set(Object.values(ENTERED));
const countsEntries = (point: DataPoint): point is DataPoint & { readonly name: Count } => COUNTS.has(point.name);
/** The dimensions by which a record separates state entries. */
const GROUPED_BY = [
  DimensionName.JOB_QUEUE,
  DimensionName.JOB_DEFINITION,
  DimensionName.COMPUTE_ENVIRONMENT,
  DimensionName.INSTANCE_TYPE,
  DimensionName.AVAILABILITY_ZONE,
  DimensionName.PURCHASE_OPTION,
] as const;
/** With a metric for each of these, the line would say nothing that no metric says. */
const CHARTED: readonly string[] = GROUPED_BY.filter((name) => name !== DimensionName.PURCHASE_OPTION);

/** Whether a record separates state entries by a dimension that no metric has. */
export const needsTransitions = (dimensionSets: readonly (readonly string[])[]): boolean =>
  !CHARTED.every((name) => dimensionSets.some((set) => set.length === 1 && set[0] === name));

/** The entries into states among data points, as lines of a log: as few and as short as they can be, since a log costs by the byte. */
export function transitionRecords(points: readonly DataPoint[]): TransitionRecord[] {
  const lines = new Map<string, TransitionRecord>();
  for (const { name, value, atMillis, dimensions, redelivered } of points.filter(countsEntries)) {
    const minute = Math.floor(atMillis / MINUTE) * MINUTE;
    const groupedBy = GROUPED_BY.flatMap((dimension) =>
      dimensions[dimension] === undefined ? [] : [[dimension, dimensions[dimension]] as const],
    );
    const key = JSON.stringify([minute, groupedBy, redelivered]);
    const line = lines.get(key) ?? {
      RecordType: RecordType.TRANSITIONS,
      At: minuteOf(minute),
      ...Object.fromEntries(groupedBy),
      [REDELIVERED]: redelivered,
    };
    lines.set(key, { ...line, [name]: (line[name] ?? 0) + value });
  }
  return [...lines.values()];
}

/** Without the seconds, which are none: `2026-01-15T10:42Z`. */
const minuteOf = (millis: number): string => `${new Date(millis).toISOString().slice(0, 16)}Z`;
