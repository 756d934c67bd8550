import { DeployedResource } from './deployed-stack';
import { isObject, Json } from '../../aws/json';

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly attributes: { readonly [name: string]: string };
  /** Delay of messages that name none. */
  readonly delaySeconds: number;
  /** Of a customer's key. */
  readonly keyArn?: string;
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
    id: resource.id,
    name: resource.name,
    attributes,
    arn: String(resource.stack.arnOf(resource.logicalId)),
    delaySeconds: Number(resource.property('DelaySeconds') ?? 0),
    keyArn: customersKey(resource.property('KmsMasterKeyId')),
    redrive: readRedrive(resource.property('RedrivePolicy')),
  };
}

/** Keys that AWS manages are named by alias, and ask for no permission. */
export const customersKey = (key: Json | undefined): string | undefined =>
  typeof key === 'string' && key.startsWith('arn:') && !key.includes(':alias/') ? key : undefined;

function readRedrive(policy: Json | undefined): Queue['redrive'] {
  if (!isObject(policy)) return undefined;
  return { deadLetterArn: String(policy.deadLetterTargetArn), maxReceiveCount: Number(policy.maxReceiveCount) };
}
