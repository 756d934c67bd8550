/** A query that is ready to run, and a beginning for others. */
export interface HistoryQuery {
  /** As in ids of constructs: words in PascalCase. */
  readonly id: string;
  readonly name: string;
  /** What it answers, and what a reader would change in it. */
  readonly description: string;
  readonly sql: string;
}
