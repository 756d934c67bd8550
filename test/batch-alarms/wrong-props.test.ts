import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { alarmsIn, minimalAlarms, queueIn } from './full-batch-alarms';
import { AlarmSeverity, BatchAlarms, BatchAlarmsProps, InFlightSnapshot, JobEventCollector, LevelOfDetail } from '../../src';

const newStack = () => new Stack(new App(), 'Stack');
type Props = Partial<BatchAlarmsProps>;
const NONE: Props = {
  failureRateAlarmEnabled: false,
  queueBlockedAlarmEnabled: false,
  spotInterruptionAlarmEnabled: false,
  lostWorkAlarmEnabled: false,
};

describe('a wrong prop stops the synthesis and says how to fix it', () => {
  test.each<[string, Props | ((stack: Stack) => Props), string]>([
    [
      'a misspelled notification',
      { severities: { FailingJob: AlarmSeverity.WARNING } },
      'Stack/Alarms: severities is "FailingJob", but it must be by names of notifications (WaitingJobs, FailingJobs, MissingJobs, LostWork, HighCost). Correct the name.',
    ],
    ['a text as severity', { severities: { LostWork: 'CRITICAL' as never } }, 'severities.LostWork is "CRITICAL"'],
    [
      'a rate of nothing',
      { failureRateThreshold: 0 },
      'failureRateThreshold is 0, but it must be a number above 0, at most 100. It is in percent.',
    ],
    ['a rate above all', { spotInterruptionThreshold: 101 }, 'spotInterruptionThreshold is 101'],
    ['a share that is no number', { lostWorkThreshold: NaN }, 'lostWorkThreshold is null'],
    ['no jobs', { failureRateMinJobs: 0 }, 'failureRateMinJobs is 0'],
    ['a part of an interruption', { spotInterruptionMinCount: 2.5 }, 'spotInterruptionMinCount is 2.5'],
    ['a wait of seconds', { oldestRunnableThreshold: Duration.seconds(59) }, 'oldestRunnableThreshold is 59 seconds'],
    ['a wait of months', { oldestStartingThreshold: Duration.days(31) }, 'oldestStartingThreshold is 31 days'],
    ['a free hour', { hourlyCostThreshold: 0 }, 'hourlyCostThreshold is 0, but it must be a number above 0. It is in US dollars.'],
    ['a cost without end', { hourlyCostThreshold: Infinity }, 'hourlyCostThreshold is null'],
    [
      'half hours',
      { noSuccessPeriod: Duration.minutes(90) },
      'noSuccessPeriod is 1 hour 30 minutes, but it must be a whole number of hours',
    ],
    ['more than CloudWatch looks back', { noSuccessPeriod: Duration.hours(169) }, 'noSuccessPeriod is 7 days 1 hour'],
    [
      'a period that is known at deployment',
      (stack) => ({ noSuccessPeriod: Duration.hours(new CfnParameter(stack, 'Hours', { type: 'Number' }).valueAsNumber) }),
      'a whole number of hours from 1 hour to 7 days that is known at synth',
    ],
    ['no definition', { noSuccessPeriod: Duration.hours(3), noSuccessJobDefinitions: [] }, 'noSuccessJobDefinitions is []'],
    [
      'a definition with its revision',
      { noSuccessPeriod: Duration.hours(3), noSuccessJobDefinitions: ['report:7'] },
      'noSuccessJobDefinitions is "report:7", but it must be names of job definitions without revision',
    ],
    [
      'definitions without a period',
      { noSuccessJobDefinitions: ['report'] },
      'noSuccessPeriod is required for noSuccessJobDefinitions. Give the longest time without a success.',
    ],
    ['a definition twice', { noSuccessPeriod: Duration.hours(3), noSuccessJobDefinitions: ['report', 'report'] }, 'report'],
    ['no queue', { jobQueues: [] }, 'jobQueues is [], but it must'],
    [
      'a queue twice',
      (stack) => ({ jobQueues: [queueIn(stack, 'render'), queueIn(new Stack(stack, 'Other'), 'render')] }),
      'job-queue/render',
    ],
    [
      'too many queues',
      (stack) => ({ jobQueues: Array.from({ length: 51 }, (_, index) => queueIn(stack, `queue-${index}`)) }),
      'jobQueues.length is 51, but it must be',
    ],
    [
      'a threshold of an alarm that is off',
      { lostWorkAlarmEnabled: false, lostWorkThreshold: 5 },
      'lostWorkThreshold is 5, but it has no effect when lostWorkAlarmEnabled is false. Leave one of the two out.',
    ],
    ['a lost second', { lostWorkMinDuration: Duration.millis(500) }, 'lostWorkMinDuration is 500 millis'],
    ['a wrong prefix', { namePrefix: 'my team' }, 'namePrefix is "my team"'],
    ['a collector that is none', { collector: {} as never }, 'collector is'],
  ])('%s', (_, props, message) => {
    const stack = newStack();
    expect(() => alarmsIn(stack, typeof props === 'function' ? props(stack) : props)).toThrow(message);
  });

  test.each<[string, Props, string]>([
    [
      'a wait',
      { oldestRunnableThreshold: Duration.hours(1) },
      'inFlightSnapshot is required for oldestRunnableThreshold. Give it, or leave oldestRunnableThreshold out.',
    ],
    ['a period', { noSuccessPeriod: Duration.hours(3) }, 'inFlightSnapshot is required for noSuccessPeriod'],
    ['a cost', { hourlyCostThreshold: 3 }, 'costInsights is required for hourlyCostThreshold'],
    [
      'no alarm',
      NONE,
      'failureRateAlarmEnabled is false, but it must be true if no other alarm is on. Switch an alarm on, or leave BatchAlarms out.',
    ],
  ])('%s without what it needs', (_, props, message) => {
    expect(() => minimalAlarms(newStack(), props)).toThrow(message);
  });

  test('no collector', () => {
    expect(() => new BatchAlarms(newStack(), 'Alarms', {} as never)).toThrow('collector is required');
  });
});

test('what is only known at deployment is left to CloudFormation', () => {
  const stack = newStack();
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const props: Props = {
    failureRateThreshold: number,
    failureRateMinJobs: number,
    spotInterruptionThreshold: number,
    hourlyCostThreshold: number,
    noSuccessPeriod: Duration.hours(3),
    noSuccessJobDefinitions: [text],
    dashboardUrl: text,
  };
  const collector = new JobEventCollector(stack, 'Detailed', { levelOfDetail: LevelOfDetail.FULL, metricNamespace: 'Detailed' });
  expect(() => alarmsIn(stack, { ...props, collector })).not.toThrow();
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('BatchAlarms'));
});

test('snapshots that are further apart than a query may look are looked at by the hour', () => {
  const stack = newStack();
  const collector = new JobEventCollector(stack, 'Collector');
  const inFlightSnapshot = new InFlightSnapshot(stack, 'InFlight', { collector, interval: Duration.hours(6) });
  const { alarms } = new BatchAlarms(stack, 'Alarms', { collector, inFlightSnapshot });
  const [, oldest] = alarms.map(
    ({ node }) => stack.resolve((node.defaultChild as never as { metrics: { period: number }[] }).metrics)[0].period,
  );
  expect(oldest).toBe(3600);
});
