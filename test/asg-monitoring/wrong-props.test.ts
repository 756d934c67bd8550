import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AsgMonitoring, AsgMonitoringProps, GroupMetric, GroupMetricGranularity } from '../../src/asg-monitoring';
import { environmentOf, synthesize } from '../event-intake/synthesis';

/** Languages without enums let any number through. */
const anyNumber = (days: number): RetentionDays => days;
const monitoringWith = (props: (stack: Stack) => AsgMonitoringProps) =>
  synthesize((stack) => void new AsgMonitoring(stack, 'Groups', props(stack)));

describe('a wrong prop stops the synthesis and says how to mend it', () => {
  test.each<[string, () => AsgMonitoringProps, string]>([
    [
      'no metric',
      () => ({ metrics: [] }),
      'Stack/Groups: metrics is [], but it must be a list with at least one element. Leave it out to have the metrics turned on that dashboards draw.',
    ],
    [
      'a metric twice',
      () => ({ metrics: [GroupMetric.MIN_SIZE, GroupMetric.of('GroupMinSize')] }),
      'Stack/Groups: metrics lists "GroupMinSize" twice. Name each metric once.',
    ],
    [
      'a metric that can be none',
      () => ({ metrics: [GroupMetric.of('Group Min Size')] }),
      'GroupMetric.of: metricName is "Group Min Size", but it must be 1 to 255 letters and digits. Take a name from',
    ],
    [
      'a granularity that can be none',
      () => ({ granularity: GroupMetricGranularity.of('minutely') }),
      'GroupMetricGranularity.of: granularity is "minutely", but it must be a number and its unit, such as 1Minute. Use GroupMetricGranularity.ONE_MINUTE.',
    ],
    [
      'an interval of seconds',
      () => ({ interval: Duration.seconds(30) }),
      'Stack/Groups: interval is 30 seconds, but it must be a whole number of minutes, at least 1. EventBridge rules know no shorter ones, and no parts of a minute.',
    ],
    ['an interval with seconds', () => ({ interval: Duration.seconds(90) }), 'interval is 1 minute 30 seconds'],
    ['no interval', () => ({ interval: Duration.minutes(0) }), 'interval is 0 minutes'],
    ['a retention that CloudWatch does not have', () => ({ logRetention: anyNumber(2) }), 'Stack/Groups: logRetention is 2'],
  ])('%s', (_name, props, message) => {
    expect(() => monitoringWith(props)).toThrow(message);
  });
});

describe('what is only known at deployment is left to CloudFormation', () => {
  test('an interval', () => {
    expect(() => monitoringWith(() => ({ interval: Duration.minutes(Lazy.number({ produce: () => 5 })) }))).not.toThrow();
  });

  test('the name of a metric, and the granularity', () => {
    const synthesis = monitoringWith((stack) => ({
      metrics: [GroupMetric.of(new CfnParameter(stack, 'Metric').valueAsString)],
      granularity: GroupMetricGranularity.of(new CfnParameter(stack, 'Granularity').valueAsString),
    }));
    expect(environmentOf(synthesis, 'Groups/Handler')).toMatchObject({
      GROUP_METRICS: { 'Fn::Join': ['', ['["', { Ref: 'Metric' }, '"]']] },
      GRANULARITY: { Ref: 'Granularity' },
    });
  });
});
