import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { JobEventCollectorProps } from './collector-props';
import { firstDuplicate, reject, rejectDuplicate } from '../prop-check/prop-check';

/** Stops at a job queue or job definition of which no event can come in. What is known only at deployment is left to CloudFormation. */
export function checkWatched(scope: Construct, props: JobEventCollectorProps): void {
  checkArns(scope, 'jobQueues', 'job-queue', props.jobQueues?.map((queue) => queue.jobQueueArn) ?? [], props);
  checkArns(scope, 'jobDefinitions', 'job-definition', props.jobDefinitions?.map((definition) => definition.jobDefinitionArn) ?? [], props);
}

function checkArns(scope: Construct, prop: string, resource: string, arns: string[], { eventBus }: JobEventCollectorProps): void {
  const duplicate = firstDuplicate(arns);
  if (duplicate !== undefined) rejectDuplicate(scope, prop, duplicate, 'Name each once.');
  for (const arn of arns.filter((each) => !Token.isUnresolved(each))) {
    const [, region, account] =
      new RegExp(`^arn:[^:]+:batch:([^:]*):([^:]*):${resource}/.+`).exec(arn) ??
      reject(scope, {
        prop,
        value: arn,
        allowed: `an ARN of the form arn:PARTITION:batch:REGION:ACCOUNT:${resource}/NAME`,
        fix: 'Look the ARN up in AWS Batch.',
      });
    if (!eventBus) checkPlace(scope, prop, arn, { region, account });
  }
}

/** The default event bus has the events of its own account and region alone. */
function checkPlace(scope: Construct, prop: string, arn: string, place: { region: string; account: string }): void {
  const stack = Stack.of(scope);
  const differs = (given: string, own: string) => !Token.isUnresolved(own) && given !== own;
  if (!differs(place.region, stack.region) && !differs(place.account, stack.account)) return;
  reject(scope, {
    prop,
    value: arn,
    allowed: 'one in the account and region of this stack, whose events alone arrive on its default event bus',
    fix: 'Put a collector into a stack of that account and region, or give the eventBus that its events are sent to.',
  });
}
