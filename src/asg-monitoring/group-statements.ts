import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BATCH_GROUP_PREFIX, BATCH_TAG } from '../domain/names/groups';

/**
 * What the function may do with groups: look at all, since IAM knows no resources for that, and turn on the metrics of AWS Batch's alone.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
 */
export function groupStatements(scope: Construct): PolicyStatement[] {
  const groups = (name: string) =>
    Stack.of(scope).formatArn({ service: 'autoscaling', resource: 'autoScalingGroup:*:autoScalingGroupName', resourceName: name });
  const enable = 'autoscaling:EnableMetricsCollection';
  return [
    new PolicyStatement({ sid: 'FindGroups', actions: ['autoscaling:DescribeAutoScalingGroups'], resources: ['*'] }),
    new PolicyStatement({ sid: 'EnableByName', actions: [enable], resources: [groups(`${BATCH_GROUP_PREFIX}*`)] }),
    new PolicyStatement({
      sid: 'EnableByTag',
      actions: [enable],
      resources: [groups('*')],
      conditions: { StringEquals: { [`autoscaling:ResourceTag/${BATCH_TAG.KEY}`]: BATCH_TAG.VALUE } },
    }),
  ];
}
