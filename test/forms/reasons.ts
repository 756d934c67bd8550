/**
 * Why findings of the judges stand, each in the words that a user may copy into suppressions of their own. A reason that no finding needs fails too.
 * The constructs carry no suppressions: what is accepted in an account is for those to say who answer for it, and a suppression hides what they look for.
 */
import { Judge, Reason } from './judges/findings';

const of = (judge: Judge, rules: readonly string[], why: string, where: Pick<Reason, 'at' | 'withoutKey'> = {}): Reason[] =>
  rules.map((rule) => ({ judge, rule, why, ...where }));

const nist = (...rules: readonly string[]): string[] => rules.map((rule) => `NIST.800.53.R5-${rule}`);
const iam5 = (...subjects: readonly string[]): string[] => subjects.map((subject) => `AwsSolutions-IAM5[${subject}]`);
const group = (name: string): string =>
  `Resource::arn:<AWS::Partition>:autoscaling:<AWS::Region>:<AWS::AccountId>:autoScalingGroup:*:autoScalingGroupName/${name}`;
const instances = (cluster: string): string =>
  `Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:container-instance/${cluster}/*`;

/** What stands around the constructs in their forms: compute environments, made by aws-cdk-lib. */
const AROUND = /^[^/]+\/(OnDemand|Spot|Fargate|FargateSpot)\//;
const TRAIL_BUCKET = /TrailBucket/;

const NO_BACKUP =
  'The tables hold a few days of data that expires by itself; the log group holds the history. A table restored from a backup would lack everything that happened since. pointInTimeRecovery keeps backups all the same.';
const NO_FUNCTION_LIMIT =
  'The maximum concurrency of the event source limits a function that reads a queue. Reserved concurrency would take capacity from the account, and fails to deploy in a new account; reservedConcurrentExecutions sets it. Direct delivery has no limit, as documented.';
const FAILURES_GO_TO_QUEUES =
  'Messages that cannot be processed go to the dead-letter queue of the source queue, or to the failure destination of the function. The next snapshot replaces a failed one, and an alarm reports failures.';
const NO_VPC =
  'The functions access nothing in a VPC and accept no connections. They call public AWS endpoints over TLS. vpc connects them to one.';
const KEY_IS_A_CHOICE = 'Encrypted with keys that AWS owns or manages. encryptionKey selects a customer managed key, at $1 a month.';
const TRAIL_IS_NO_RECORD =
  'The trail exists so that EventBridge receives API calls. Nothing reads its files, which expire within days. An account that needs an audit trail has its own and does not create this one.';
const FAMILIES =
  'DynamoDB documents these action families for data keys and re-encryption. They are limited to the given key and to calls through DynamoDB.';

export const REASONS: readonly Reason[] = [
  ...of('cdk-nag', ['AwsSolutions-DDB3', ...nist('DynamoDBPITREnabled', 'DynamoDBInBackupPlan')], NO_BACKUP),
  ...of(
    'cdk-nag',
    iam5('Resource::*'),
    'DescribeComputeEnvironments, DescribeInstances, DescribeAutoScalingGroups, DescribeNetworkInterfaces and DescribeSubnets do not support resource-level permissions.',
  ),
  ...of('cdk-nag', iam5(instances('AWSBatch-*'), instances('*_Batch_*')), 'Clusters of AWS Batch can be identified only by their names.'),
  ...of(
    'cdk-nag',
    iam5(group('*-asg-????????-????-????-????-????????????'), group('*')),
    'Groups of AWS Batch can be identified only by their names, or by a tag that the statement requires.',
  ),
  ...of(
    'cdk-nag',
    iam5(
      'Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:*/*',
      'Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:*:security-group/*',
      'Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:*:subnet/*',
    ),
    'Lambda creates the network interfaces of a function in a VPC later, in subnets that another account may share. The code of the function is denied the actions.',
  ),
  ...of('cdk-nag', iam5('Action::kms:GenerateDataKey*', 'Action::kms:ReEncrypt*'), FAMILIES),
  ...of(
    'cdk-nag',
    nist('IAMNoInlinePolicy'),
    'The policy belongs to one role, is deleted with it, and cannot be attached to any other principal.',
  ),
  ...of('cdk-nag', nist('LambdaConcurrency'), NO_FUNCTION_LIMIT),
  ...of('cdk-nag', nist('LambdaDLQ'), FAILURES_GO_TO_QUEUES),
  ...of('cdk-nag', nist('LambdaInsideVPC'), NO_VPC),
  ...of('cdk-nag', nist('CloudWatchAlarmAction'), 'The user chooses the alarm actions: each construct takes alarmActions.'),
  ...of('cdk-nag', nist('CloudWatchLogGroupEncrypted', 'CloudTrailEncryptionEnabled'), KEY_IS_A_CHOICE, { withoutKey: true }),
  ...of('cdk-nag', nist('CloudTrailCloudWatchLogsEnabled'), TRAIL_IS_NO_RECORD),
  ...of(
    'cdk-nag',
    ['AwsSolutions-S1', ...nist('S3BucketLoggingEnabled', 'S3BucketReplicationEnabled', 'S3BucketVersioningEnabled')],
    TRAIL_IS_NO_RECORD,
    { at: TRAIL_BUCKET },
  ),
  ...of(
    'cdk-nag',
    nist('S3DefaultEncryptionKMS'),
    'The trail encrypts its files with encryptionKey. SSE-S3 encrypts what the trail does not encrypt: its digests.',
    { at: TRAIL_BUCKET },
  ),

  ...of(
    'cdk-nag',
    ['AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role]'],
    'Not part of the library: the form gets a compute environment of aws-cdk-lib.',
    { at: AROUND },
  ),

  ...of('cfn-lint', ['W3005'], 'aws-cdk-lib writes explicit dependencies that references already imply.'),

  ...of('checkov', ['CKV_AWS_28'], NO_BACKUP),
  ...of('checkov', ['CKV_AWS_115'], NO_FUNCTION_LIMIT),
  ...of('checkov', ['CKV_AWS_116'], FAILURES_GO_TO_QUEUES),
  ...of('checkov', ['CKV_AWS_117'], NO_VPC),
  ...of('checkov', ['CKV_AWS_119', 'CKV_AWS_158', 'CKV_AWS_35'], KEY_IS_A_CHOICE, { withoutKey: true }),
  ...of(
    'checkov',
    ['CKV_AWS_27'],
    'Encrypted with SQS-managed keys (SSE-SQS), which the check does not recognize. encryptionKey selects your own key.',
    { withoutKey: true },
  ),
  ...of(
    'checkov',
    ['CKV_AWS_173'],
    'The variables hold names, numbers and addresses, but no secrets. Lambda encrypts them with a key that AWS manages.',
  ),
  ...of('checkov', ['CKV_AWS_18', 'CKV_AWS_21'], TRAIL_IS_NO_RECORD, { at: TRAIL_BUCKET }),
  ...of(
    'checkov',
    ['CKV_AWS_67'],
    'AWS Batch calls RunTask in the Region of the job queue. The trail logs the same Region that the constructs monitor.',
  ),
];
