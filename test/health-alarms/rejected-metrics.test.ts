import { Stack } from 'aws-cdk-lib';
import { at, every, hoursInAlarm } from './alarm-states';
import { BatchInsights, JobEventCollector, JobEventCollectorProps } from '../../src';
import { synthesize } from '../event-intake/synthesis';

const alarmsWith = (build: (stack: Stack) => void): string[] =>
  Object.keys(synthesize(build).template.findResources('AWS::CloudWatch::Alarm')).filter((id) => id.includes('RejectedMetricsAlarm'));

describe('the alarm on rejected metrics', () => {
  let collector!: JobEventCollector;
  const synthesis = synthesize((stack) => {
    collector = new JobEventCollector(stack, 'Collector');
  });
  const { Properties: properties } = synthesis.resource('Collector/RejectedMetricsAlarm');
  const logGroup = synthesis.logicalId('Collector/LogGroup');
  const rejected = (name: string, count: number) => (hour: number) => at(hour, 'AWS/Logs', name, count, { LogGroupName: logGroup });
  const inAlarm = (points: Parameters<typeof hoursInAlarm>[1]) => hoursInAlarm(properties, points, 24);

  test('evaluates both metrics of the log group over an hour, and missing data does not breach', () => {
    const ofLogGroup = (MetricName: string) => ({
      MetricStat: {
        Metric: { Namespace: 'AWS/Logs', MetricName, Dimensions: [{ Name: 'LogGroupName', Value: { Ref: logGroup } }] },
        Period: 3600,
        Stat: 'Sum',
      },
      ReturnData: false,
    });
    expect(properties).toMatchObject({
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
    expect(properties.Metrics).toEqual([
      expect.objectContaining({ Expression: 'SUM([parsing, validation])' }),
      expect.objectContaining(ofLogGroup('EMFParsingErrors')),
      expect.objectContaining(ofLogGroup('EMFValidationErrors')),
    ]);
  });

  test.each([
    ['there are no data', []],
    ['nothing is rejected', every(0.5, 0, 24, rejected('EMFValidationErrors', 0))],
    ['another log group has errors', [at(3, 'AWS/Logs', 'EMFValidationErrors', 1, { LogGroupName: 'Other' })]],
  ])('stays OK if %s', (_, points) => {
    expect(inAlarm(points)).toEqual([]);
  });

  test.each(['EMFParsingErrors', 'EMFValidationErrors'])('enters ALARM for an hour after a single error of %s alone', (name) => {
    expect(inAlarm([rejected(name, 1)(3.2)])).toEqual([4, 4.5]);
  });

  test('reports what happened, what is lost, how to look and what to do', () => {
    const { AlarmDescription: description } = properties;
    expect(description).toMatch(/^CloudWatch Logs rejected metric documents of the collector/);
    expect(description).toContain('Records are complete.');
    expect(description).toContain('find the documents of that time in the log group, and report them.');
    expect(description).toMatch(/#rejected-metrics$/);
  });

  test('is one of the alarms of the collector', () => {
    expect(collector.alarms).toContain(collector.rejectedMetricsAlarm);
  });

  test.each<[string, JobEventCollectorProps, number]>([
    ['is created if nothing is set', {}, 1],
    ['is created if it is enabled', { rejectedMetricsAlarmEnabled: true }, 1],
    ['is left out if it is disabled', { rejectedMetricsAlarmEnabled: false }, 0],
  ])('%s, on its own and in BatchInsights', (_, props, count) => {
    expect(alarmsWith((stack) => new JobEventCollector(stack, 'Collector', props))).toHaveLength(count);
    expect(alarmsWith((stack) => new BatchInsights(stack, 'Insights', props))).toHaveLength(count);
  });
});
