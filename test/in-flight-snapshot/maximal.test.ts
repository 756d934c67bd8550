import { CfnParameter, Duration } from 'aws-cdk-lib';
import { fullSnapshot } from './full-snapshot';
import { InFlightSnapshot } from '../../src/in-flight-snapshot';
import { JobEventCollector } from '../../src/job-event-collector';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';
import { NETWORK_SIDS } from '../handler-options/every-handler-option';

describe('a snapshot with every prop', () => {
  let snapshot: InFlightSnapshot;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => {
      snapshot = fullSnapshot(stack);
    });
  });

  test('is taken as often as told', () => {
    expect(synthesis.resource('InFlight/Rule').Properties.ScheduleExpression).toBe('rate(15 minutes)');
    expect(synthesis.resource('InFlight/ErrorAlarm').Properties.Period).toBe(900);
    expect(snapshot.metricWaitingVcpus().period).toEqual(Duration.minutes(15));
  });

  test('tells its handler what was told', () => {
    expect(environmentOf(synthesis, 'InFlight/Handler')).toEqual({
      JOB_TABLE: { Ref: synthesis.logicalId('Collector/Table') },
      INSTANCE_TABLE: { Ref: synthesis.logicalId('Instances/Table') },
      METRIC_NAMESPACE: 'Farm',
      SCAN_SEGMENTS: '8',
      EMPTY_QUEUE_SECONDS: String(24 * 3600),
    });
    expect(snapshot).toMatchObject({ metricNamespace: 'Farm', instancesIncluded: true });
  });

  test('may read the table of instances too, and use the keys of both tables', () => {
    const statements = roleStatements(synthesis, 'InFlight/HandlerRole') as { Sid: string }[];
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'WriteLogs',
      'ReadJobs',
      'KeepOwnRow',
      'ReadInstances',
      'UseTableKeys',
      ...NETWORK_SIDS,
    ]);
    expect(statements[3]).toEqual({
      Sid: 'ReadInstances',
      Effect: 'Allow',
      Action: 'dynamodb:Scan',
      Resource: synthesis.attribute('Instances/Table', 'Arn'),
    });
    expect(statements[4]).toMatchObject({ Resource: [synthesis.attribute('JobKey', 'Arn'), synthesis.attribute('InstanceKey', 'Arn')] });
    expect(JSON.stringify(statements[4]).match(/dynamodb\.|sqs\./g)).toEqual(['dynamodb.']);
  });

  test('keeps and encrypts its records as told', () => {
    expect(synthesis.resource('InFlight/LogGroup')).toMatchObject({
      Properties: { RetentionInDays: 7, KmsKeyId: synthesis.attribute('LogKey', 'Arn') },
      DeletionPolicy: 'Retain',
    });
  });
});

describe('an interval', () => {
  const withInterval = (interval: (minutes: number) => Duration) =>
    synthesize((stack) => {
      const minutes = new CfnParameter(stack, 'Minutes', { type: 'Number' }).valueAsNumber;
      const snapshot = new InFlightSnapshot(stack, 'InFlight', {
        collector: new JobEventCollector(stack, 'Collector'),
        interval: interval(minutes),
      });
      snapshot.metricRunningVcpus();
    });

  test('of a day is longer than Lambda keeps an event', () => {
    const synthesis = withInterval(() => Duration.days(1));
    expect(synthesis.resource('InFlight/Rule').Properties).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      Targets: [{ RetryPolicy: { MaximumEventAgeInSeconds: 86_400 } }],
    });
    expect(synthesis.resource('InFlight/Handler/EventInvokeConfig').Properties.MaximumEventAgeInSeconds).toBe(21_600);
  });

  test('may be known at deployment only', () => {
    const synthesis = withInterval((minutes) => Duration.minutes(minutes));
    expect(synthesis.resource('InFlight/Rule').Properties.ScheduleExpression).toEqual({
      'Fn::Join': ['', ['rate(', { Ref: 'Minutes' }, ' minutes)']],
    });
    expect(synthesis.resource('InFlight/ErrorAlarm').Properties.Period).toBe(300);
  });
});
