import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget } from 'aws-cdk-lib/aws-events-targets';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { JobEventCollector } from '../../src/job-event-collector';
import { FailureCategory, JobNotifications, JobNotificationsProps, OnJobFailedOptions } from '../../src/job-notifications';

const HERE = { account: '123456789012', region: 'eu-west-1' };
/** Languages without types let anything through. */
const untyped = (value: unknown): never => value as never;
const stackHere = () => new Stack(new App(), 'Stack', { env: HERE });

function notificationsIn(stack: Stack, props: Partial<JobNotificationsProps> = {}): JobNotifications {
  return new JobNotifications(stack, 'Notifications', { collector: new JobEventCollector(stack, 'Collector'), ...props });
}
function onJobFailed(options: Partial<OnJobFailedOptions>, stack = stackHere()): Stack {
  const target = new BusTarget(EventBus.fromEventBusName(stack, 'Other', 'other'));
  notificationsIn(stack).onJobFailed('Failed', { target, ...options });
  return stack;
}

describe('a wrong prop stops the synthesis with the value, what is allowed and the fix', () => {
  test.each<[string, Partial<JobNotificationsProps>, string]>([
    [
      'no collector',
      { collector: undefined },
      'Stack/Notifications: collector is required. Make one with new JobEventCollector(scope, "Collector").',
    ],
    [
      'a retention that is none',
      { logRetention: untyped(2) },
      'Stack/Notifications: logRetention is 2, but it must be one of the numbers of days',
    ],
    [
      'a misspelled prop',
      untyped({ logretention: 7 }),
      'Stack/Notifications: logretention is 7, but it has no effect because no prop has this name',
    ],
  ])('%s', (_, props, message) => {
    expect(() => notificationsIn(stackHere(), props)).toThrow(message);
  });

  test('a collector of another account', () => {
    const stack = stackHere();
    const collector = JobEventCollector.fromJobEventCollectorAttributes(stack, 'Other', {
      logGroup: LogGroup.fromLogGroupArn(stack, 'Records', 'arn:aws:logs:eu-west-1:999999999999:log-group:records'),
      table: Table.fromTableName(stack, 'Table', 'jobs'),
    });
    expect(() => new JobNotifications(stack, 'Notifications', { collector })).toThrow(
      'Stack/Notifications: collector is "of account 999999999999 in eu-west-1", but it must be one in the account and Region of this stack.',
    );
  });
});

describe('a wrong option stops the synthesis', () => {
  const WHERE = 'Stack/Notifications/Rules/Failed:';

  test.each<[string, Partial<OnJobFailedOptions>, string]>([
    [
      'no target',
      { target: undefined },
      `${WHERE} target is required. Use targets of aws-cdk-lib/aws-events-targets, for example new SnsTopic(topic).`,
    ],
    ['a target by its name', { target: untyped('topic') }, `${WHERE} target is "topic", but it must be a target of a rule.`],
    ['no job queue', { jobQueues: [] }, `${WHERE} jobQueues is [], but it must be a list with at least one element. List a job queue`],
    [
      'a job queue by its name',
      { jobQueues: untyped(['nightly']) },
      `${WHERE} jobQueues is ["nightly"], but it must be a list of job queues.`,
    ],
    ['no category', { categories: [] }, `${WHERE} categories is [], but it must be a list with at least one element. List a category`],
    [
      'a category by its name',
      { categories: untyped(['TIMEOUT']) },
      `${WHERE} categories is ["TIMEOUT"], but it must be a list of members of FailureCategory.`,
    ],
    [
      'a category twice',
      { categories: [FailureCategory.TIMEOUT, FailureCategory.TIMEOUT] },
      `${WHERE} categories lists "TIMEOUT" twice. List each category once.`,
    ],
    ['a digest by a name', { digest: untyped('array') }, `${WHERE} digest is "array", but it must be true or false.`],
  ])('%s', (_, options, message) => {
    expect(() => onJobFailed(options)).toThrow(message);
  });

  test('also of other methods', () => {
    const target = new BusTarget(EventBus.fromEventBusName(stackHere(), 'Other', 'other'));
    expect(() => notificationsIn(stackHere()).onJobSucceeded('Good', { target, digest: untyped(1) })).toThrow(
      'Stack/Notifications/Rules/Good: digest is 1, but it must be true or false.',
    );
    expect(() => notificationsIn(stackHere()).onQueueBlocked('Blocked', untyped({}))).toThrow(
      'Stack/Notifications/Rules/Blocked: target is required.',
    );
  });
});

describe('categories without that of array jobs', () => {
  const warnings = (options: Partial<OnJobFailedOptions>) =>
    Annotations.fromStack(onJobFailed(options)).findWarning('*', Match.stringLikeRegexp('no message is sent for array jobs'));

  test('bring a warning, because nobody expects that a failed array job is no message', () => {
    expect(warnings({ categories: [FailureCategory.TIMEOUT] })).toHaveLength(1);
  });

  test.each<Partial<OnJobFailedOptions>>([
    {},
    { categories: [FailureCategory.TIMEOUT], digest: false },
    { categories: [FailureCategory.TIMEOUT, FailureCategory.ARRAY_CHILD_FAILED] },
  ])('bring none where there is one for them, or they are named: %#', (options) => {
    expect(warnings(options)).toEqual([]);
  });
});
