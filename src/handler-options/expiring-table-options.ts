/** Options of DynamoDB tables whose rows expire by themselves. */
export interface ExpiringTableOptions {
  /**
   * Whether DynamoDB keeps continuous backups of the table for 35 days, at $0.20 per GB and month.
   *
   * The library never restores a table: rows live for days, and the log group holds the history.
   *
   * @default false
   */
  readonly pointInTimeRecovery?: boolean;
}
