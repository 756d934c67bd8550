import { HistoryView } from './history-view';
import { countOf, DEFINITION_NAME, HAS_FAILED, HAS_SUCCEEDED, JOB_RUNS } from './pieces';
import { column, HistoryColumn, ScalarType } from '../../domain/history/columns';

interface Computed extends HistoryColumn {
  readonly sql: string;
}

/** A column with the type that SQL gives it. */
const computed = (type: ScalarType, name: string, sql: string, meaning: string): Computed => ({ ...column(name, type, meaning), sql });

const text = (name: string, sql: string, meaning: string): Computed => computed('string', name, sql, meaning);
const count = (name: string, sql: string, meaning: string): Computed => computed('bigint', name, sql, meaning);
/** The sum of an integer has another type in each dialect. */
const total = (name: string, summed: string, meaning: string): Computed => count(name, `cast(sum(${summed}) as bigint)`, meaning);
const amount = (name: string, sql: string, meaning: string): Computed => computed('double', name, sql, meaning);
const seconds = (name: string, summed: string, meaning: string): Computed => amount(name, `sum(${summed})`, meaning);
const hours = (name: string, perHour: string, ran: string, meaning: string): Computed =>
  amount(name, `sum(${perHour} * ${ran}) / 3600`, meaning);

const GROUPS: readonly Computed[] = [
  text('day', 'day', 'UTC day on which the jobs stopped'),
  text('account', 'account', 'AWS account of the jobs'),
  text('region', 'region', 'AWS Region of the jobs'),
  text('job_queue', 'job_queue', 'name of the job queue'),
  text('job_definition', DEFINITION_NAME, 'name of the job definition, without revision'),
];

const MEASURES: readonly Computed[] = [
  count('jobs', 'count(*)', 'jobs that stopped: children of an array job instead of its parent, a multi-node job once'),
  count('succeeded', countOf(HAS_SUCCEEDED), 'jobs that succeeded'),
  count('failed', countOf(HAS_FAILED), 'jobs that failed'),
  total('attempts', 'attempt_count', 'attempts of these jobs, those of earlier days too'),
  total('spot_interruptions', 'spot_interruptions', 'attempts that a Spot interruption ended'),
  count('waits', 'count(total_runnable_seconds)', 'jobs whose time in RUNNABLE is known'),
  seconds('runnable_seconds', 'total_runnable_seconds', 'time in RUNNABLE, sum: divided by `waits`, the average'),
  amount('max_runnable_seconds', 'max(total_runnable_seconds)', 'time in RUNNABLE of the job that had the longest one'),
  seconds('queued_seconds', 'queued_seconds', 'created → first RUNNABLE, sum'),
  seconds('starting_seconds', 'total_starting_seconds', 'time in STARTING, sum'),
  seconds('running_seconds', 'total_running_seconds', 'time in RUNNING, sum'),
  seconds('lost_seconds', 'lost_seconds', 'running time of attempts that failed, sum'),
  hours('vcpu_hours', 'vcpus', 'total_running_seconds', 'requested vCPUs × time in RUNNING'),
  hours('memory_gib_hours', 'memory_mib / 1024', 'total_running_seconds', 'requested memory × time in RUNNING'),
  hours('gpu_hours', 'gpus', 'total_running_seconds', 'requested GPUs × time in RUNNING'),
  hours('lost_vcpu_hours', 'vcpus', 'lost_seconds', 'requested vCPUs × running time of attempts that failed'),
];

/** Totals that add up: of several days, queues or definitions, too. */
export const jobsByDayView = (): HistoryView => ({
  name: 'jobs_by_day',
  description: 'Totals for each day, job queue and job definition',
  columns: [...GROUPS, ...MEASURES].map(({ sql: _sql, ...ofView }) => ofView),
  sql: [
    `select\n  ${[...GROUPS, ...MEASURES].map(({ name, sql }) => (name === sql ? name : `${sql} as ${name}`)).join(',\n  ')}`,
    `from jobs`,
    `where ${JOB_RUNS}`,
    `group by ${GROUPS.map(({ sql }) => sql).join(', ')}`,
  ].join('\n'),
});
