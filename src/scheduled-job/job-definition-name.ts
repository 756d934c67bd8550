import { ArnFormat, Fn, Stack, Token } from 'aws-cdk-lib';
import { IJobDefinition } from 'aws-cdk-lib/aws-batch';
import { Construct } from 'constructs';

/**
 * The name of a job definition without its revision. Jobs that are submitted with it run the latest active one.
 *
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html
 */
export function nameWithoutRevision({ jobDefinitionArn }: IJobDefinition): string {
  if (!Token.isUnresolved(jobDefinitionArn)) return jobDefinitionArn.split('/').slice(1).join('/').split(':')[0];
  return Fn.select(0, Fn.split(':', Fn.select(1, Fn.split('/', jobDefinitionArn))));
}

/** Its ARN without a revision, in the place of the stack. */
export const arnWithoutRevision = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({ service: 'batch', resource: 'job-definition', resourceName: name, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
