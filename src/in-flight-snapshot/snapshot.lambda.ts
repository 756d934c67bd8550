import { makeSnapshot } from '../runtime/in-flight/make-snapshot';

const snapshot = makeSnapshot(process.env);

/** Counts what is in flight at each event of the schedule. */
export const handler = (scheduledEvent: unknown): Promise<void> => snapshot.take(scheduledEvent);
