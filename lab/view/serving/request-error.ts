/** A request that cannot be answered, with its HTTP status. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    reason: string,
  ) {
    super(reason);
    this.name = 'RequestError';
  }
}
