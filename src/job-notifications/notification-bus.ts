import { CfnEventBus, EventBus } from 'aws-cdk-lib/aws-events';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** The bus that records are put on. CloudFormation requires a name, which aws-cdk-lib makes of the path of the construct. */
export function notificationBus(scope: Construct): EventBus {
  return new EventBus(scope, 'EventBus', { description: `Finished jobs and blocked job queues of AWS Batch, by ${scope.node.path}` });
}

/** Encrypts a bus. Events that EventBridge cannot encrypt or decrypt go to the queue. The key's policy is written where those of queues and log groups are. */
export function encryptBus(bus: EventBus, key: IKey, deadLetterQueue: IQueue): void {
  const resource = bus.node.defaultChild;
  if (!(resource instanceof CfnEventBus)) return;
  resource.kmsKeyIdentifier = key.keyArn;
  resource.deadLetterConfig = { arn: deadLetterQueue.queueArn };
}
