import { Chaos } from '../../../lab/simulate/chaos';
import { AwsEvent } from '../../../lab/simulate/events/envelope';
import { simulate } from '../../../lab/simulate/simulate';
import { TrueAttempt, TrueRecord } from '../../../lab/simulate/truth/record';

export const START = new Date('2026-03-02T00:00:00Z');

/** The parts of a job event that tests look at. */
export interface JobDetail {
  jobId: string;
  status: string;
  statusReason?: string;
  createdAt: number;
  startedAt?: number;
  stoppedAt?: number;
  attempts: { stoppedAt: number; startedAt?: number; container?: Record<string, unknown>; taskProperties?: Record<string, unknown>[] }[];
  eksAttempts: unknown[];
  container?: Record<string, unknown>;
  ecsProperties?: { taskProperties: { taskArn?: string; containerInstanceArn?: string }[] };
  eksProperties?: unknown;
  nodeProperties?: { numNodes: number };
  nodeDetails?: unknown;
  arrayProperties?: { size?: number; index?: number; statusSummary: Record<string, number> };
  dependsOn: { jobId?: string; type?: string }[];
  platformCapabilities: string[];
  isCancelled?: boolean;
  isTerminated?: boolean;
}

export type JobEvent = Omit<AwsEvent, 'detail'> & { detail: JobDetail };

export function dayOf(jobs: number, seed: number, chaos: Chaos = 'none') {
  const day = simulate({ jobs, seed, start: START, chaos });
  const events = [...day.events];
  return { ...day, events, jobEvents: events.filter((each): each is JobEvent => each['detail-type'] === 'Batch Job State Change') };
}

/** All attempts, the last one with the fields of the record that it leaves out. */
export function fullAttempts(record: TrueRecord): TrueAttempt[] {
  const {
    TotalRunnableSeconds: RunnableSeconds,
    TotalStartingSeconds: StartingSeconds,
    TotalRunningSeconds: RunningSeconds,
    StatusReason: Reason,
    ...same
  } = record;
  const last = record.Attempts.length - 1;
  return record.Attempts.map((attempt, index) =>
    index < last ? attempt : { ...same, RunnableSeconds, StartingSeconds, RunningSeconds, Reason, ...attempt },
  );
}
