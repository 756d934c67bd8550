import { InvocationContext, beginDeadline } from '../runtime/delivery';
import { makeSnapshot } from '../runtime/in-flight/make-snapshot';

const snapshot = makeSnapshot(process.env);

/** Counts what is in flight at each event of the schedule. */
export const handler = (scheduledEvent: unknown, context: InvocationContext): Promise<void> => {
  beginDeadline(snapshot.deadline, context);
  return snapshot.take(scheduledEvent);
};
