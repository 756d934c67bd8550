import { App, Annotations as Notes, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption, IBucket } from 'aws-cdk-lib/aws-s3';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory } from '../../src/job-history';

const NOTE = Match.stringLikeRegexp('alarm on rejected records needs the notifications');
const historyIn = (bucketOf: (stack: Stack) => IBucket) => {
  const stack = new Stack(new App(), 'Stack');
  const bucket = bucketOf(stack);
  const history = new JobHistory(stack, 'History', { collector: new JobEventCollector(stack, 'Collector'), bucket, prefix: 'batch/' });
  return { stack, bucket, history };
};
const imported = (stack: Stack) => Bucket.fromBucketName(stack, 'Bucket', 'records-of-batch');

describe('a job history in a given bucket', () => {
  test('creates no bucket, and uses the given one below its prefix', () => {
    const { stack, bucket, history } = historyIn(imported);
    expect(history.bucket).toBe(bucket);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      ExtendedS3DestinationConfiguration: {
        BucketARN: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::records-of-batch']] },
        Prefix: 'batch/jobs/day=!{partitionKeyFromQuery:day}/',
      },
    });
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: 's3://records-of-batch/batch/query-results/' } },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { detail: { bucket: { name: ['records-of-batch'] }, object: { key: [{ prefix: 'batch/errors/' }] } } },
    });
  });

  test('uses its key, which need not be that of the history', () => {
    const { stack } = historyIn(
      (scope) => new Bucket(scope, 'Bucket', { encryption: BucketEncryption.KMS, encryptionKey: new Key(scope, 'Key') }),
    );
    const template = Template.fromStack(stack);
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: {
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: { 'Fn::GetAtt': [key, 'Arn'] } } },
      },
    });
    template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK' },
    });
    template.resourcePropertiesCountIs(
      'AWS::IAM::Role',
      {
        Policies: [{ PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'UseKeyOfBucket' })]) } }],
      },
      2,
    );
  });

  test('changes nothing of a bucket that the app makes', () => {
    const { stack } = historyIn((scope) => new Bucket(scope, 'Bucket'));
    const [bucket] = Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'));
    expect(bucket.Properties).toBeUndefined();
  });

  test('prints what the bucket needs, and an id to acknowledge it by', () => {
    const { stack, history } = historyIn(imported);
    expect(Annotations.fromStack(stack).findInfo('/Stack/History', NOTE)).toHaveLength(1);
    Notes.of(history).acknowledgeInfo('cdk-batch-insights:history-bucket');
    const other = historyIn(imported);
    Notes.of(other.history).acknowledgeInfo('cdk-batch-insights:history-bucket');
    expect(Annotations.fromStack(other.stack).findInfo('*', NOTE)).toEqual([]);
  });
});
