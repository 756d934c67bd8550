import { CfnParameter, Duration } from 'aws-cdk-lib';
import { at, every, hoursInAlarm } from './alarm-states';
import { AsgMonitoring, EventDelivery, InstanceRegistry, JobEventCollector, JobEventCollectorProps, RunTaskMonitoring } from '../../src';
import { synthesize } from '../event-intake/synthesis';

const collectorWith = (props: JobEventCollectorProps = {}) => synthesize((stack) => new JobEventCollector(stack, 'Collector', props));

describe('the alarm on errors', () => {
  const synthesis = collectorWith();
  const { Properties: properties } = synthesis.resource('Collector/ErrorAlarm');
  const QueueName = synthesis.logicalId('Collector/Queue');
  const received = (count: number) => (hour: number) => at(hour, 'AWS/SQS', 'NumberOfMessagesReceived', count, { QueueName });
  const deleted = (count: number) => (hour: number) => at(hour, 'AWS/SQS', 'NumberOfMessagesDeleted', count, { QueueName });
  const errors = (count: number) => (hour: number) =>
    at(hour, 'AWS/Lambda', 'Errors', count, { FunctionName: synthesis.logicalId('Collector/Handler') });
  const TICK = 5 / 60;
  const inAlarm = (points: Parameters<typeof hoursInAlarm>[1]) => hoursInAlarm(properties, points, 3, TICK);
  const minutes = (hours: number[]) => [hours[0], hours.at(-1) ?? NaN].map((hour) => Math.round(hour * 60));

  test('is quiet where nothing comes, and where all goes well', () => {
    expect(inAlarm([])).toEqual([]);
    expect(inAlarm([...every(TICK, 0, 3, received(10)), ...every(TICK, 0, 3, deleted(10)), ...every(TICK, 0, 3, errors(0))])).toEqual([]);
  });

  test('is quiet where invocations fail now and then', () => {
    expect(inAlarm([...every(0.25, 0, 3, errors(1)), ...every(TICK, 0, 3, received(5)), ...every(TICK, 0, 3, deleted(5))])).toEqual([]);
  });

  test('is quiet where a window of five minutes has what was received in one period deleted in the next', () => {
    const ofTwo = (from: number, point: Parameters<typeof every>[3]) => every(2 * TICK, from, 3, point);
    expect(inAlarm([...ofTwo(0, received(1)), ...ofTwo(0, deleted(0)), ...ofTwo(TICK, received(0)), ...ofTwo(TICK, deleted(1))])).toEqual(
      [],
    );
  });

  test('goes off where every invocation ends in an error for a quarter of an hour', () => {
    expect(minutes(inAlarm(every(TICK, 1, 2, errors(3))))).toEqual([75, 120]);
  });

  test('goes off where the function ends well and reports that everything failed', () => {
    expect(
      minutes(inAlarm([...every(TICK, 0, 3, errors(0)), ...every(TICK, 1, 2, received(7)), ...every(TICK, 1, 2, deleted(0))])),
    ).toEqual([75, 120]);
  });
});

describe('the alarm on the age of events', () => {
  const WITH_WAITS = 20 + 380 + 300;

  test('goes off beyond what one failed try and the longest wait take, and not at that', () => {
    expect(collectorWith().resource('Collector/EventAgeAlarm').Properties).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 2,
      Threshold: Math.ceil(WITH_WAITS / 60) * 60,
      TreatMissingData: 'notBreaching',
    });
  });

  test.each<[string, JobEventCollectorProps, number]>([
    ['a longer window', { delivery: EventDelivery.buffered({ batchingWindow: Duration.minutes(5) }) }, 300 + 660 + 300],
    ['no waits', { waitForLateFacts: [] }, 420],
    ['longer waits', { waitForLateFacts: [Duration.minutes(15), Duration.minutes(1)] }, 1320],
    ['a threshold', { eventAgeThreshold: Duration.minutes(3) }, 180],
  ])('follows from %s', (_, props, threshold) => {
    expect(collectorWith(props).resource('Collector/EventAgeAlarm').Properties.Threshold).toBe(threshold);
  });

  test('takes the longest wait where it is only known at deployment', () => {
    const synthesis = synthesize((stack) => {
      const wait = Duration.seconds(new CfnParameter(stack, 'Wait', { type: 'Number' }).valueAsNumber);
      return new JobEventCollector(stack, 'Collector', { waitForLateFacts: [wait] });
    });
    expect(synthesis.resource('Collector/EventAgeAlarm').Properties.Threshold).toBe(1320);
  });

  test('asks Lambda under direct delivery, in milliseconds', () => {
    const synthesis = collectorWith({ delivery: EventDelivery.direct() });
    expect(synthesis.resource('Collector/EventAgeAlarm').Properties).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'AsyncEventAge',
      Statistic: 'Maximum',
      Threshold: 600_000,
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: synthesis.logicalId('Collector/Handler') } }],
    });
  });

  test('stops the synthesis with a threshold that every event is above', () => {
    expect(() => collectorWith({ eventAgeThreshold: Duration.seconds(20) })).toThrow(
      'Stack/Collector: eventAgeThreshold is 20 seconds, but it must be a whole number of seconds from 1 minute to 4 days.',
    );
  });

  test('suits each construct', () => {
    const synthesis = synthesize((stack) => {
      new InstanceRegistry(stack, 'Instances');
      new RunTaskMonitoring(stack, 'RunTask');
      new AsgMonitoring(stack, 'Groups');
    });
    expect(['Instances', 'RunTask', 'Groups'].map((id) => synthesis.resource(`${id}/EventAgeAlarm`).Properties.Threshold)).toEqual([
      720, 420, 480,
    ]);
  });
});

test('each alarm can be left out', () => {
  const synthesis = collectorWith({
    errorAlarmEnabled: false,
    eventAgeAlarmEnabled: false,
    unreadFieldsAlarmEnabled: false,
    rejectedMetricsAlarmEnabled: false,
  });
  expect(Object.keys(synthesis.template.findResources('AWS::CloudWatch::Alarm'))).toEqual([
    synthesis.logicalId('Collector/DeadLetterAlarm'),
  ]);
});
