import { Stack } from 'aws-cdk-lib';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobNotifications } from '../../src/job-notifications';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';

describe('notifications without options', () => {
  let notifications: JobNotifications;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack: Stack) => {
      notifications = new JobNotifications(stack, 'Notifications', { collector: new JobEventCollector(stack, 'Collector') });
      const target = new SnsTopic(new Topic(stack, 'Topic'));
      notifications.onJobFailed('Failed', { target });
      notifications.onQueueBlocked('Blocked', { target });
    });
  });

  const bus = () => ({ Ref: synthesis.logicalId('Notifications/EventBus') });

  test('have a bus, whose name is made of the path', () => {
    expect(synthesis.resource('Notifications/EventBus').Properties).toEqual({
      Name: expect.stringMatching(/^StackNotificationsEventBus[0-9A-F]{8}$/),
      Description: 'Finished jobs and blocked job queues of AWS Batch, by Stack/Notifications',
    });
    expect(synthesis.stack.resolve(notifications.eventBus.eventBusName)).toEqual(bus());
  });

  test('read failed jobs and blocked queues alone from the log group of the collector', () => {
    expect(synthesis.resource('Notifications/Subscription').Properties).toEqual({
      LogGroupName: { Ref: synthesis.logicalId('Collector/LogGroup') },
      DestinationArn: synthesis.attribute('Notifications/Handler', 'Arn'),
      FilterPattern: '{ (($.RecordType = "job") && ($.Status = "FAILED")) || ($.RecordType = "queue-blocked") }',
    });
  });

  test('let the function put events on the bus, put them aside and log, and nothing else', () => {
    const send = (Sid: string, queue: string) => ({
      Sid,
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: synthesis.attribute(`Notifications/${queue}`, 'Arn'),
    });
    expect(roleStatements(synthesis, 'Notifications/HandlerRole')).toEqual([
      {
        Sid: 'WriteLogs',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: synthesis.attribute('Notifications/LogGroup', 'Arn'),
      },
      {
        Sid: 'ReadQueue',
        Effect: 'Allow',
        Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        Resource: synthesis.attribute('Notifications/Queue', 'Arn'),
      },
      {
        Sid: 'PutEvents',
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: synthesis.attribute('Notifications/EventBus', 'Arn'),
      },
      send('SendUnaccepted', 'Queue'),
      send('SetFailuresAside', 'DeadLetterQueue'),
    ]);
  });

  test('hand the names to the function, which tries twice more and then puts aside', () => {
    expect(environmentOf(synthesis, 'Notifications/Handler')).toEqual({
      EVENT_BUS: bus(),
      QUEUE_URL: { Ref: synthesis.logicalId('Notifications/Queue') },
      URL_SUFFIX: { Ref: 'AWS::URLSuffix' },
    });
    const configs = Object.values(synthesis.template.findResources('AWS::Lambda::EventInvokeConfig'));
    expect(configs.map(({ Properties }) => Properties)).toEqual([
      expect.objectContaining({
        DestinationConfig: { OnFailure: { Destination: synthesis.attribute('Notifications/DeadLetterQueue', 'Arn') } },
        MaximumEventAgeInSeconds: 21_600,
        MaximumRetryAttempts: 2,
      }),
    ]);
  });

  test('keep logs for three months, and delete them with the stack', () => {
    expect(synthesis.resource('Notifications/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 90 }, DeletionPolicy: 'Delete' });
  });

  test('have rules on the bus for records of this account and Region, and keep what a target does not get', () => {
    const here = { account: [{ Ref: 'AWS::AccountId' }], region: [{ Ref: 'AWS::Region' }] };
    const target = {
      Arn: { Ref: synthesis.logicalId('Topic') },
      Id: 'Target0',
      DeadLetterConfig: { Arn: synthesis.attribute('Notifications/DeadLetterQueue', 'Arn') },
    };
    expect(synthesis.resource('Notifications/Rules/Failed').Properties).toEqual({
      Description: 'Failed jobs',
      EventBusName: bus(),
      EventPattern: {
        source: ['cdk-batch-insights'],
        'detail-type': ['Job Failed'],
        detail: { ArrayParentId: [{ exists: false }], NodeParentId: [{ exists: false }] },
        ...here,
      },
      State: 'ENABLED',
      Targets: [target],
    });
    expect(synthesis.resource('Notifications/Rules/Blocked').Properties).toMatchObject({
      Description: 'Blocked job queues',
      EventPattern: { source: ['cdk-batch-insights'], 'detail-type': ['Job Queue Blocked'], ...here },
      Targets: [target],
    });
  });

  test('let these rules alone send to the dead-letter queue', () => {
    const { Statement } = synthesis.resource('Notifications/DeadLetterQueue/Policy').Properties.PolicyDocument as { Statement: object[] };
    const rules = ['Failed', 'Blocked'].map((rule) => synthesis.attribute(`Notifications/Rules/${rule}`, 'Arn'));
    expect(Statement[1]).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: synthesis.attribute('Notifications/DeadLetterQueue', 'Arn'),
      Condition: { ArnEquals: { 'aws:SourceArn': rules } },
    });
    expect(Statement).toHaveLength(2);
  });

  test('have three alarms', () => {
    expect(notifications.alarms).toEqual([notifications.deadLetterAlarm, notifications.errorAlarm, notifications.eventAgeAlarm]);
    const { AlarmDescription } = synthesis.resource('Notifications/EventAgeAlarm').Properties;
    expect(AlarmDescription).toContain('Nobody is notified meanwhile.');
  });
});

test('alarms can be left out, except the one on dead letters', () => {
  const stack = new Stack();
  const notifications = new JobNotifications(stack, 'Notifications', {
    collector: new JobEventCollector(stack, 'Collector'),
    errorAlarmEnabled: false,
    eventAgeAlarmEnabled: false,
  });
  expect(notifications.alarms.map(({ node }) => node.id)).toEqual(['DeadLetterAlarm']);
});
