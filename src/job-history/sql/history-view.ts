import { HistoryColumn } from '../../domain/history/columns';

/** A view of the history. Its SQL names tables and views without their database. */
export interface HistoryView {
  readonly name: string;
  readonly description: string;
  /** In the order of the SELECT. */
  readonly columns: readonly HistoryColumn[];
  readonly sql: string;
}
