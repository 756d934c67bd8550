import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { InFlightSnapshot, InFlightSnapshotProps } from '../../src/in-flight-snapshot';
import { JobEventCollector } from '../../src/job-event-collector';
import { synthesize } from '../event-intake/synthesis';

/** Languages without enums let any number through. */
const anyNumber = (days: number): RetentionDays => days;
const snapshotWith = (props: Omit<InFlightSnapshotProps, 'collector'>) =>
  synthesize((stack) => new InFlightSnapshot(stack, 'InFlight', { collector: new JobEventCollector(stack, 'Collector'), ...props }));

describe('a wrong prop stops the synthesis and says how to mend it', () => {
  test.each<[string, Omit<InFlightSnapshotProps, 'collector'>, string]>([
    [
      'an interval that is too short',
      { interval: Duration.seconds(30) },
      'Stack/InFlight: interval is 30 seconds, but it must be a whole number of seconds from 1 minute to 1 day. EventBridge starts a function every minute at most, and what is looked at less often than daily is not in flight any more.',
    ],
    ['an interval that is too long', { interval: Duration.hours(25) }, 'Stack/InFlight: interval is 1 day 1 hour'],
    [
      'an interval with seconds',
      { interval: Duration.seconds(90) },
      'Stack/InFlight: interval is 1 minute 30 seconds, but it must be a whole number of minutes. Schedules of EventBridge have no seconds.',
    ],
    ['no segment', { scanSegments: 0 }, 'Stack/InFlight: scanSegments is 0, but it must be a whole number from 1 to 8. '],
    ['too many segments', { scanSegments: 9 }, 'Stack/InFlight: scanSegments is 9'],
    ['a queue that is forgotten at once', { emptyQueueExpiry: Duration.minutes(59) }, 'Stack/InFlight: emptyQueueExpiry is 59 minutes'],
    ['a namespace of AWS', { metricNamespace: 'AWS/Batch' }, 'Stack/InFlight: metricNamespace is "AWS/Batch"'],
    ['a retention that CloudWatch does not have', { logRetention: anyNumber(2) }, 'Stack/InFlight: logRetention is 2'],
  ])('%s', (_name, props, message) => {
    expect(() => snapshotWith(props)).toThrow(message);
  });
});
