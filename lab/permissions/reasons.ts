/** What looks wider than it need be, each with the reason why it cannot be narrower. A reason that nothing needs any more is a finding too. */
import { Grant } from './grants';
import { matchesText } from '../aws/iam/wildcards';

export interface Reason {
  /** Patterns, as policies have them, of the grants that it is for. */
  readonly actions: readonly string[];
  readonly resource: string;
  readonly reason: string;
}

/** Wildcards in what a role is allowed. Which actions know no resources is a fact of the Service Authorization Reference; `test/checks/resource-levels.sh` compares it. */
export const WILDCARDS: readonly Reason[] = [
  {
    actions: [
      'batch:DescribeComputeEnvironments',
      'batch:ListJobs',
      'ec2:DescribeInstances',
      'autoscaling:DescribeAutoScalingGroups',
      'ec2:DescribeSpotPriceHistory',
      'pricing:GetProducts',
      'logs:StopQuery',
    ],
    resource: '*',
    reason: 'the action knows no resources',
  },
  {
    actions: ['ecs:DescribeContainerInstances'],
    resource: 'arn:*:container-instance/AWSBatch-*/*',
    reason: 'AWS Batch makes the clusters later, and names them so with its service-linked role',
  },
  {
    actions: ['ecs:DescribeContainerInstances'],
    resource: 'arn:*:container-instance/*_Batch_*/*',
    reason: 'AWS Batch makes the clusters later, and names them so with any other service role',
  },
  {
    actions: ['autoscaling:EnableMetricsCollection'],
    resource: 'arn:*:autoScalingGroup:*:autoScalingGroupName/*-asg-????????-????-????-????-????????????',
    reason: 'AWS Batch makes the groups later, names them so, and gives no tag to those that it makes without its service-linked role',
  },
  {
    actions: ['autoscaling:EnableMetricsCollection'],
    resource: 'arn:*:autoScalingGroup:*:autoScalingGroupName/*',
    reason: 'groups with another name are known by the tag that AWS Batch gives them, which the statement demands',
  },
  {
    actions: ['batch:SubmitJob'],
    resource: 'arn:*:job-definition/*:*',
    reason: 'each run takes the latest revision, whose number is known when the job is submitted',
  },
  {
    actions: ['logs:GetQueryResults'],
    resource: 'arn:*:log-group:*',
    reason:
      'the request names a query and no log group: which one the service looks for is not documented, and only who started the query knows its id',
  },
  {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resource: 'arn:*:log-group:*:*',
    reason: "Lambda names the streams of the function's own log group",
  },
  {
    actions: ['logs:FilterLogEvents', 'logs:StartQuery'],
    resource: 'arn:*:log-group:*:*',
    reason: 'Lambda names the streams of the log group that is read',
  },
  {
    actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
    resource: 'arn:*:s3:::*/*',
    reason: 'Firehose, Athena and the compaction name the files in a folder of the history',
  },
  {
    actions: ['kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    resource: 'arn:*:key/*',
    reason: 'DynamoDB documents the families of actions; on the given key, through DynamoDB alone',
  },
];

/** Functions that aws-cdk-lib makes, by their logical ids: the constructs do not decide what they may do. */
export const MADE_BY_OTHERS: readonly { readonly functionId: string; readonly reason: string }[] = [
  {
    functionId: '*AWSCDKTriggerCustomResourceProvider*',
    reason: "the provider of aws-cdk-lib's Trigger, which may invoke the function that is called at deployment, and write logs",
  },
];

export const hasWildcard = ({ action, resource }: Grant): boolean => /[*?]/.test(action) || /[*?]/.test(resource);

/** The pattern of a reason is matched as text: what a policy allows is one too. */
export const isReasonFor = ({ actions, resource }: Reason, grant: Grant): boolean =>
  actions.includes(grant.action) && (resource === '*' ? grant.resource === '*' : matchesText(resource, grant.resource));
