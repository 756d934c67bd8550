/** Events of an archive, replayed over the tables as they stand: nothing is new, nothing changes. */
import { each, Invariant } from './invariant';
import { COLLECTOR_METRICS } from '../../../src/domain/names/metrics';
import { RecordType } from '../../../src/domain/names/records';
import { InstanceAttribute, JobAttribute, SnapshotMemory } from '../../../src/domain/names/tables';
import { JsonObject } from '../../aws/json';
import { hasTrueTotal } from '../../compare/parts';
import { Fault } from '../plan';
import { ChaosRun, Tables } from '../run';
import { written } from '../written-lines';

const REPORTING_TYPES: ReadonlySet<unknown> = new Set([
  RecordType.JOB,
  RecordType.TRANSITIONS,
  RecordType.INSTANCE,
  RecordType.RUN_TASK_FAILURE,
]);
/** When a row goes, and when it was last seen. */
const MOVING: readonly string[] = [JobAttribute.EXPIRES_AT, InstanceAttribute.LINKED_AT, SnapshotMemory.AT];

const isCounted = (name: string): boolean => !COLLECTOR_METRICS.some((own) => own === name) && hasTrueTotal(name);

function reportedByArchive({ journal }: ChaosRun): string[] {
  return written(journal.entries, 'archive').flatMap(({ document, points }) => [
    ...(REPORTING_TYPES.has(document.RecordType) ? [JSON.stringify(document).slice(0, 300)] : []),
    ...points.filter(({ Name }) => isCounted(Name)).map((point) => JSON.stringify(point)),
  ]);
}

function still(row: JsonObject): string {
  const fixed = Object.entries(row)
    .filter(([name]) => !MOVING.includes(name))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(fixed.map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value]));
}

function changed(before: Tables, after: Tables): { checked: number; broken: string[] } {
  const texts = (tables: Tables): string[] => [...tables].flatMap(([table, rows]) => rows.map((row) => `${table} ${still(row)}`));
  const [old, now] = [new Set(texts(before)), new Set(texts(after))];
  const gone = each(old, (row) => (now.has(row) ? undefined : `was: ${row.slice(0, 700)}`));
  const more = each(now, (row) => (old.has(row) ? undefined : `is: ${row.slice(0, 700)}`));
  return { checked: gone.checked, broken: [...gone.broken, ...more.broken] };
}

export const ARCHIVE: readonly Invariant[] = [
  {
    name: 'A replayed archive produces no new records or metrics',
    check: (run) =>
      run.tablesBefore === undefined ? undefined : { checked: run.faults.counts.get(Fault.ARCHIVE) ?? 0, broken: reportedByArchive(run) },
  },
  {
    name: 'A replayed archive changes no row',
    check: ({ tablesBefore, tables }) => (tablesBefore === undefined ? undefined : changed(tablesBefore, tables)),
  },
];
