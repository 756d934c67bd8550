import { groupBy } from '../../../../src/domain/group-by';
import { AttemptRecord, JobRecord } from '../../../../src/domain/names/job-record-fields';
import { wholeAttempts } from '../../../../src/domain/record/whole-attempts';

export interface JobAttempt {
  readonly job: JobRecord;
  readonly attempt: AttemptRecord;
  readonly isLast: boolean;
}

export const dayOf = ({ StoppedAt: stoppedAt }: JobRecord): string => stoppedAt.slice(0, 10);

/** Each job once on each day: the line with the most attempts, and of these one without a mark, or with the first mark. */
export function distinctJobs(lines: readonly JobRecord[]): JobRecord[] {
  const jobs = groupBy(lines, (line) => JSON.stringify([dayOf(line), line.Account, line.Region, line.JobId]));
  return [...jobs.values()].map((copies) => copies.reduce((kept, copy) => (isBetter(copy, kept) ? copy : kept)));
}

function isBetter(copy: JobRecord, kept: JobRecord): boolean {
  if (copy.AttemptCount !== kept.AttemptCount) return copy.AttemptCount > kept.AttemptCount;
  if (copy.Redelivered !== kept.Redelivered) return (copy.Redelivered ?? '') < (kept.Redelivered ?? '');
  return copy.StoppedAt > kept.StoppedAt;
}

export const attemptsOf = (jobs: readonly JobRecord[]): JobAttempt[] =>
  jobs.flatMap((job) => wholeAttempts(job).map((attempt, index, all) => ({ job, attempt, isLast: index === all.length - 1 })));

/** Jobs that count: no array jobs, and no nodes. */
export const runsOf = (jobs: readonly JobRecord[]): JobRecord[] =>
  jobs.filter(({ ArraySize: size, NodeParentId: parent }) => size === undefined && parent === undefined);
/** Attempts that count: of no nodes. */
export const attemptRunsOf = (jobs: readonly JobRecord[]): JobAttempt[] =>
  attemptsOf(jobs).filter(({ job }) => job.NodeParentId === undefined);

export const definitionOf = ({ JobDefinition: definition }: JobRecord): string | null => definition?.split(':')[0] ?? null;

/** Groups with equal values, each with these as its key. */
export const grouped = <T, K extends readonly unknown[]>(items: readonly T[], keyOf: (item: T) => K): [K, T[]][] =>
  [...groupBy(items, (item) => JSON.stringify(keyOf(item))).values()].map((group) => [keyOf(group[0]), group]);
