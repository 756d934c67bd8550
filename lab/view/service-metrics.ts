import type { DataPoint } from '../aws/metrics/index';

/** The part of `summary.json` that AWS's own metrics of queues and functions would show. */
export interface ServiceSummary {
  readonly invocations?: Readonly<Record<string, number>>;
  readonly failedInvocations?: Readonly<Record<string, number>>;
  readonly deadLetters?: Readonly<Record<string, number>>;
}

/**
 * What AWS itself would have measured of the functions and dead-letter queues, from the replay's counts. They are of the whole replay,
 * so each metric has one data point, at the end of the data. A replay never throttles.
 */
export function serviceMetrics(
  { invocations = {}, failedInvocations = {}, deadLetters = {} }: ServiceSummary,
  ms: number,
): readonly DataPoint[] {
  const point =
    (Namespace: string, Name: string, dimension: string) =>
    ([id, value]: [string, number]): DataPoint => ({
      Namespace,
      Name,
      Dimensions: { [dimension]: id },
      Timestamp: ms,
      Values: [value],
      Unit: 'Count',
    });
  const throttles: Record<string, number> = Object.fromEntries(Object.keys(invocations).map((id) => [id, 0]));
  return [
    ...Object.entries(invocations).map(point('AWS/Lambda', 'Invocations', 'FunctionName')),
    ...Object.entries(failedInvocations).map(point('AWS/Lambda', 'Errors', 'FunctionName')),
    ...Object.entries(throttles).map(point('AWS/Lambda', 'Throttles', 'FunctionName')),
    ...Object.entries(deadLetters).map(point('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName')),
  ];
}
