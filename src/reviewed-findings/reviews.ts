/** Findings of security rules that were reviewed and are accepted, and why. */
export interface Review {
  /** The ids of the rules, with the name of their pack. */
  readonly rules: readonly string[];
  readonly reason: string;
  /**
   * The findings of rules that find several things in a resource.
   *
   * @default - all findings of the rules in the resource
   */
  readonly findings?: readonly string[];
}

const nist = (...rules: readonly string[]): string[] => rules.map((rule) => `NIST.800.53.R5-${rule}`);

export const NO_BACKUP: Review = {
  rules: nist('DynamoDBInBackupPlan'),
  reason: 'Rows live for days, and the log group holds the history. pointInTimeRecovery keeps backups.',
};
export const NO_POINT_IN_TIME_RECOVERY: Review = {
  rules: ['AwsSolutions-DDB3', ...nist('DynamoDBPITREnabled')],
  reason: NO_BACKUP.reason,
};
export const NO_RESERVED_CONCURRENCY: Review = {
  rules: nist('LambdaConcurrency'),
  reason:
    'The event source or the schedule limits the function; direct delivery has no limit, as documented. reservedConcurrentExecutions sets one, and takes capacity from the account.',
};
export const NO_DEAD_LETTERS_OF_FUNCTION: Review = {
  rules: nist('LambdaDLQ'),
  reason:
    'What fails goes to the dead-letter queue of the source queue, or to the failure destination of the function. The next run replaces a failed snapshot or compaction, and whoever invokes an import gets its error.',
};
export const NO_VPC: Review = {
  rules: nist('LambdaInsideVPC'),
  reason: 'The function accepts no connections, and calls only public endpoints of AWS over TLS. vpc connects it to a VPC.',
};
export const INLINE_POLICY: Review = {
  rules: nist('IAMNoInlinePolicy'),
  reason: 'The policy belongs to one role, is deleted with it, and cannot be attached to another principal.',
};
export const NO_ALARM_ACTION: Review = {
  rules: nist('CloudWatchAlarmAction'),
  reason: 'The user chooses the actions of alarms: alarmActions adds them.',
};
export const TOPIC_WITHOUT_KEY: Review = {
  rules: nist('SNSEncryptedKMS'),
  reason:
    'The key that AWS manages for Amazon SNS does not let alarms use it. encryptionKey selects a customer managed key, at $1 a month.',
};
const AWS_KEY = 'Encrypted with a key that AWS owns or manages. encryptionKey selects a customer managed key, at $1 a month.';
export const LOGS_WITH_AWS_KEY: Review = { rules: nist('CloudWatchLogGroupEncrypted'), reason: AWS_KEY };
export const TRAIL_WITH_AWS_KEY: Review = { rules: nist('CloudTrailEncryptionEnabled'), reason: AWS_KEY };
const TRAIL_IS_NO_RECORD =
  'The trail exists so that EventBridge receives API calls. Nothing reads its files, which expire within days. An account that needs an audit trail has its own.';
export const TRAIL_WITHOUT_LOG_GROUP: Review = { rules: nist('CloudTrailCloudWatchLogsEnabled'), reason: TRAIL_IS_NO_RECORD };
export const BUCKET_OF_TRAIL: Review = {
  rules: ['AwsSolutions-S1', ...nist('S3BucketLoggingEnabled', 'S3BucketReplicationEnabled', 'S3BucketVersioningEnabled')],
  reason: TRAIL_IS_NO_RECORD,
};
export const BUCKET_WITH_S3_KEYS: Review = {
  rules: nist('S3DefaultEncryptionKMS'),
  reason: 'The trail encrypts its files with encryptionKey. SSE-S3 encrypts what the trail does not encrypt: its digests.',
};

export const BUCKET_OF_HISTORY: Review = {
  rules: ['AwsSolutions-S1', ...nist('S3BucketLoggingEnabled', 'S3BucketReplicationEnabled', 'S3BucketVersioningEnabled')],
  reason:
    'Files are written once, and merged files replace them: versions would keep what was merged. The log group of the collector holds the records too. Give the ' +
    'history a bucket of your own for access logs, replication or versions.',
};
export const BUCKET_OF_COSTS: Review = {
  rules: ['AwsSolutions-S1', ...nist('S3BucketLoggingEnabled', 'S3BucketReplicationEnabled', 'S3BucketVersioningEnabled')],
  reason:
    'AWS writes the file of a month anew several times a day, and can write it again: versions would keep what was replaced. Give the report the source of a ' +
    'bucket of your own for access logs, replication or versions.',
};
export const BUCKET_WITH_AWS_KEY: Review = { rules: nist('S3DefaultEncryptionKMS'), reason: AWS_KEY };
export const NOT_READ_BY_A_FUNCTION: Review = {
  rules: ['AwsSolutions-SQS3'],
  reason: 'Nothing receives messages from this queue: an alarm watches how many it holds, and people purge it.',
};

