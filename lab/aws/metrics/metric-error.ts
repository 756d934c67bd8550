/** Something in a metric widget that the lab cannot show; the message names what to fix. */
export class MetricError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MetricError';
  }
}
