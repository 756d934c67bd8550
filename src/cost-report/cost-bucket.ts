import { PhysicalName, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CostReportOptions } from './cost-report-props';
import { EXPORT_REGION } from './export-region';
import { addToKeyPolicy } from '../event-intake/key-policy';
import { privateBucket } from '../event-intake/private-bucket';
import { carryReviews } from '../reviewed-findings/carry-reviews';
import { BUCKET_OF_COSTS, BUCKET_WITH_AWS_KEY } from '../reviewed-findings/reviews';

const DATA_EXPORTS = 'bcm-data-exports.amazonaws.com';

/** The bucket of the export, in the Region of the stack. It has a name only where the export is in another Region, which must know it. */
export function costBucket(scope: Construct, { retention, encryptionKey, removalPolicy }: CostReportOptions): Bucket {
  const isElsewhere = Stack.of(scope).region !== EXPORT_REGION;
  const bucket = privateBucket(scope, {
    bucketName: isElsewhere ? PhysicalName.GENERATE_IF_NEEDED : undefined,
    encryptionKey,
    // A name is taken by what a failed creation leaves.
    removalPolicy: removalPolicy ?? (isElsewhere ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : undefined),
    lifecycleRules: retention ? [{ expiration: retention }] : [],
  });
  bucket.addToResourcePolicy(exportStatement(scope, 'WriteCosts', ['s3:PutObject'], bucket.arnForObjects('*')));
  bucket.addToResourcePolicy(exportStatement(scope, 'CheckPolicy', ['s3:GetBucketPolicy'], bucket.bucketArn));
  if (encryptionKey) allowExportsToUse(scope, encryptionKey);
  carryReviews(bucket, [BUCKET_OF_COSTS, !encryptionKey && BUCKET_WITH_AWS_KEY]);
  return bucket;
}

function allowExportsToUse(scope: Construct, key: NonNullable<CostReportOptions['encryptionKey']>): void {
  addToKeyPolicy(scope, key, {
    statements: [exportStatement(scope, 'DataExports', ['kms:Decrypt', 'kms:GenerateDataKey'], '*')],
    otherwise: ['the export cannot write its files'],
  });
}

/**
 * What AWS Data Exports may do, for exports of this account alone.
 *
 * @see https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html
 */
function exportStatement(scope: Construct, sid: string, actions: string[], resource: string): PolicyStatement {
  const { account, partition } = Stack.of(scope);
  return new PolicyStatement({
    sid,
    principals: [new ServicePrincipal(DATA_EXPORTS)],
    actions,
    resources: [resource],
    conditions: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:bcm-data-exports:${EXPORT_REGION}:${account}:export/*` },
    },
  });
}
