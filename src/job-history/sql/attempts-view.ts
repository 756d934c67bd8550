import { HistoryView } from './history-view';
import { attemptColumns, column, HistoryColumn, tableColumns } from '../../domain/history/columns';
import { DAY_COLUMN } from '../../domain/names/history';
import { JobRecord } from '../../domain/names/job-record-fields';
import { sqlName } from '../../domain/names/record-field';

/** What each attempt has of its job. */
const OF_JOB = [
  'Account',
  'Region',
  'JobId',
  'JobName',
  'JobQueue',
  'JobDefinition',
  'Status',
  'ArrayParentId',
  'NodeParentId',
  'NodeCount',
  'Platform',
  'Tags',
  'Vcpus',
  'MemoryMiB',
  'Gpus',
  'ComputeEnvironment',
] as const satisfies readonly (keyof JobRecord)[];

/** Columns of an attempt with another name than in the record, where the context names what they count. */
const RENAMED: Readonly<Record<string, string>> = { number: 'attempt' };
const renamed = (name: string): string => RENAMED[name] ?? name;

const IS_LAST = column('is_last', 'boolean', 'whether the job had no later attempt');

/**
 * One row for each attempt.
 *
 * An array is read by position, because an unnested array of rows has columns in one dialect and a row in another. `sequence(1, 0)` counts down, so that the
 * empty array of a job that never ran gives one position without an entry.
 */
export function attemptsView(dayColumn: HistoryColumn): HistoryView {
  const names: readonly string[] = OF_JOB.map(sqlName);
  const ofJob = names.flatMap((name) => tableColumns('jobs').filter((each) => each.name === name));
  const ofAttempt = attemptColumns();
  const select = [
    DAY_COLUMN,
    ...names,
    ...ofAttempt.map(({ name }) => `entry.${name} as ${renamed(name)}`),
    `${POSITION} = cardinality(attempts) as ${IS_LAST.name}`,
  ];
  return {
    name: 'attempts',
    description: 'One row for each attempt of a job, with what the job requested',
    columns: [dayColumn, ...ofJob, ...ofAttempt.map((each) => ({ ...each, name: renamed(each.name) })), IS_LAST],
    sql: `select\n  ${select.join(',\n  ')}\nfrom (\n  ${ENTRIES}\n) as entries\nwhere ${POSITION} <= cardinality(attempts)`,
  };
}

const POSITION = 'n';
const ENTRIES = [
  `select *, element_at(attempts, ${POSITION}) as entry`,
  `  from jobs`,
  `  cross join unnest(sequence(1, greatest(cardinality(attempts), 1))) as positions(${POSITION})`,
].join('\n');
