import { Attempt, Job, Outcome } from '../model';
import { purchaseOption } from '../site';
import { TrueAttempt, TrueRecord } from './record';

/** Durations of one attempt, milliseconds; an attempt that never started spent its life starting. */
export interface Spans {
  readonly runnable: number;
  readonly starting: number;
  readonly running: number;
}

export function spans({ runnableAt, startingAt, startedAt, stoppedAt = NaN }: Attempt): Spans {
  return {
    runnable: Math.max(0, startingAt - runnableAt),
    starting: Math.max(0, (startedAt ?? stoppedAt) - startingAt),
    running: startedAt === undefined ? 0 : Math.max(0, stoppedAt - startedAt),
  };
}

export const inSeconds = (milliseconds: number): number => Math.round(milliseconds) / 1000;

export const instant = (milliseconds?: number): string | undefined =>
  milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();

/** Where an attempt ran, as far as it can be known. */
export function placeFields(job: Job, attempt?: Attempt): Partial<TrueAttempt> {
  const placement = attempt?.placement;
  if (!attempt || !placement) return {};
  const { environment, host, taskId } = placement;
  const task =
    environment.type === 'EKS'
      ? {}
      : {
          TaskArn: `${environment.clusterArn.replace(':cluster/', ':task/')}/${taskId}`,
          LogStream: attempt.startedAt === undefined ? undefined : `${job.definition.name}/${firstContainer(job)}/${taskId}`,
        };
  return {
    InstanceId: host?.instanceId,
    ContainerInstanceArn: host?.arn,
    InstanceType: host?.type,
    AvailabilityZone: host?.zone,
    Architecture: host && environment.architecture,
    PurchaseOption: purchaseOption(environment, host?.spot ?? false),
    ...task,
  };
}

const firstContainer = (job: Job): string => (job.definition.shape === 'containers' ? 'main' : 'default');

function attemptRecord(job: Job, attempt: Attempt): TrueAttempt {
  const { runnable, starting, running } = spans(attempt);
  const { outcome } = attempt;
  return {
    Number: attempt.number,
    RunnableAt: instant(attempt.runnableAt),
    StartingAt: instant(attempt.startingAt),
    StartedAt: instant(attempt.startedAt),
    StoppedAt: instant(attempt.stoppedAt),
    RunnableSeconds: inSeconds(runnable),
    StartingSeconds: inSeconds(starting),
    RunningSeconds: inSeconds(running),
    ExitCode: outcome?.exitCode,
    Reason: recordedReason(outcome),
    FailureCategory: outcome?.failed ? outcome.category : undefined,
    ...placeFields(job, attempt),
  };
}

/** Container runtimes quote the command that they could not start and the address that they could not read; records must not. */
export const recordedReason = (outcome: Outcome | undefined): string | undefined =>
  outcome?.keptReason ?? outcome?.reason ?? outcome?.statusReason;

/** What the record calls differently from its attempts. */
const RECORD_FIELD: Readonly<Record<string, keyof TrueRecord>> = {
  RunnableSeconds: 'TotalRunnableSeconds',
  StartingSeconds: 'TotalStartingSeconds',
  RunningSeconds: 'TotalRunningSeconds',
};

/** The last attempt leaves out fields that the record itself has with the same value. */
export function attemptRecords(job: Job, record: Omit<TrueRecord, 'Attempts'>): TrueAttempt[] {
  return job.attempts.map((attempt, index) => {
    const full = attemptRecord(job, attempt);
    if (index < job.attempts.length - 1) return full;
    const stated: Partial<TrueRecord> = { ...record, Reason: record.Reason ?? record.StatusReason };
    const kept = Object.entries(full).filter(
      ([field, value]) => field === 'Number' || stated[RECORD_FIELD[field] ?? (field as keyof TrueRecord)] !== value,
    );
    return Object.fromEntries(kept) as unknown as TrueAttempt;
  });
}
