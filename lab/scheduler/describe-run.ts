import { Attempted, ScheduledRun } from './scheduled-run';

/** A line of `scheduled-runs.ndjson`. */
export interface DescribedRun {
  readonly Schedule: string;
  readonly ScheduledAt: string;
  readonly Story: string;
  /** Calls of AWS Batch, with the last. */
  readonly Submissions: number;
  /** Absent of a run that was missed. */
  readonly JobId?: string;
  /** Left out, because the last run had not ended. */
  readonly Skipped?: true;
  /** When that was decided: at once, or when AWS Batch accepts requests again. */
  readonly SkippedAt?: string;
  /** It would have been left out, had the last run not ended. */
  readonly MaySkip?: true;
  /** The time of the run, as its container gets it. */
  readonly ReceivedTime?: string;
  readonly GivenUpAt?: string;
  readonly Error?: string;
}

export const describeRun = ({ schedule, due, story, jobId, environment, ...run }: ScheduledRun): DescribedRun => ({
  Schedule: schedule.id,
  ScheduledAt: instant(due),
  Story: story.name,
  Submissions: submissionsOf(run).length,
  JobId: jobId,
  ...(run.execution?.status === 'SUCCEEDED' && jobId === undefined && { Skipped: true, SkippedAt: instant(run.execution.endedAt ?? due) }),
  MaySkip: run.execution ? true : undefined,
  ReceivedTime: environment?.SCHEDULED_TIME,
  GivenUpAt: givenUpAt(run),
  Error: givenUpAt(run) && submissionsOf(run).slice(-1)[0]?.refusal?.code,
});

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

type Called = Pick<ScheduledRun, 'execution' | 'submissions' | 'attempts'>;

const submissionsOf = ({ execution, submissions, attempts }: Called): readonly Attempted[] => (execution ? submissions : attempts);

function givenUpAt({ execution, givenUp }: Pick<ScheduledRun, 'execution' | 'givenUp'>): string | undefined {
  const at = execution?.status === 'FAILED' ? execution.endedAt : givenUp?.at;
  return at === undefined ? undefined : instant(at);
}
