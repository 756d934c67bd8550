import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { EventDelivery, JobEventCollector, JobEventCollectorProps } from '../../src/job-event-collector';
import { LevelOfDetail, MetricDimension, MetricDimensions } from '../../src/level-of-detail';
import { synthesize } from '../event-intake/synthesis';

const { JOB_QUEUE, INSTANCE_TYPE } = MetricDimension;
/** Languages without enums let any number through. */
const anyNumber = (days: number): RetentionDays => days;
const collectorWith = (props: JobEventCollectorProps) => synthesize((stack) => new JobEventCollector(stack, 'Collector', props));

describe('a wrong prop stops the synthesis and says how to mend it', () => {
  test.each<[string, JobEventCollectorProps, string]>([
    [
      'no job queue',
      { jobQueues: [] },
      'Stack/Collector: jobQueues is [], but it must be a list with at least one element. Leave it out to watch all job queues.',
    ],
    [
      'no job definition',
      { jobDefinitions: [] },
      'Stack/Collector: jobDefinitions is [], but it must be a list with at least one element. Leave it out to watch all job definitions.',
    ],
    [
      'an empty namespace',
      { metricNamespace: '' },
      'Stack/Collector: metricNamespace is "", but it must be a name of 1 to 255 letters, digits, spaces or any of . - _ / # : that does not begin with AWS/.',
    ],
    ['a blank namespace', { metricNamespace: '  ' }, 'metricNamespace is "  "'],
    ['a namespace of AWS', { metricNamespace: 'AWS/Batch' }, 'metricNamespace is "AWS/Batch"'],
    ['a namespace that is too long', { metricNamespace: 'n'.repeat(1025) }, 'metricNamespace is "nnn'],
    [
      'no dimension set',
      { dimensionSets: [] },
      'Stack/Collector: dimensionSets is [], but it must be a list with at least one element. Use [MetricDimensions.of()] for totals alone.',
    ],
    [
      'a level of detail beside dimension sets',
      { levelOfDetail: LevelOfDetail.TOTALS, dimensionSets: [MetricDimensions.of()] },
      'Stack/Collector: levelOfDetail is "TOTALS", but it has no effect when dimensionSets are given. Leave one of the two out.',
    ],
    [
      'a dimension set twice',
      { dimensionSets: [MetricDimensions.of(JOB_QUEUE, INSTANCE_TYPE), MetricDimensions.of(INSTANCE_TYPE, JOB_QUEUE)] },
      'Stack/Collector: dimensionSets lists ["InstanceType", "JobQueue"] twice. Name each set once',
    ],
    [
      'a retention that CloudWatch does not have',
      { logRetention: anyNumber(17) },
      'Stack/Collector: logRetention is 17, but it must be one of the numbers of days',
    ],
    [
      'the tag that is none',
      { tagKeys: ['resourceArn'] },
      'Stack/Collector: tagKeys is "resourceArn", but it must be a key of the job\'s own tags. AWS Batch adds resourceArn to events, it is not a tag; leave it out.',
    ],
    ['an empty tag key', { tagKeys: [''] }, 'tagKeys is "", but it must be a key of 1 to 128 characters.'],
    [
      'a tag key that is too long',
      { tagKeys: ['k'.repeat(129)] },
      'but it must be a key of 1 to 128 characters. No job can have such a tag.',
    ],
    ['a tag key twice', { tagKeys: ['Team', 'Team'] }, 'tagKeys lists "Team" twice. Name each key once.'],
    [
      'too many tag keys',
      { tagKeys: [...Array(51).keys()].map(String) },
      'but it must be a list of at most 50 keys. A job has no more tags than that.',
    ],
    [
      'tag keys that do not fit',
      { tagKeys: [...Array(20).keys()].map((n) => `${n}`.padEnd(120, 'k')) },
      'but it must be a list of at most 2000 characters in all.',
    ],
    [
      'a short memory of jobs in flight',
      { inFlightExpiry: Duration.hours(1) },
      'Stack/Collector: inFlightExpiry is 1 hour, but it must be a whole number of seconds of at least 1 day.',
    ],
    [
      'a short memory of finished jobs',
      { finishedExpiry: Duration.minutes(1) },
      'finishedExpiry is 1 minute, but it must be a whole number of seconds of at least 1 hour.',
    ],
    [
      'a wait that SQS does not have',
      { waitForLateFacts: [Duration.seconds(30), Duration.minutes(16)] },
      'waitForLateFacts[1] is 16 minutes, but it must be a whole number of seconds from 1 second to 15 minutes.',
    ],
    ['a wait of half a second', { waitForLateFacts: [Duration.millis(1500)] }, 'but it must be a whole number of seconds from 1 second'],
    [
      'too many waits',
      { waitForLateFacts: Array(11).fill(Duration.seconds(1)) },
      'but it must be a list of at most 10 waits. Use fewer and longer ones.',
    ],
  ])('%s', (_name, props, message) => {
    expect(() => collectorWith(props)).toThrow(message);
  });

  test.each<[string, () => unknown, string]>([
    [
      'a window that Lambda does not have',
      () => EventDelivery.buffered({ batchingWindow: Duration.minutes(6) }),
      'EventDelivery.buffered: batchingWindow is 6 minutes, but it must be a whole number of seconds from 0 seconds to 5 minutes.',
    ],
    [
      'no window for large batches',
      () => EventDelivery.buffered({ batchingWindow: Duration.seconds(0) }),
      'EventDelivery.buffered: batchingWindow is 0 seconds, but it must be at least 1 second when batchSize is above 10.',
    ],
    ['an empty batch', () => EventDelivery.buffered({ batchSize: 0 }), 'batchSize is 0, but it must be a whole number from 1 to 1000.'],
    ['a batch that is too large', () => EventDelivery.buffered({ batchSize: 1001 }), 'batchSize is 1001'],
    [
      'a single reader',
      () => EventDelivery.buffered({ maxConcurrency: 1 }),
      'maxConcurrency is 1, but it must be a whole number from 2 to 1000.',
    ],
    ['half a reader', () => EventDelivery.buffered({ maxConcurrency: 2.5 }), 'maxConcurrency is 2.5'],
    [
      'three retries',
      () => EventDelivery.direct({ retryAttempts: 3 }),
      'EventDelivery.direct: retryAttempts is 3, but it must be a whole number from 0 to 2.',
    ],
    ['an event that grows too old', () => EventDelivery.direct({ maxEventAge: Duration.hours(7) }), 'maxEventAge is 7 hours'],
    [
      'a dimension twice',
      () => MetricDimensions.of(JOB_QUEUE, JOB_QUEUE),
      'MetricDimensions.of: dimensions lists "JobQueue" twice. Name each dimension once.',
    ],
  ])('%s', (_name, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('a prop that is only known at deployment', () => {
  test('is left to CloudFormation', () => {
    const token = (value: string) => Lazy.string({ produce: () => value });
    const number = (value: number) => Lazy.number({ produce: () => value });
    const { template } = collectorWith({
      metricNamespace: token('AWS/Batch'),
      tagKeys: [token('resourceArn')],
      logRetention: number(17),
      inFlightExpiry: Duration.seconds(number(7)),
      delivery: EventDelivery.buffered({ batchingWindow: Duration.seconds(number(7)), maxConcurrency: number(0) }),
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { METRIC_NAMESPACE: 'AWS/Batch', TAG_KEYS: '["resourceArn"]', IN_FLIGHT_TTL_SECONDS: '7' } },
    });
    template.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 6 * 60 + 5 * 60 });
  });
});

test('a prop of a class that extends the collector is no misspelled one', () => {
  class Own extends JobEventCollector {
    constructor(scope: Stack, id: string, props: JobEventCollectorProps & { readonly jobQueue: string }) {
      super(scope, id, props);
    }
  }
  expect(() => synthesize((scope) => new Own(scope, 'Collector', { jobQueue: 'primary' }))).not.toThrow();
});

describe('many job queues', () => {
  const queues = (stack: Stack, count: number) =>
    [...Array(count).keys()].map((n) =>
      JobQueue.fromJobQueueArn(stack, `Queue${n}`, `arn:aws:batch:eu-west-1:123456789012:job-queue/queue-${n}`),
    );

  test('are refused where their rules would not fit in the policy of the queue', () => {
    const collect = () => synthesize((scope) => new JobEventCollector(scope, 'Collector', { jobQueues: queues(scope, 2000) }));
    expect(collect).toThrow(
      'Stack/Collector: jobQueues.length is 2000, but it must be few enough for 60 rules, where these job queues and job definitions take 65. ' +
        'Use several collectors, or leave jobQueues or jobDefinitions out to watch all.',
    );
  });

  test('are refused where the permissions of their rules would not fit in the policy of the function', () => {
    const collect = () =>
      synthesize(
        (scope) => new JobEventCollector(scope, 'Collector', { jobQueues: queues(scope, 1300), delivery: EventDelivery.direct() }),
      );
    expect(collect).toThrow('it must be few enough for 40 rules, where these job queues and job definitions take 42');
  });
});
