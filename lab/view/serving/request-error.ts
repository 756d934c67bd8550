/** A request that cannot be answered, with the HTTP status that says so. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    reason: string,
  ) {
    super(reason);
    this.name = 'RequestError';
  }
}
