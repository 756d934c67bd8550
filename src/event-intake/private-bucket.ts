import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, LifecycleRule, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface PrivateBucketProps {
  readonly bucketName?: string;
  readonly encryptionKey?: IKey;
  readonly removalPolicy?: RemovalPolicy;
  readonly lifecycleRules: readonly LifecycleRule[];
}

/** An encrypted bucket that nobody reads without TLS or from outside of the account, and that is kept unless the user chose otherwise. */
export const privateBucket = (scope: Construct, { encryptionKey, removalPolicy, lifecycleRules, bucketName }: PrivateBucketProps): Bucket =>
  new Bucket(scope, 'Bucket', {
    bucketName,
    encryption: encryptionKey ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
    encryptionKey,
    bucketKeyEnabled: encryptionKey ? true : undefined,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    lifecycleRules: [...lifecycleRules, { abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN,
  });
