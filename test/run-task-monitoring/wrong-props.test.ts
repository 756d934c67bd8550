import { Duration, Lazy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RunTaskMonitoring, RunTaskMonitoringProps } from '../../src/run-task-monitoring';
import { synthesize } from '../event-intake/synthesis';

/** Languages without enums let any number through. */
const anyNumber = (days: number): RetentionDays => days;
const monitoringWith = (props: RunTaskMonitoringProps) => synthesize((stack) => new RunTaskMonitoring(stack, 'RunTask', props));

describe('a wrong prop stops the synthesis and says how to mend it', () => {
  test.each<[string, RunTaskMonitoringProps, string]>([
    [
      'a namespace of AWS',
      { metricNamespace: 'AWS/Batch' },
      'Stack/RunTask: metricNamespace is "AWS/Batch", but it must be a name of 1 to 255 letters',
    ],
    ['a retention that CloudWatch does not have', { logRetention: anyNumber(2) }, 'Stack/RunTask: logRetention is 2'],
    [
      'an expiry of no trail',
      { trailExpiry: Duration.days(3) },
      'Stack/RunTask: trailExpiry is 3 days, but it has no effect unless createTrail is true. Set createTrail to true, or leave trailExpiry out.',
    ],
    [
      'an expiry of half a day',
      { createTrail: true, trailExpiry: Duration.hours(36) },
      'Stack/RunTask: trailExpiry is 1 day 12 hours, but it must be a whole number of days, at least 1. Amazon S3 counts the age of files in days.',
    ],
    ['an expiry at once', { createTrail: true, trailExpiry: Duration.days(0) }, 'it must be a whole number of days, at least 1'],
  ])('%s', (_name, props, message) => {
    expect(() => monitoringWith(props)).toThrow(message);
  });

  test('a value that is only known at deployment is left to CloudFormation', () => {
    const trailExpiry = Duration.days(Lazy.number({ produce: () => 5 }));
    const synthesis = monitoringWith({ createTrail: true, trailExpiry, metricNamespace: Lazy.string({ produce: () => 'Later' }) });
    expect(synthesis.resource('RunTask/TrailBucket').Properties.LifecycleConfiguration).toMatchObject({ Rules: [{ ExpirationInDays: 5 }] });
  });
});
