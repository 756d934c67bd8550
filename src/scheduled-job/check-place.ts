import { Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { ScheduledJobProps } from './scheduled-job-props';
import { isElsewhere } from '../event-intake/event-rule';
import { reject } from '../prop-check/prop-check';

/** Refuses a definition or a queue of another place, as far as both places are known: AWS Batch submits within an account and a Region. */
export function checkPlace(scope: Construct, { jobDefinition, batchEnvironment }: ScheduledJobProps): void {
  if (jobDefinition) checkArn(scope, 'jobDefinition', jobDefinition.jobDefinitionArn);
  checkArn(scope, 'batchEnvironment', batchEnvironment.jobQueue.jobQueueArn);
}

function checkArn(scope: Construct, prop: keyof ScheduledJobProps, arn: string): void {
  const [prefix, partition, , region, account] = arn.split(':');
  if (prefix !== 'arn' || !(isElsewhere(scope, { region, account }) || isOfOtherPartition(scope, partition))) return;
  const own = [Stack.of(scope).account, Stack.of(scope).region].filter((part) => !Token.isUnresolved(part));
  reject(scope, {
    prop,
    value: arn,
    allowed: `of the account and the Region of the stack, ${own.join(' and ')}`,
    fix: 'AWS Batch submits jobs within one account and one Region. Make the job in a stack of that place.',
  });
}

/** Nothing is of another one for a Region that is not known yet, or that aws-cdk-lib does not know. */
function isOfOtherPartition(scope: Construct, partition: string): boolean {
  const { region } = Stack.of(scope);
  const own = Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition;
  return own !== undefined && !Token.isUnresolved(partition) && partition !== own;
}
