import { EMF_ERRORS, LOGS_NAMESPACE } from '../../src/domain/names/logs-metrics';
import type { DataPoint } from '../aws/metrics/index';

/** The part of `summary.json` that AWS's own metrics of queues, functions and log groups would show. */
export interface ServiceSummary {
  readonly invocations?: Readonly<Record<string, number>>;
  readonly failedInvocations?: Readonly<Record<string, number>>;
  readonly deadLetters?: Readonly<Record<string, number>>;
  readonly rejectedDocuments?: Readonly<Record<string, number>>;
}

/**
 * What AWS itself would have measured of the functions, dead-letter queues and log groups, from the replay's counts. They are of the whole replay,
 * so each metric has one data point, at the end of the data. A replay never throttles, and
 * reads every metric document: one that is rejected breaks a rule of the format.
 */
export function serviceMetrics(
  { invocations = {}, failedInvocations = {}, deadLetters = {}, rejectedDocuments = {} }: ServiceSummary,
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
  const none = (counts: Readonly<Record<string, number>>): [string, number][] => Object.keys(counts).map((id) => [id, 0]);
  return [
    ...Object.entries(invocations).map(point('AWS/Lambda', 'Invocations', 'FunctionName')),
    ...Object.entries(failedInvocations).map(point('AWS/Lambda', 'Errors', 'FunctionName')),
    ...none(invocations).map(point('AWS/Lambda', 'Throttles', 'FunctionName')),
    ...Object.entries(deadLetters).map(point('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName')),
    ...none(rejectedDocuments).map(point(LOGS_NAMESPACE, EMF_ERRORS.parsing, 'LogGroupName')),
    ...Object.entries(rejectedDocuments).map(point(LOGS_NAMESPACE, EMF_ERRORS.validation, 'LogGroupName')),
  ];
}
