import { Duration, Stack } from 'aws-cdk-lib';
import { JobQueue } from 'aws-cdk-lib/aws-batch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { at, every, hoursInAlarm } from './alarm-states';
import {
  InFlightSnapshot,
  InstanceRegistry,
  JobEventCollector,
  JobEventCollectorProps,
  MetricDimension,
  MetricDimensions,
} from '../../src';
import { synthesize } from '../event-intake/synthesis';

const MINUTE = 1 / 60;
const joins = (hour: number) => at(hour, 'BatchInsights', 'InstancesRegistered', 1);
const event = (hour: number) => at(hour, 'BatchInsights', 'EventsProcessed', 3);
const starting = (jobs: number) => (hour: number) => at(hour, 'BatchInsights', 'JobsInState', jobs, { JobState: 'STARTING' });

const collectorWith = (props: (stack: Stack) => JobEventCollectorProps = () => ({})) =>
  synthesize(
    (stack) => new JobEventCollector(stack, 'Collector', { instanceRegistry: new InstanceRegistry(stack, 'Instances'), ...props(stack) }),
  );

describe('the alarm on silence', () => {
  const properties = collectorWith().resource('Collector/SilenceAlarm').Properties;
  const inAlarm = (points: Parameters<typeof hoursInAlarm>[1], hours = 48) => hoursInAlarm(properties, points, hours);

  test('is quiet where there is nothing to do', () => {
    expect(inAlarm([])).toEqual([]);
  });

  test('is quiet at a busy site', () => {
    expect(inAlarm([...every(0.5, 0, 48, joins), ...every(0.1, 0, 48, event)])).toEqual([]);
  });

  test('is quiet while a job of two days runs, and no event comes', () => {
    expect(inAlarm([joins(0.5), event(0.4), event(0.6), event(47)])).toEqual([]);
  });

  test('is quiet where an instance joins at the end of a period, and its job starts in the next one', () => {
    expect(inAlarm([joins(3 - MINUTE), event(3 + MINUTE), joins(9 - MINUTE), event(9 + 2 * MINUTE)])).toEqual([]);
  });

  test('goes off where the rule is dead from some time on, after two periods, and is quiet again when events come', () => {
    // GIVEN a rule that was disabled from 12:00 to 24:00
    const points = [...every(0.5, 0, 48, joins), ...every(0.1, 0, 12, event), ...every(0.1, 24, 48, event)];

    // WHEN
    const hours = inAlarm(points);

    // THEN
    expect([hours[0], hours.at(-1)]).toEqual([18, 26.5]);
  });

  test('goes off where no event ever came, so that there is no such metric', () => {
    expect(inAlarm(every(1, 0, 24, joins), 24)[0]).toBe(6);
  });

  test('looks at the periods that it is told', () => {
    const { resource } = collectorWith(() => ({ silencePeriod: Duration.hours(12) }));
    expect(resource('Collector/SilenceAlarm').Properties).toMatchObject({
      EvaluationPeriods: 2,
      Metrics: [{}, { MetricStat: { Period: 43_200 } }, { MetricStat: { Period: 43_200 } }],
    });
  });

  test.each<[string, (stack: Stack) => JobEventCollectorProps, number]>([
    ['all jobs are watched', () => ({}), 1],
    ['some job queues are watched, since others have instances too', (stack) => ({ jobQueues: [queue(stack)] }), 0],
    ['they are said to have all instances', (stack) => ({ jobQueues: [queue(stack)], silenceAlarmEnabled: true }), 1],
    ['the registry was made elsewhere, and publishes totals', (stack) => ({ instanceRegistry: imported(stack, MetricDimensions.of()) }), 1],
    ['it publishes none', (stack) => ({ instanceRegistry: imported(stack, MetricDimensions.of(MetricDimension.COMPUTE_ENVIRONMENT)) }), 0],
    ['nobody tells of instances', () => ({ instanceRegistry: undefined }), 0],
    ['it is left out', () => ({ silenceAlarmEnabled: false }), 0],
  ])('is there or not where %s', (_, props, count) => {
    const alarms = Object.keys(collectorWith(props).template.findResources('AWS::CloudWatch::Alarm')).filter((id) =>
      id.includes('SilenceAlarm'),
    );
    expect(alarms).toHaveLength(count);
  });

  test.each<[string, JobEventCollectorProps, string]>([
    [
      'without a registry',
      { instanceRegistry: undefined, silenceAlarmEnabled: true },
      'silenceAlarmEnabled is true, but it has no effect without an instanceRegistry',
    ],
    [
      'with a period of seconds',
      { silencePeriod: Duration.seconds(930) },
      'silencePeriod is 15 minutes 30 seconds, but it must be a whole number of minutes',
    ],
    [
      'with a period that is too long',
      { silencePeriod: Duration.days(4) },
      'silencePeriod is 4 days, but it must be a whole number of seconds from 15 minutes to',
    ],
  ])('stops the synthesis %s', (_, props, message) => {
    expect(() => collectorWith(() => props)).toThrow(message);
  });
});

