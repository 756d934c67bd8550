import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** What look-ups may ask: instances of AWS Batch's clusters alone, and two calls for which IAM knows no resources. */
export function lookUpStatements(scope: Construct): PolicyStatement[] {
  const containerInstances = (cluster: string) =>
    Stack.of(scope).formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${cluster}/*` });
  return [
    new PolicyStatement({
      sid: 'LookUpInstances',
      actions: ['ecs:DescribeContainerInstances'],
      resources: [containerInstances('AWSBatch-*'), containerInstances('*_Batch_*')],
    }),
    new PolicyStatement({
      sid: 'LookUpPurchaseOptions',
      actions: ['batch:DescribeComputeEnvironments', 'ec2:DescribeInstances'],
      resources: ['*'],
    }),
  ];
}
