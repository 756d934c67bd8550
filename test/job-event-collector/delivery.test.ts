import { Duration } from 'aws-cdk-lib';
import { EventDelivery, JobEventCollector } from '../../src/job-event-collector';
import { Synthesis, synthesize } from '../event-intake/synthesis';

describe('direct delivery', () => {
  let synthesis: Synthesis;

  beforeAll(() => {
    const delivery = EventDelivery.direct({ retryAttempts: 1, maxEventAge: Duration.hours(2) });
    synthesis = synthesize((stack) => new JobEventCollector(stack, 'Collector', { delivery }));
  });

  test('invokes the function from the rule, and puts aside what cannot be delivered for a day', () => {
    const deadLetters = synthesis.attribute('Collector/DeadLetterQueue', 'Arn');
    expect(synthesis.resource('Collector/Rule').Properties.Targets).toEqual([
      {
        Id: 'Target0',
        Arn: synthesis.attribute('Collector/Handler', 'Arn'),
        DeadLetterConfig: { Arn: deadLetters },
        RetryPolicy: { MaximumEventAgeInSeconds: 24 * 3600, MaximumRetryAttempts: 185 },
      },
    ]);
    synthesis.template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'events.amazonaws.com',
      SourceArn: synthesis.attribute('Collector/Rule', 'Arn'),
    });
  });

  test('puts aside what the function cannot process', () => {
    synthesis.template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 2 * 3600,
      DestinationConfig: { OnFailure: { Destination: synthesis.attribute('Collector/DeadLetterQueue', 'Arn') } },
    });
  });

  test('says in the alarm that dead letters must be unwrapped, not redriven', () => {
    const { AlarmDescription } = synthesis.resource('Collector/DeadLetterAlarm').Properties;
    expect(AlarmDescription).toContain(
      'then send the event of each message (its requestPayload, or the message itself where it has none) to the queue',
    );
    expect(AlarmDescription).not.toContain('start a redrive');
    expect(String(AlarmDescription).length).toBeLessThanOrEqual(1024);
  });

  test('still reads the queue, because finished jobs wait there for late facts', () => {
    expect(synthesis.resource('Collector/QueueReader').Properties.EventSourceArn).toEqual(synthesis.attribute('Collector/Queue', 'Arn'));
  });

  test('admits nothing but its own handler to the queue', () => {
    const { Statement } = synthesis.resource('Collector/Queue/Policy').Properties.PolicyDocument as { Statement: { Effect: string }[] };
    expect(Statement.map(({ Effect }) => Effect)).toEqual(['Deny']);
  });
});

describe('buffered delivery', () => {
  test('needs no window for small batches', () => {
    const delivery = EventDelivery.buffered({ batchSize: 10, batchingWindow: Duration.seconds(0) });
    expect(delivery).toMatchObject({ isBuffered: true, batchSize: 10, maxConcurrency: 10 });
  });
});
