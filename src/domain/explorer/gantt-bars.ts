import { millisOf } from './format';
import { Row } from './page';
import { Grouping } from './views';
import { groupBy } from '../group-by';

/** A job that ran, from the start of its first attempt to its end. */
export interface Bar {
  readonly group: string;
  readonly name: string;
  readonly hasFailed: boolean;
  readonly from: number;
  readonly to: number;
}

/** The bars of a group, each in a lane in which it overlaps no other. */
export interface BarGroup {
  readonly name: string;
  readonly bars: readonly Bar[];
  /** By bar, as far as they are packed. */
  readonly lanes: readonly number[];
  readonly laneCount: number;
}

const FIELD_OF: Readonly<Record<Grouping, string>> = {
  queue: 'JobQueue',
  instance: 'InstanceId',
  type: 'InstanceType',
  'purchase-option': 'PurchaseOption',
};

export function barsOf(rows: readonly Row[], by: Grouping): Bar[] {
  return rows.flatMap((row) => {
    const [from, to] = [millisOf(row.StartedAt), millisOf(row.StoppedAt)];
    if (from === undefined || to === undefined || to < from) return [];
    return [{ group: row[FIELD_OF[by]] ?? 'unknown', name: row.JobName ?? row.JobId, hasFailed: row.Status === 'FAILED', from, to }];
  });
}

/**
 * Groups by name, so that they stay where they are when the range changes.
 *
 * @param maxLanes a group with more lanes is not packed to its end: it is not drawn as bars
 */
export function groupsOf(bars: readonly Bar[], maxLanes = Infinity): BarGroup[] {
  const groups = [...groupBy(bars, ({ group }) => group)].sort(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([name, ofGroup]) => packed(name, ofGroup, maxLanes));
}

/** Each bar goes into the first lane that is free, which needs the fewest lanes. */
function packed(name: string, unsorted: readonly Bar[], maxLanes: number): BarGroup {
  const bars = [...unsorted].sort((a, b) => a.from - b.from || a.to - b.to);
  const ends: number[] = [];
  const lanes: number[] = [];
  for (const { from, to } of bars) {
    if (ends.length > maxLanes) break;
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    lanes.push(lane);
  }
  return { name, bars, lanes, laneCount: ends.length };
}

/** How many bars of a group there are at a time: on average over each of equal parts of a range. */
export function concurrency(bars: readonly Bar[], [start, end]: readonly [number, number], parts: number): number[] {
  const width = (end - start) / parts;
  const sums = new Array<number>(parts).fill(0);
  for (const { from, to } of bars) {
    const first = Math.max(0, Math.floor((from - start) / width));
    const last = Math.min(parts - 1, Math.floor((to - start) / width));
    for (let part = first; part <= last; part++) {
      sums[part] += Math.max(0, Math.min(to, start + (part + 1) * width) - Math.max(from, start + part * width)) / width;
    }
  }
  return sums;
}
