import { beginDeadline, InvocationContext } from '../runtime/delivery';
import { CompactionResult } from '../runtime/history/compactor';
import { makeCompactor } from '../runtime/history/make-compactor';

const compactor = makeCompactor(process.env);

/** Compacts the files of the last closed days, or of those that are requested: `{"days": ["2026-11-01"]}`. */
export const handler = (event: unknown, context: InvocationContext): Promise<CompactionResult> => {
  beginDeadline(compactor.deadline, context);
  return compactor.run(event);
};
