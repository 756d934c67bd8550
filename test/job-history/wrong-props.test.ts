import { App, Duration, Lazy, Size, Stack } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory, JobHistoryProps } from '../../src/job-history';

type Props = Partial<JobHistoryProps>;

const HERE = { account: '123456789012', region: 'eu-west-1' };
/** Languages without types let anything through. */
const untyped = (value: unknown): never => value as never;

const historyWith = (props: Props | ((stack: Stack) => Props)): JobHistory => {
  const stack = new Stack(new App(), 'Stack', { env: HERE });
  const collector = new JobEventCollector(stack, 'Collector');
  return new JobHistory(stack, 'History', { collector, ...(typeof props === 'function' ? props(stack) : props) });
};
const bucketIn = (stack: Stack, region = HERE.region) =>
  Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'records-of-batch', account: HERE.account, region });

describe('a wrong prop stops the synthesis with the value, what is allowed and the fix', () => {
  test.each<[string, Props | ((stack: Stack) => Props), string]>([
    [
      'no collector',
      { collector: undefined },
      'Stack/History: collector is required. Make one with new JobEventCollector(scope, "Collector").',
    ],
    [
      'a collector by its name',
      { collector: untyped('Collector') },
      'Stack/History: collector is "Collector", but it must be a job event collector.',
    ],
    [
      'instances without a registry',
      { instancesIncluded: true },
      'Stack/History: instanceRegistry is required with instancesIncluded. Give it the registry of the collector, or leave instancesIncluded out.',
    ],
    [
      'a registry without instances',
      (stack) => ({ instanceRegistry: new InstanceRegistry(stack, 'Instances') }),
      'Stack/History: instanceRegistry is "Stack/Instances", but it has no effect unless instancesIncluded is true. Set instancesIncluded, or leave it out.',
    ],
    [
      'a bucket of another Region',
      (stack) => ({ bucket: bucketIn(stack, 'us-east-1') }),
      'Stack/History: bucket is "of account 123456789012 in us-east-1", but it must be one in the account and Region of this stack. ' +
        'Create the history in a stack of that account and Region.',
    ],
    [
      'a collector of another account',
      (stack) => ({
        collector: JobEventCollector.fromJobEventCollectorAttributes(stack, 'Other', {
          logGroup: LogGroup.fromLogGroupArn(stack, 'Records', 'arn:aws:logs:eu-west-1:999999999999:log-group:records'),
          table: Table.fromTableName(stack, 'Table', 'jobs'),
        }),
      }),
      'Stack/History: collector is "of account 999999999999 in eu-west-1", but it must be one in the account and Region of this stack.',
    ],
    [
      'a retention for a given bucket',
      (stack) => ({ bucket: bucketIn(stack), retention: Duration.days(30) }),
      'Stack/History: retention is 30 days, but it has no effect when bucket is given. Add a lifecycle rule to that bucket.',
    ],
    [
      'an archive for a given bucket',
      (stack) => ({ bucket: bucketIn(stack), archiveAfter: Duration.days(30) }),
      'Stack/History: archiveAfter is 30 days, but it has no effect when bucket is given. Add a lifecycle rule to that bucket.',
    ],
    [
      'a retention of half a day',
      { retention: Duration.hours(12) },
      'Stack/History: retention is 12 hours, but it must be a whole number of days, at least 1. Amazon S3 counts the age of files in days.',
    ],
    [
      'an archive at once',
      { archiveAfter: Duration.days(0) },
      'Stack/History: archiveAfter is 0 days, but it must be a whole number of days, at least 1.',
    ],
    [
      'an archive after the end',
      { retention: Duration.days(30), archiveAfter: Duration.days(30) },
      'Stack/History: archiveAfter is 30 days, but it must be less than retention (30 days). Choose a shorter time, or leave it out: files that expire first never move.',
    ],
    ['a retention as a number', { retention: untyped(30) }, 'Stack/History: retention is 30, but it must be a Duration.'],
    ...['batch', '/batch/', 'a//b/', 'a b/', '!{x}/', '*/', `${'a'.repeat(200)}/`, ''].map((prefix): [string, Props, string] => [
      `the prefix ${JSON.stringify(prefix)}`,
      { prefix },
      `Stack/History: prefix is ${JSON.stringify(prefix)}, but it must be 1 to 200 letters, digits and any of - _ . = / that end with a slash and do not begin ` +
        'with one. Use for example "batch/", or leave it out to use the whole bucket.',
    ]),
    ...['Batch', 'batch-history', 'a.b', '', 'a'.repeat(129)].map((databaseName): [string, Props, string] => [
      `the database name ${JSON.stringify(databaseName)}`,
      { databaseName },
      `Stack/History: databaseName is ${JSON.stringify(databaseName)}, but it must be a name of 1 to 128 lower-case letters, digits and underscores. ` +
        'Other names need quotes in queries, or are changed by AWS Glue. Use for example "batch_history", or leave it out.',
    ]),
    [
      'a limit that Athena rejects',
      { bytesScannedLimit: Size.mebibytes(9) },
      'Stack/History: bytesScannedLimit is "9437184 bytes", but it must be at least 10000000 bytes (10 MB). That is the least that Athena charges for a query. ' +
        'Use for example Size.gibibytes(10).',
    ],
    [
      'a limit as a number',
      { bytesScannedLimit: untyped(10_000_000) },
      'Stack/History: bytesScannedLimit is 10000000, but it must be a Size. Use Size of aws-cdk-lib, for example Size.gibibytes(10).',
    ],
    [
      'a retention of logs that CloudWatch does not have',
      { logRetention: untyped(2) },
      'Stack/History: logRetention is 2, but it must be one of',
    ],
    [
      'a bucket by its name',
      { bucket: untyped('records') },
      'Stack/History: bucket is "records", but it must be a bucket. Use new Bucket, or Bucket.fromBucketName',
    ],
    ['a flag as a text', { compactionEnabled: untyped('no') }, 'Stack/History: compactionEnabled is "no", but it must be true or false.'],
    [
      'a misspelled prop',
      { archivedAfter: untyped(1), retentions: Duration.days(1) } as Props,
      'Stack/History: retentions is 1 day, but it has no effect because no prop has this name. Use retention.',
    ],
  ])('%s', (_name, props, message) => {
    expect(() => historyWith(props)).toThrow(message);
  });

  test('a value that is only known at deployment is left to CloudFormation', () => {
    const later = Lazy.number({ produce: () => 5 });
    const text = Lazy.string({ produce: () => 'Later' });
    expect(() =>
      historyWith({
        retention: Duration.days(later),
        archiveAfter: Duration.days(later),
        bytesScannedLimit: Size.bytes(later),
        databaseName: text,
        logRetention: later as RetentionDays,
      }),
    ).not.toThrow();
  });

  test('a prefix of an import ends with a slash', () => {
    const stack = new Stack(new App(), 'Stack');
    const attributes = {
      databaseName: 'batch',
      workGroupName: 'batch',
      bucket: Bucket.fromBucketName(stack, 'Bucket', 'records'),
      prefix: 'batch',
    };
    expect(() => JobHistory.fromJobHistoryAttributes(stack, 'Import', attributes)).toThrow(
      'Stack/Import: prefix is "batch", but it must be',
    );
  });

  test.each([
    ['databaseName', {}],
    ['workGroupName', { databaseName: 'history' }],
    ['bucket', { databaseName: 'history', workGroupName: 'history' }],
  ])('an import needs %s', (prop, attributes) => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => JobHistory.fromJobHistoryAttributes(stack, 'Import', untyped(attributes))).toThrow(`Stack/Import: ${prop} is required.`);
  });
});
