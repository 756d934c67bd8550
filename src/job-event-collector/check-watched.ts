import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { JobEventCollectorProps } from './collector-props';
import { isElsewhere, Place } from '../event-intake/event-rule';
import { firstDuplicate, reject, rejectDuplicate } from '../prop-check/prop-check';

/** Stops at a job queue or job definition of which no event can come in. What is known only at deployment is left to CloudFormation. */
export function checkWatched(scope: Construct, props: JobEventCollectorProps): void {
  checkArns(scope, 'jobQueues', 'job-queue', props.jobQueues?.map((queue) => queue.jobQueueArn) ?? []);
  checkArns(scope, 'jobDefinitions', 'job-definition', props.jobDefinitions?.map((definition) => definition.jobDefinitionArn) ?? []);
}

function checkArns(scope: Construct, prop: string, resource: string, arns: string[]): void {
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
    checkPlace(scope, prop, arn, { region, account });
  }
}

/** The rule takes the events of its own account and Region alone. */
function checkPlace(scope: Construct, prop: string, arn: string, place: Place): void {
  if (!isElsewhere(scope, place)) return;
  reject(scope, {
    prop,
    value: arn,
    allowed: 'one in the account and Region of this stack: a collector takes no events of other places',
    fix: 'Put a collector into a stack of that account and Region.',
  });
}