const imported = (stack: Stack, dimensions: MetricDimensions) =>
  InstanceRegistry.fromInstanceRegistryAttributes(stack, 'Imported', {
    table: Table.fromTableName(stack, 'Table', 'instances'),
    logGroup: LogGroup.fromLogGroupName(stack, 'Lines', 'instances'),
    dimensionSets: [dimensions],
  });

const queue = (stack: Stack) => JobQueue.fromJobQueueArn(stack, 'Render', 'arn:aws:batch:eu-west-1:123456789012:job-queue/render');

describe('the alarm on a standstill', () => {
  const snapshotWith = (props: { interval?: Duration; silencePeriod?: Duration; standstillAlarmEnabled?: boolean } = {}) =>
    synthesize((stack) => new InFlightSnapshot(stack, 'InFlight', { collector: new JobEventCollector(stack, 'Collector'), ...props }));
  const properties = snapshotWith().resource('InFlight/StandstillAlarm').Properties;
  const inAlarm = (points: Parameters<typeof hoursInAlarm>[1]) => hoursInAlarm(properties, points, 24);

  test.each([
    ['nothing is in flight', every(1 / 12, 0, 24, starting(0))],
    ['no snapshot is taken', []],
    ['jobs start and events come', [...every(1 / 12, 0, 24, starting(4)), ...every(0.5, 0, 24, event)]],
    ['jobs run for a day', [...every(1 / 12, 0.25, 24, starting(0)), starting(5)(0), event(0), event(0.1)]],
  ])('is quiet where %s', (_, points) => {
    expect(inAlarm(points)).toEqual([]);
  });

  test('goes off where the table stands still with a job that starts', () => {
    const hours = inAlarm([...every(1 / 12, 0, 9, starting(2)), ...every(1 / 12, 9, 24, starting(1)), ...every(0.1, 0, 9, event)]);
    expect([hours[0], hours.at(-1)]).toEqual([15, 24]);
  });

  test('looks at a snapshot in each period at least', () => {
    const periodOf = (interval: Duration) =>
      snapshotWith({ interval, silencePeriod: Duration.hours(1) }).resource('InFlight/StandstillAlarm').Properties.Metrics;
    expect(periodOf(Duration.hours(6))).toMatchObject([
      {},
      { MetricStat: { Period: 21_600, Stat: 'Minimum' } },
      { MetricStat: { Period: 21_600 } },
    ]);
    expect(periodOf(Duration.minutes(5))).toMatchObject([{}, { MetricStat: { Period: 3600 } }, { MetricStat: { Period: 3600 } }]);
  });

  test('can be left out', () => {
    expect(
      Object.keys(snapshotWith({ standstillAlarmEnabled: false }).template.findResources('AWS::CloudWatch::Alarm')).join(),
    ).not.toContain('Standstill');
  });
});
