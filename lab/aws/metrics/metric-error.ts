/** Something in a metric widget that the lab cannot show, said so that it can be mended. */
export class MetricError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MetricError';
  }
}
