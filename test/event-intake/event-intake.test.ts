import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { synthesize } from './synthesis';
import { EventIntake, EventIntakeProps, eventIntake } from '../../src/event-intake/event-intake';
import { sendStatement } from '../../src/event-intake/handler';

/** An intake of a construct that has nothing else. */
function intakeOf(scope: Construct, props: Partial<EventIntakeProps<LambdaFunction>> = {}): EventIntake<LambdaFunction> {
  return eventIntake(scope, {
    readBy: 'the history of job queues',
    description: 'Records changes of job queues',
    logs: { retention: RetentionDays.ONE_WEEK, removalPolicy: RemovalPolicy.DESTROY },
    alarms: {},
    options: {},
    batches: { window: Duration.seconds(20), size: 100, maxConcurrency: 2 },
    environment: ({ queue }) => ({ QUEUE_URL: queue.queueUrl }),
    statements: ({ queue }) => [sendStatement('SendAgain', queue)],
    handler: (options) =>
      new LambdaFunction(scope, 'Handler', {
        ...options,
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromInline('exports.handler = async () => ({ batchItemFailures: [] })'),
      }),
    ...props,
  });
}

const synthesized = (props?: Partial<EventIntakeProps<LambdaFunction>>) => {
  let intake!: EventIntake<LambdaFunction>;
  const synthesis = synthesize((stack) => {
    const scope = new Construct(stack, 'History');
    intake = intakeOf(scope, props);
    for (const id of ['Created', 'Deleted']) new Rule(scope, id, { eventPattern: { source: [id] }, targets: [intake.target] });
  });
  return { intake, ...synthesis };
};

describe('an event intake', () => {
  test('GIVEN a construct WHEN it takes events THEN all resources are its own children', () => {
    const { stack } = synthesized();
    const ids = stack.node.findChild('History').node.children.map(({ node }) => node.id);
    expect(ids.sort()).toEqual([
      'Created',
      'DeadLetterAlarm',
      'DeadLetterQueue',
      'Deleted',
      'ErrorAlarm',
      'EventAgeAlarm',
      'Handler',
      'HandlerRole',
      'LogGroup',
      'Queue',
      'QueueReader',
    ]);
  });

  test('GIVEN two rules WHEN they share the target THEN one statement lets both send to the queue, and one to its dead-letter queue', () => {
    const { template, attribute } = synthesized();
    const policies = Object.values(template.findResources('AWS::SQS::QueuePolicy')).map(({ Properties }) => Properties.PolicyDocument);
    expect(policies).toHaveLength(2);
    for (const { Statement } of policies) {
      const sources = (Statement as { Condition?: { ArnEquals?: object } }[]).flatMap(({ Condition }) => Condition?.ArnEquals ?? []);
      expect(sources).toEqual([{ 'aws:SourceArn': ['Created', 'Deleted'].map((id) => attribute(`History/${id}`, 'Arn')) }]);
    }
  });

  test('GIVEN batches WHEN the function reads the queue THEN the mapping has them', () => {
    const { resource } = synthesized({ batches: { window: Duration.seconds(7), size: 30, maxConcurrency: 5 } });
    expect(resource('History/QueueReader').Properties).toMatchObject({
      BatchSize: 30,
      MaximumBatchingWindowInSeconds: 7,
      ScalingConfig: { MaximumConcurrency: 5 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('GIVEN a handler that delays messages WHEN the age of events is watched THEN the delay is allowed for', () => {
    const threshold = (maxDelay?: Duration): unknown =>
      synthesized({ batches: { window: Duration.seconds(20), size: 100, maxConcurrency: 2, maxDelay } }).resource('History/EventAgeAlarm')
        .Properties.Threshold;
    expect(Number(threshold(Duration.minutes(5))) - Number(threshold())).toBe(300);
  });

  test('GIVEN direct delivery WHEN a rule matches THEN it invokes the function, and failures go to the dead-letter queue', () => {
    const { resource, attribute, template } = synthesized({ direct: { retryAttempts: 1, maxEventAge: Duration.hours(1) } });
    const deadLetterQueue = attribute('History/DeadLetterQueue', 'Arn');
    expect(resource('History/Created').Properties.Targets).toEqual([
      expect.objectContaining({ Arn: attribute('History/Handler', 'Arn'), DeadLetterConfig: { Arn: deadLetterQueue } }),
    ]);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: { OnFailure: { Destination: deadLetterQueue } },
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 3600,
    });
  });

  test('GIVEN alarms that are off WHEN it is made THEN its alarms are those that remain', () => {
    const { intake } = synthesized({ alarms: { errorAlarmEnabled: false, eventAgeAlarmEnabled: false } });
    expect(intake.alarms).toEqual([intake.deadLetterAlarm]);
    expect([intake.errorAlarm, intake.eventAgeAlarm]).toEqual([undefined, undefined]);
  });
});
