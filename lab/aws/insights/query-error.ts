/** A query that this evaluator cannot run, with the place in the query's text that causes it. */
export class InsightsQueryError extends Error {
  constructor(
    reason: string,
    query: string,
    readonly position: number,
  ) {
    const before = query.slice(0, position).split('\n');
    super(`${reason} (line ${before.length}, column ${before[before.length - 1].length + 1})`);
    this.name = 'InsightsQueryError';
  }
}
