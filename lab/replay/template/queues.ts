import { DeployedResource } from './deployed-stack';
import { isObject, Json } from '../../patterns/json';

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly attributes: { readonly [name: string]: string };
  /** Delay of messages that name none. */
  readonly delaySeconds: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
}

const ATTRIBUTES: { readonly [property: string]: string } = {
  VisibilityTimeout: 'VisibilityTimeout',
  MaximumMessageSize: 'MaximumMessageSize',
  MessageRetentionPeriod: 'MessageRetentionPeriod',
  FifoQueue: 'FifoQueue',
  ContentBasedDeduplication: 'ContentBasedDeduplication',
};

export function readQueue(resource: DeployedResource): Queue {
  const attributes: { [name: string]: string } = {};
  for (const [property, attribute] of Object.entries(ATTRIBUTES)) {
    const value = resource.property(property);
    if (value !== undefined) attributes[attribute] = String(value);
  }
  return {
    id: resource.id, name: resource.name, attributes,
    arn: String(resource.stack.arnOf(resource.logicalId)),
    delaySeconds: Number(resource.property('DelaySeconds') ?? 0),
    redrive: readRedrive(resource.property('RedrivePolicy')),
  };
}

function readRedrive(policy: Json | undefined): Queue['redrive'] {
  if (!isObject(policy)) return undefined;
  return { deadLetterArn: String(policy.deadLetterTargetArn), maxReceiveCount: Number(policy.maxReceiveCount) };
}
