import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BATCH_GROUP_INFIX, BATCH_TAG } from '../domain/names/groups';

/** Any UUID, with the single-character wildcard of IAM. */
const ANY_UUID = [8, 4, 4, 4, 12].map((length) => '?'.repeat(length)).join('-');

/**
 * What the function may do with groups: find all, because IAM has no resource-level permission for that, and enable the metrics of groups with AWS Batch's
 * tag or with a name in its format. Not all of its groups have the tag, and IAM has no condition key for the launch template.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
 */
export function groupStatements(scope: Construct): PolicyStatement[] {
  const groups = (name: string) =>
    Stack.of(scope).formatArn({ service: 'autoscaling', resource: 'autoScalingGroup:*:autoScalingGroupName', resourceName: name });
  const enable = 'autoscaling:EnableMetricsCollection';
  return [
    new PolicyStatement({ sid: 'FindGroups', actions: ['autoscaling:DescribeAutoScalingGroups'], resources: ['*'] }),
    new PolicyStatement({ sid: 'EnableByName', actions: [enable], resources: [groups(`*${BATCH_GROUP_INFIX}${ANY_UUID}`)] }),
    new PolicyStatement({
      sid: 'EnableByTag',
      actions: [enable],
      resources: [groups('*')],
      conditions: { StringEquals: { [`autoscaling:ResourceTag/${BATCH_TAG.KEY}`]: BATCH_TAG.VALUE } },
    }),
  ];
}
