import { Cell, countKnown, divided, maximum, sum, times } from './arithmetic';
import { attemptsOf, dayOf, definitionOf, grouped, runsOf } from './jobs';
import { ATTEMPT_FIELDS, JOB_FIELDS, JobRecord } from '../../../../src/domain/names/job-record-fields';
import { sqlName } from '../../../../src/domain/names/record-field';
import { wholeAttempts } from '../../../../src/domain/record/whole-attempts';
import { Row } from '../history-tables';

/** A record by column, with NULL for what it does not have. */
const rowOf = (record: object, fields: readonly string[]): Row =>
  Object.fromEntries(fields.map((field) => [sqlName(field), (record as Row)[field] ?? null]));

const ofAttempt = (attempt: object): Row => rowOf(attempt, Object.keys(ATTEMPT_FIELDS));

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
];
const REQUESTED = ['Tags', 'Vcpus', 'MemoryMiB', 'Gpus', 'ComputeEnvironment'];

/** What each view must have of these jobs, in any order. */
export const VIEW_TRUTH: Readonly<Record<'jobs' | 'attempts' | 'jobs_by_day', (jobs: readonly JobRecord[]) => Row[]>> = {
  jobs: (jobs) =>
    jobs.map((job) => ({
      ...rowOf(job, Object.keys(JOB_FIELDS)),
      day: dayOf(job),
      attempts: wholeAttempts(job).map(ofAttempt),
    })),
  attempts: (jobs) =>
    attemptsOf(jobs).map(({ job, attempt, isLast }) => {
      const { number, ...columns } = ofAttempt(attempt);
      return { day: dayOf(job), ...rowOf(job, [...OF_JOB, ...REQUESTED]), attempt: number, ...columns, is_last: isLast };
    }),
  jobs_by_day: (jobs) =>
    grouped(
      runsOf(jobs),
      (job) => [dayOf(job), job.Account ?? null, job.Region ?? null, job.JobQueue ?? null, definitionOf(job)] as const,
    ).map(([[day, account, region, jobQueue, jobDefinition], group]) => ({
      ...{ day, account, region, job_queue: jobQueue, job_definition: jobDefinition },
      ...totalsOf(group),
    })),
};

/** Totals of a group of jobs. */
export function totalsOf(jobs: readonly JobRecord[]) {
  const all = (valueOf: (job: JobRecord) => number | null | undefined): (number | null | undefined)[] => jobs.map(valueOf);
  const hoursOf = (valueOf: (job: JobRecord) => number | null): number | null => divided(sum(all(valueOf)), 3600);
  return {
    jobs: jobs.length,
    succeeded: jobs.filter(({ Status: status }) => status === 'SUCCEEDED').length,
    failed: jobs.filter(({ Status: status }) => status === 'FAILED').length,
    attempts: sum(all((job) => job.AttemptCount)),
    spot_interruptions: sum(all((job) => job.SpotInterruptions)),
    waits: countKnown(all((job) => job.TotalRunnableSeconds)),
    runnable_seconds: sum(all((job) => job.TotalRunnableSeconds)),
    max_runnable_seconds: maximum(all((job) => job.TotalRunnableSeconds)),
    queued_seconds: sum(all((job) => job.QueuedSeconds)),
    starting_seconds: sum(all((job) => job.TotalStartingSeconds)),
    running_seconds: sum(all((job) => job.TotalRunningSeconds)),
    lost_seconds: sum(all((job) => job.LostSeconds)),
    vcpu_hours: hoursOf((job) => times(job.Vcpus, job.TotalRunningSeconds)),
    memory_gib_hours: hoursOf((job) => times(divided(job.MemoryMiB, 1024), job.TotalRunningSeconds)),
    gpu_hours: hoursOf((job) => times(job.Gpus, job.TotalRunningSeconds)),
    lost_vcpu_hours: hoursOf((job) => times(job.Vcpus, job.LostSeconds)),
  } satisfies Record<string, Cell>;
}
