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
  'The tables hold days of data that expire by themselves: history lives in the log group. One restored from a backup would know nothing of what came since.';
const NO_FUNCTION_LIMIT =
  'What reads a queue is limited by the maximum concurrency of its event source; a reserved one would take from the account, and fail to deploy in a new one. Direct delivery has no limit, and says so.';
const FAILURES_GO_TO_QUEUES =
  'What cannot be processed goes to the dead-letter queue of the queue that the function reads, or to its failure destination. A snapshot that fails is replaced by the next, and an alarm tells.';
const NO_VPC = 'The functions reach nothing in a VPC, and nothing reaches them: they call public endpoints of AWS over TLS.';
const KEY_IS_A_CHOICE = "Encrypted with keys that AWS owns or manages; encryptionKey makes it the customer's own, at $1 a month.";
const TRAIL_IS_NO_RECORD =
  'The trail is there so that EventBridge is told of calls. Nobody reads its files, which expire in days; whoever wants an audit trail has one, and leaves this one out.';
const FAMILIES =
  'The families of data key and re-encryption actions, as DynamoDB documents them, on the given key and through DynamoDB alone.';

export const REASONS: readonly Reason[] = [
  ...of('cdk-nag', ['AwsSolutions-DDB3', ...nist('DynamoDBPITREnabled', 'DynamoDBInBackupPlan')], NO_BACKUP),
  ...of('cdk-nag', iam5('Resource::*'), 'DescribeComputeEnvironments, DescribeInstances and DescribeAutoScalingGroups know no resources.'),
  ...of('cdk-nag', iam5(instances('AWSBatch-*'), instances('*_Batch_*')), 'Clusters of AWS Batch are only known by how they are named.'),
  ...of(
    'cdk-nag',
    iam5(group('AWSBatch-*'), group('*')),
    'Groups of AWS Batch are only known by how they are named, or by a tag that the statement demands.',
  ),
  ...of('cdk-nag', iam5('Action::kms:GenerateDataKey*', 'Action::kms:ReEncrypt*'), FAMILIES),
  ...of('cdk-nag', nist('IAMNoInlinePolicy'), 'A policy of one role, which lives and dies with it, and which nobody else can attach.'),
  ...of('cdk-nag', nist('LambdaConcurrency'), NO_FUNCTION_LIMIT),
  ...of('cdk-nag', nist('LambdaDLQ'), FAILURES_GO_TO_QUEUES),
  ...of('cdk-nag', nist('LambdaInsideVPC'), NO_VPC),
  ...of('cdk-nag', nist('CloudWatchAlarmAction'), "Whom an alarm tells is the user's: alarmActions, which each construct takes."),
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
    'The trail encrypts its files with encryptionKey itself; what it does not, its digests, SSE-S3 does.',
    { at: TRAIL_BUCKET },
  ),

  ...of(
    'cdk-nag',
    ['AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role]'],
    'No part of the library: a compute environment of aws-cdk-lib that the form is given.',
    { at: AROUND },
  ),

  ...of('cfn-lint', ['W3005'], 'aws-cdk-lib writes down dependencies that references tell too.'),

  ...of('checkov', ['CKV_AWS_28'], NO_BACKUP),
  ...of('checkov', ['CKV_AWS_115'], NO_FUNCTION_LIMIT),
  ...of('checkov', ['CKV_AWS_116'], FAILURES_GO_TO_QUEUES),
  ...of('checkov', ['CKV_AWS_117'], NO_VPC),
  ...of('checkov', ['CKV_AWS_119', 'CKV_AWS_158', 'CKV_AWS_35'], KEY_IS_A_CHOICE, { withoutKey: true }),
  ...of(
    'checkov',
    ['CKV_AWS_27'],
    'Encrypted with keys of SQS (SSE-SQS), which the check does not know; encryptionKey makes it a key of your own.',
    { withoutKey: true },
  ),
  ...of('checkov', ['CKV_AWS_173'], 'They hold names, numbers and addresses, no secret; Lambda encrypts them with a key that AWS manages.'),
  ...of('checkov', ['CKV_AWS_18', 'CKV_AWS_21'], TRAIL_IS_NO_RECORD, { at: TRAIL_BUCKET }),
  ...of(
    'checkov',
    ['CKV_AWS_67'],
    'RunTask is called in the region of the job queue: the trail logs that region, as the constructs watch it.',
  ),
];
