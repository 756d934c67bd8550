import { DescribedRun } from './describe-run';
import { Story } from './stories';
import { JsonObject } from '../aws/json';
import { compareRecords } from '../compare/compare-records';

/** What a replay of schedules wrote. */
export interface ScheduledResults {
  readonly runs: readonly DescribedRun[];
  readonly truth: readonly JsonObject[];
  readonly records: readonly JsonObject[];
  /** Messages in the dead-letter queues. */
  readonly deadLetters: number;
}

/** What is wrong: nothing where each run has one true record or one dead letter, and each story happened. */
export function problemsOf({ runs, truth, records, deadLetters }: ScheduledResults, stories: readonly Story[]): string[] {
  const { missing, extra, duplicate, differences } = compareRecords(truth, records);
  const submitted = runs.filter(({ JobId }) => JobId !== undefined);
  const missed = runs.filter(isMissed).length;
  return [
    ...untold(runs, stories),
    ...submitted
      .filter(({ ScheduledAt, ReceivedTime }) => !isSameTime(ScheduledAt, ReceivedTime))
      .map((run) => `${at(run)} received ${run.ReceivedTime}`),
    ...(truth.length === submitted.length ? [] : [`${submitted.length} jobs were submitted, and ${truth.length} ended`]),
    ...(deadLetters === missed ? [] : [`${missed} runs were missed, and there are ${deadLetters} dead letters`]),
    ...runs
      .filter((run) => run.Skipped && !truth.some(isActiveAt(run.SkippedAt ?? at(run))))
      .map((run) => `${at(run)} was skipped while nothing ran`),
    ...overlaps(submitted, truth),
    ...missing.map((id) => `${id} has no record`),
    ...extra.map((id) => `${id} has a record and should have none`),
    ...duplicate.map((id) => `${id} has more than one record`),
    ...differences,
  ];
}

export const isMissed = ({ JobId, Skipped }: DescribedRun): boolean => JobId === undefined && Skipped === undefined;

/** The stories that no run had. */
export const untold = (runs: readonly DescribedRun[], stories: readonly Story[]): string[] =>
  stories.filter(({ name }) => !runs.some((run) => run.Story === name && run.Skipped === undefined)).map(({ name }) => `no run ${name}`);

/** Jobs of a schedule that skips runs, of which one was submitted before the other had ended. */
function overlaps(submitted: readonly DescribedRun[], truth: readonly JsonObject[]): string[] {
  const runs = submitted.filter(({ MaySkip }) => MaySkip);
  const jobsOf = (schedule: string): JsonObject[] =>
    truth.filter((job) => runs.some(({ Schedule, JobId }) => Schedule === schedule && JobId === job.JobId));
  return [...new Set(runs.map(({ Schedule }) => Schedule))]
    .flatMap((schedule) => jobsOf(schedule).filter((job) => jobsOf(schedule).some((other) => job !== other && beganDuring(other, job))))
    .map(({ JobId }) => `${String(JobId)} was submitted while another run had not ended`);
}

const beganDuring = (other: JsonObject, { CreatedAt }: JsonObject): boolean => isActiveAt(String(CreatedAt))(other);

const isActiveAt =
  (instant: string) =>
  ({ CreatedAt, StoppedAt }: JsonObject): boolean =>
    String(CreatedAt) <= instant && instant < String(StoppedAt);

const isSameTime = (scheduled: string, received: string | undefined): boolean =>
  received === undefined || Date.parse(received) === Date.parse(scheduled);

/** A table of the runs, from the schedule to the record. */
export function describeRuns({ runs, records }: Pick<ScheduledResults, 'runs' | 'records'>): string {
  const byId = new Map(records.map((record) => [record.JobId, record]));
  const rows = runs.map((run) => [at(run), run.Story, String(run.Submissions), ...outcomeOf(run, byId.get(run.JobId ?? ''))]);
  const all = [['scheduled at', 'what happens', 'submissions', 'attempts', 'recorded'], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function outcomeOf(
  { Skipped, GivenUpAt, Error: error }: DescribedRun,
  record: JsonObject | undefined,
): [attempts: string, recorded: string] {
  if (Skipped !== undefined) return ['', 'skipped: the last run had not ended'];
  if (GivenUpAt !== undefined) return ['', `dead letter ${GivenUpAt} (${error})`];
  if (record === undefined) return ['', 'nothing'];
  return [String(record.AttemptCount ?? ''), [record.Status, record.FailureCategory].filter((text) => text !== undefined).join(' ')];
}

const at = ({ ScheduledAt }: DescribedRun): string => ScheduledAt;
