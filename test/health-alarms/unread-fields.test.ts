import { Stack } from 'aws-cdk-lib';
import { at, every, hoursInAlarm } from './alarm-states';
import { BatchInsights, JobEventCollector, JobEventCollectorProps } from '../../src';
import { synthesize } from '../event-intake/synthesis';

const unread = (hour: number) => at(hour, 'BatchInsights', 'FieldsUnread', 2);
const event = (hour: number) => at(hour, 'BatchInsights', 'EventsProcessed', 3);

const alarmsWith = (build: (stack: Stack) => void): string[] =>
  Object.keys(synthesize(build).template.findResources('AWS::CloudWatch::Alarm')).filter((id) => id.includes('UnreadFieldsAlarm'));

describe('the alarm on unread fields', () => {
  let collector: JobEventCollector;
  const { Properties: properties } = synthesize((stack) => {
    collector = new JobEventCollector(stack, 'Collector');
  }).resource('Collector/UnreadFieldsAlarm');
  const inAlarm = (points: Parameters<typeof hoursInAlarm>[1]) => hoursInAlarm(properties, points, 72);

  test('evaluates the metric of the collector over a day', () => {
    expect(properties).toMatchObject({
      Namespace: 'BatchInsights',
      MetricName: 'FieldsUnread',
      Statistic: 'Sum',
      Period: 86_400,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
    expect(properties).not.toHaveProperty('Dimensions');
  });

  test.each([
    ['nothing happens', []],
    ['every field can be read', every(0.1, 0, 72, event)],
  ])('stays OK if %s', (_, points) => {
    expect(inAlarm(points)).toEqual([]);
  });

  test('enters ALARM for a day after a day with a single field', () => {
    const hours = inAlarm([...every(0.1, 0, 72, event), unread(30)]);
    expect([hours[0], hours.at(-1)]).toEqual([48, 71.5]);
  });

  test('reports its severity, its meaning, and what to do', () => {
    const { AlarmDescription: description } = properties;
    expect(description).toMatch(/^Low severity: AWS has changed a field/);
    expect(description).toContain('Records and metrics continue without that field.');
    expect(description).toContain(
      "record of type fields-unread in the log group of the collector for the path of the field, and report the path to the project's issue tracker",
    );
    expect(description).toMatch(/#unread-fields$/);
  });

  test('is one of the alarms of the collector', () => {
    expect(collector.alarms).toContain(collector.unreadFieldsAlarm);
  });

  test.each<[string, JobEventCollectorProps, number]>([
    ['is created if nothing is set', {}, 1],
    ['is created if it is enabled', { unreadFieldsAlarmEnabled: true }, 1],
    ['is left out if it is disabled', { unreadFieldsAlarmEnabled: false }, 0],
  ])('%s, on its own and in BatchInsights', (_, props, count) => {
    expect(alarmsWith((stack) => new JobEventCollector(stack, 'Collector', props))).toHaveLength(count);
    expect(alarmsWith((stack) => new BatchInsights(stack, 'Insights', props))).toHaveLength(count);
  });
});
