import { Bucket } from 'aws-cdk-lib/aws-s3';
import { fullJobHistory } from './full-job-history';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory } from '../../src/job-history';
import { PLACES, Resource, resourcesIn } from '../event-intake/partitions';

const ofType = (resources: readonly Resource[], type: string) => resources.filter(({ Type }) => Type === type);

describe.each(PLACES)('a job history in $partition', (place) => {
  describe.each([
    ['known', true],
    ['known at deployment only', false],
  ] as const)('where the environment is %s', (_, isKnown) => {
    let resources: Resource[];

    beforeAll(() => {
      resources = Object.values(resourcesIn(place, isKnown, (stack) => fullJobHistory(stack)));
    });

    test('has no ARN of another partition', () => {
      // Alarms have the topic of the test.
      const own = resources.filter(({ Type }) => Type !== 'AWS::CloudWatch::Alarm');
      const partitions = new Set([...JSON.stringify(own).matchAll(/arn:(aws[a-z-]*):/g)].map(([, partition]) => partition));
      expect([...partitions]).toEqual([place.partition]);
    });

    test('lets roles use the key through the services of that place', () => {
      const roles = ofType(resources, 'AWS::IAM::Role').flatMap(({ Properties }) => Properties.Policies ?? []);
      const through = JSON.stringify(roles).match(/(?<=")(?:sqs|dynamodb|s3)\.[a-z]+-[a-z0-9.-]+/g) ?? [];
      expect(new Set(through)).toEqual(
        new Set(['dynamodb', 's3', 'sqs'].map((service) => `${service}.${place.region}.${place.urlSuffix}`)),
      );
    });

    test('reads and writes the catalogue of its own account and Region', () => {
      const text = JSON.stringify(ofType(resources, 'AWS::IAM::Role'));
      const glue = new Set(text.match(/arn:[a-z-]+:glue:[a-z0-9-]+:\d+:(?:catalog|database|table)/g) ?? []);
      expect(glue).toEqual(
        new Set(['catalog', 'database', 'table'].map((resource) => `arn:${place.partition}:glue:${place.region}:123456789012:${resource}`)),
      );
    });

    test('hands the domain of the endpoints to the functions', () => {
      const functions = ofType(resources, 'AWS::Lambda::Function').filter(({ Properties }) =>
        /history/.test(String(Properties.Description)),
      );
      expect(functions).toHaveLength(3);
      for (const { Properties } of functions) expect(Properties.Environment).toMatchObject({ Variables: { URL_SUFFIX: place.urlSuffix } });
    });
  });

  test('uses a bucket that is known by its name', () => {
    const resources = Object.values(
      resourcesIn(place, true, (stack) => {
        const bucket = Bucket.fromBucketName(stack, 'Bucket', 'records');
        new JobHistory(stack, 'History', { collector: new JobEventCollector(stack, 'Collector'), bucket });
      }),
    );
    const [stream] = ofType(resources, 'AWS::KinesisFirehose::DeliveryStream');
    expect(stream.Properties.ExtendedS3DestinationConfiguration).toMatchObject({ BucketARN: `arn:${place.partition}:s3:::records` });
  });
});
