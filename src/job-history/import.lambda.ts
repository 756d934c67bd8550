import { beginDeadline, InvocationContext } from '../runtime/delivery';
import { ImportResult } from '../runtime/history/log-import';
import { makeLogImport } from '../runtime/history/make-history';

const logImport = makeLogImport(process.env);

/** Writes the records that are in the log groups to the streams of the history: `{"from": "2026-01-01", "to": "2026-02-01"}`. */
export const handler = (event: unknown, context: InvocationContext): Promise<ImportResult> => {
  beginDeadline(logImport.deadline, context);
  return logImport.run(event);
};
