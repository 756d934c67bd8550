import { pauseBeforeRetry } from './pause';
import { AwsCallFailed } from './signed-request';
import { Deadline } from '../deadline';

/** Why an entry of a batch call was not accepted, or undefined, for each entry. */
export type Refusals = readonly unknown[];

export interface BatchPut<Entry> {
  readonly put: (entries: readonly Entry[]) => Promise<Refusals>;
  readonly maxTries: number;
  readonly deadline: Deadline;
}

/** Puts entries, and those that were refused again, as long as there are tries and time. Returns those that were not accepted, each with the reason. */
export async function putUntilAccepted<Entry>(
  call: BatchPut<Entry>,
  entries: readonly Entry[],
  tried = 1,
): Promise<ReadonlyMap<Entry, unknown>> {
  const refusals = await call.put(entries).catch((error: unknown) => refusedFor(error, entries));
  const refused = new Map(entries.flatMap((entry, index) => (refusals[index] ? [[entry, refusals[index]]] : [])));
  if (refused.size === 0 || tried === call.maxTries || call.deadline.millis === 0) return refused;
  await pauseBeforeRetry(tried, call.deadline.millis);
  return putUntilAccepted(call, [...refused.keys()], tried + 1);
}

/** A call that was throttled as a whole is like one whose entries were all refused. */
function refusedFor(error: unknown, entries: readonly unknown[]): Refusals {
  if (error instanceof AwsCallFailed && error.isPassing) return entries.map(() => error);
  throw error;
}
