import { makeSnapshot } from '../runtime/in-flight/make-snapshot';

const snapshot = makeSnapshot(process.env);

/** Counts what is in flight when the schedule says. */
export const handler = (scheduledEvent: unknown): Promise<void> => snapshot.take(scheduledEvent);
