import { ReplayProblem } from '../replay-problem';
import { DeployedResource } from './deployed-stack';
import { functionNameOf } from './lambda-functions';
import { isObject } from '../../aws/json';

/** A function that polls a queue. */
export interface EventSourceMapping {
  readonly id: string;
  readonly functionName: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
  readonly maximumConcurrency?: number;
  /** How long messages are gathered: a queue with a short window is read before one with a long one. */
  readonly windowSeconds: number;
}

/** Mappings of queues; those of streams have nothing to read here. */
export function readMapping(resource: DeployedResource): EventSourceMapping[] {
  const queueArn = String(resource.property('EventSourceArn'));
  if (!queueArn.includes(':sqs:') || resource.property('Enabled') === false) return [];
  if (resource.property('FilterCriteria') !== undefined) {
    throw new ReplayProblem(`Event source mapping ${resource.logicalId} has FilterCriteria, which replay does not run`);
  }
  const responseTypes = resource.property('FunctionResponseTypes');
  const scaling = resource.property('ScalingConfig');
  return [
    {
      id: resource.id,
      queueArn,
      functionName: functionNameOf(resource.property('FunctionName')),
      batchSize: Number(resource.property('BatchSize') ?? 10),
      reportsItemFailures: Array.isArray(responseTypes) && responseTypes.includes('ReportBatchItemFailures'),
      windowSeconds: Number(resource.property('MaximumBatchingWindowInSeconds') ?? 0),
      maximumConcurrency: isObject(scaling) && scaling.MaximumConcurrency !== undefined ? Number(scaling.MaximumConcurrency) : undefined,
    },
  ];
}
