import { stateOf } from '../in-flight/job-in-flight';
import { decodeFacts, TimedState } from '../job/facts';
import { Timeline } from '../job/timeline';
import { JobAttribute } from '../names/tables';

/** A job of the table of jobs: one in flight, or one that ended within a day. */
export interface JobItem {
  readonly jobId: string;
  readonly jobName?: string;
  readonly jobQueue?: string;
  readonly jobDefinition?: string;
  readonly vcpus?: number;
  readonly memoryMiB?: number;
  readonly gpus?: number;
  readonly blockedReason?: string;
  readonly isArray: boolean;
  readonly hasEnded: boolean;
  readonly state: TimedState;
  readonly sinceMillis: number;
  /** The states that it entered, in the order of time. */
  readonly entries: readonly StateEntry[];
}

export interface StateEntry {
  readonly state: TimedState;
  readonly attempt: number;
  readonly at: number;
}

export type ItemAttributes = Readonly<Record<string, string | number | undefined>>;

/** Undefined for an item without facts, which only remains after an update that was taken back. */
export function readJobItem(jobId: string, item: ItemAttributes): JobItem | undefined {
  const { facts, ended } = decodeFacts(item);
  const state = stateOf(facts);
  if (!state) return undefined;
  const text = (name: string): string | undefined => item[name] as string | undefined;
  const number = (name: string): number | undefined => item[name] as number | undefined;
  const timeline = new Timeline(facts);
  return {
    ...state,
    jobId,
    jobName: text(JobAttribute.JOB_NAME),
    jobQueue: text(JobAttribute.JOB_QUEUE),
    jobDefinition: text(JobAttribute.JOB_DEFINITION),
    vcpus: number(JobAttribute.VCPUS),
    memoryMiB: number(JobAttribute.MEMORY_MIB),
    gpus: number(JobAttribute.GPUS),
    blockedReason: Number(item[JobAttribute.BLOCKED_AT] ?? 0) >= state.sinceMillis ? text(JobAttribute.BLOCKED_REASON) : undefined,
    isArray: item[JobAttribute.UNCOUNTED] === 'array',
    hasEnded: ended !== undefined,
    entries: timeline.firstEntries
      .map((entry) => ({ state: entry.state, attempt: timeline.attemptOf(entry), at: entry.atMillis }))
      .sort((a, b) => a.at - b.at || a.attempt - b.attempt),
  };
}