export const HISTORY_OF_EXECUTIONS: Review = {
  rules: ['AwsSolutions-SF1', 'AwsSolutions-SF2'],
  reason:
    'Step Functions keeps the history of each execution for 90 days: whether a run was submitted or left out, and why it failed. A log group and traces would hold ' +
    'the same again. An alarm reports runs that could not be submitted.',
};

const OWN_VPC = 'Give the environment a VPC of your own for private subnets.';
export const ROUTE_OF_PUBLIC_SUBNET: Review = {
  rules: nist('VPCNoUnrestrictedRouteToIGW'),
  reason: `A NAT gateway costs as much when no job runs. The security group of jobs lets nothing in. ${OWN_VPC}`,
};
export const ADDRESSES_OF_PUBLIC_SUBNET: Review = {
  rules: nist('VPCSubnetAutoAssignPublicIpDisabled'),
  reason: `Instances have a public address only while jobs run, and their security group lets nothing in. ${OWN_VPC}`,
};
export const DEFAULT_SECURITY_GROUP: Review = {
  rules: nist('VPCDefaultSecurityGroupClosed'),
  reason:
    'Nothing uses the default security group: jobs have one that lets nothing in. Closing it takes a function with permissions in EC2; the feature flag ' +
    '@aws-cdk/aws-ec2:restrictDefaultSecurityGroup of aws-cdk-lib adds it.',
};
export const LOG_OF_REJECTED_TRAFFIC: Review = {
  rules: nist('CloudWatchLogGroupEncrypted'),
  reason: 'Encrypted with a key that AWS owns. It holds addresses and ports of traffic that was rejected, and expires after a month.',
};
export const INSTANCE_ROLE: Review = {
  rules: ['AwsSolutions-IAM4'],
  reason:
    'AWS Batch documents this managed policy for its instances. Jobs share the network of their instance and can use its role. instanceRole takes a role of your own, and ' +
    'on AWS Fargate there is none.',
  findings: ['Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role'],
};

export const READS_OF_GRAFANA =
  'CloudWatch authorizes metrics and results of queries only for all of the account. Log groups of Container Insights, keys of files and partitions have names that ' +
  'are made later.';

const NO_RESOURCE_LEVEL = 'The actions do not support resource-level permissions.';
const INSTANCES_BY_NAME = 'Clusters of AWS Batch can be identified only by their names.';
const GROUPS_BY_NAME = 'Groups of AWS Batch can be identified only by their names, or by a tag that the statement requires.';

const OWN_FOLDERS = 'Keys of files contain days and ids that are made later. The folders are those of the history alone.';

/** Why statements have wildcards, by their sid. */
export const WILDCARD_REASONS: Readonly<Record<string, string>> = {
  LookUpPurchaseOptions: NO_RESOURCE_LEVEL,
  ReadPrices: NO_RESOURCE_LEVEL,
  FindGroups: NO_RESOURCE_LEVEL,
  FindNetwork: NO_RESOURCE_LEVEL,
  ReadDirectory: NO_RESOURCE_LEVEL,
  LookUpInstances: INSTANCES_BY_NAME,
  EnableByName: GROUPS_BY_NAME,
  EnableByTag: GROUPS_BY_NAME,
  ConnectToVpc:
    'Lambda creates the network interfaces later, in subnets that another account may share. The code of the function is denied the actions.',
  WriteFiles: OWN_FOLDERS,
  MergeFiles: OWN_FOLDERS,
  SubmitJob: 'Revisions of one job definition: each deployment makes another one, and the latest is submitted.',
  ListRuns: NO_RESOURCE_LEVEL,
  KeepManifests: OWN_FOLDERS,
  KeepResults: OWN_FOLDERS,
  ReadRecords: 'Streams of the log groups that hold the records: CloudWatch Logs names them after instances of the function.',
  QueryRecords: 'Streams of the log groups that hold the records: CloudWatch Logs names them after instances of the function.',
  ReadResults: 'The request names a query, and no log group. Queries can only be started over the log groups of the records.',
  StopQueries: NO_RESOURCE_LEVEL,
  UseTableKeys:
    'DynamoDB documents these action families for data keys and re-encryption. They are limited to the given keys, and to calls through DynamoDB.',
};
