import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BATCH_GROUP_INFIX } from '../domain/names/groups';

/** Any UUID, with the single-character wildcard of IAM. */
const ANY_UUID = [8, 4, 4, 4, 12].map((length) => '?'.repeat(length)).join('-');

/**
 * What the function may do with groups: find all, because IAM has no resource-level permission for that, and enable the metrics of groups with a name in
 * AWS Batch's format. Its groups have no tag in common, and IAM has no condition key for the launch template.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
 */
export function groupStatements(scope: Construct): PolicyStatement[] {
  const groups = Stack.of(scope).formatArn({
    service: 'autoscaling',
    resource: 'autoScalingGroup:*:autoScalingGroupName',
    resourceName: `*${BATCH_GROUP_INFIX}${ANY_UUID}`,
  });
  return [
    new PolicyStatement({ sid: 'FindGroups', actions: ['autoscaling:DescribeAutoScalingGroups'], resources: ['*'] }),
    new PolicyStatement({ sid: 'EnableByName', actions: ['autoscaling:EnableMetricsCollection'], resources: [groups] }),
  ];
}
