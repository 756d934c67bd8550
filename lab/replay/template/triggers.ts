import { DeployedResource } from './deployed-stack';
import { functionNameOf } from './lambda-functions';

/** The `Trigger` of aws-cdk-lib: a function that is invoked when its stack is deployed. */
export interface Trigger {
  readonly id: string;
  readonly arn: string;
  readonly functionName: string;
  /** Whether the deployment waits for the function's answer. */
  readonly waits: boolean;
}

export function readTrigger(resource: DeployedResource): Trigger[] {
  const invocationType = resource.property('InvocationType');
  if (invocationType === 'DryRun') return [];
  const arn = String(resource.property('HandlerArn'));
  return [{ id: resource.id, arn, functionName: functionNameOf(arn), waits: invocationType !== 'Event' }];
}
