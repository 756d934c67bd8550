import { Annotations, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ReadWriteType, Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { RunTaskMonitoringProps } from './run-task-monitoring-props';
import { addToKeyPolicy } from '../event-intake/key-policy';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { BUCKET_OF_TRAIL, BUCKET_WITH_S3_KEYS, TRAIL_WITHOUT_LOG_GROUP, TRAIL_WITH_AWS_KEY } from '../reviewed-findings/reviews';

const DEFAULT_EXPIRY = Duration.days(7);

/** A trail for EventBridge alone: write management events of this region, in a bucket that forgets. */
export function createTrail(scope: Construct, { encryptionKey, trailExpiry }: RunTaskMonitoringProps): Trail {
  allowTrailToUse(scope, encryptionKey);
  const trail = new Trail(scope, 'Trail', {
    bucket: trailBucket(scope, trailExpiry ?? DEFAULT_EXPIRY),
    encryptionKey,
    managementEvents: ReadWriteType.WRITE_ONLY,
    isMultiRegionTrail: false,
    includeGlobalServiceEvents: false,
    sendToCloudWatchLogs: false,
  });
  carryReviews(trail, [TRAIL_WITHOUT_LOG_GROUP, !encryptionKey && TRAIL_WITH_AWS_KEY]);
  return trail;
}

/**
 * Kept with the stack gone, because CloudFormation cannot delete a bucket with files in it; the files still expire. CloudTrail encrypts its files with the trail's
 * key, whatever the bucket's own default is.
 */
function trailBucket(scope: Construct, expiration: Duration): Bucket {
  const bucket = new Bucket(scope, 'TrailBucket', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ expiration, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  bucket.addToResourcePolicy(rejectOtherTrails(scope, bucket));
  carryReviews(bucket, [BUCKET_OF_TRAIL, BUCKET_WITH_S3_KEYS]);
  return bucket;
}

/**
 * What aws-cdk-lib lets CloudTrail do holds for trails of any account, whose owners could have it write files here.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
function rejectOtherTrails(scope: Construct, bucket: Bucket): PolicyStatement {
  return new PolicyStatement({
    sid: 'OnlyTrailsOfThisAccount',
    effect: Effect.DENY,
    principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
    actions: ['s3:GetBucketAcl', 's3:PutObject'],
    resources: [bucket.bucketArn, bucket.arnForObjects('*')],
    conditions: { ArnNotLike: { 'aws:SourceArn': trailsOf(scope) } },
  });
}

/** Any trail of the account: naming the one would make it and what is to know it need each other. */
const trailsOf = (scope: Construct): string => Stack.of(scope).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: '*' });

function allowTrailToUse(scope: Construct, key: IKey | undefined): void {
  if (!key) return;
  const trails = trailsOf(scope);
  const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
  const statements = [
    new PolicyStatement({
      sid: 'EncryptFilesOfTrails',
      principals,
      actions: ['kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { ArnLike: { 'aws:SourceArn': trails }, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails } },
    }),
    new PolicyStatement({
      sid: 'DescribeKeyOfTrails',
      principals,
      actions: ['kms:DescribeKey'],
      resources: ['*'],
      conditions: { ArnLike: { 'aws:SourceArn': trails } },
    }),
  ];
  addToKeyPolicy(scope, key, { statements, otherwise: ['the trail cannot be created'] });
}

/** Informs users who need a trail that this library does not create one. Who has one acknowledges the message. */
export function noteThatTrailIsNeeded(scope: Construct): void {
  Annotations.of(scope).addInfoV2(
    'cdk-batch-insights:trail-needed',
    'Calls of RunTask reach EventBridge only where the account has a CloudTrail trail that logs write management events of this region: without one, ' +
      'these metrics stay empty. Set createTrail to true where there is none; where there is one, acknowledge this with ' +
      "Annotations.of(...).acknowledgeInfo('cdk-batch-insights:trail-needed').",
  );
}
