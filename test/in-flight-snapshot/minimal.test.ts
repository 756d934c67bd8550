import { Duration } from 'aws-cdk-lib';
import { InFlightSnapshot } from '../../src/in-flight-snapshot';
import { JobEventCollector } from '../../src/job-event-collector';
import { environmentOf, roleStatements, Synthesis, synthesize } from '../event-intake/synthesis';

describe('a snapshot without optional props', () => {
  let snapshot: InFlightSnapshot;
  let synthesis: Synthesis;

  beforeAll(() => {
    synthesis = synthesize((stack) => {
      snapshot = new InFlightSnapshot(stack, 'InFlight', {
        collector: new JobEventCollector(stack, 'Collector', { metricNamespace: 'Farm' }),
      });
    });
  });

  test('is taken every five minutes, or not at all', () => {
    expect(synthesis.resource('InFlight/Rule').Properties).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
      Targets: [{ Arn: synthesis.attribute('InFlight/Handler', 'Arn'), RetryPolicy: { MaximumEventAgeInSeconds: 300 } }],
    });
    expect(synthesis.resource('InFlight/Handler/EventInvokeConfig').Properties).toMatchObject({
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 300,
    });
  });

  test('has the time and memory that a large table takes', () => {
    expect(synthesis.resource('InFlight/Handler').Properties).toMatchObject({ Timeout: 900, MemorySize: 256, Architectures: ['arm64'] });
  });

  test('tells its handler everything that it reads', () => {
    expect(environmentOf(synthesis, 'InFlight/Handler')).toEqual({
      JOB_TABLE: { Ref: synthesis.logicalId('Collector/Table') },
      METRIC_NAMESPACE: 'Farm',
      SCAN_SEGMENTS: '4',
      EMPTY_QUEUE_SECONDS: String(7 * 24 * 3600),
    });
  });

  test('may write its logs, read the table of jobs, write one row of it, and nothing else', () => {
    const table = synthesis.attribute('Collector/Table', 'Arn');
    const allow = (Sid: string, Action: string | string[], Resource: unknown) => ({ Sid, Effect: 'Allow', Action, Resource });
    expect(roleStatements(synthesis, 'InFlight/HandlerRole')).toEqual([
      allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], synthesis.attribute('InFlight/LogGroup', 'Arn')),
      allow('ReadJobs', 'dynamodb:Scan', table),
      {
        ...allow('KeepOwnRow', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], table),
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['in-flight-snapshot'] } },
      },
    ]);
    expect(synthesis.resource('InFlight/HandlerRole').Properties.ManagedPolicyArns).toBeUndefined();
    synthesis.template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('keeps its records for a month, and deletes them with the stack', () => {
    expect(synthesis.resource('InFlight/LogGroup')).toMatchObject({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
  });

  test('has an alarm that takes one failure for no news, and says what to do', () => {
    const { AlarmDescription, ...properties } = synthesis.resource('InFlight/ErrorAlarm').Properties;
    expect(properties).toEqual({
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: synthesis.logicalId('InFlight/Handler') } }],
      Statistic: 'Sum',
      Period: 300,
      Threshold: 1,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'missing',
    });
    expect(AlarmDescription).toContain('Read the latest errors in the log group of the function');
  });

  test('names nothing', () => {
    const named = Object.values(synthesis.template.toJSON().Resources as Record<string, { Properties?: Record<string, unknown> }>).flatMap(
      ({ Properties = {} }) =>
        ['FunctionName', 'RoleName', 'LogGroupName', 'AlarmName', 'Name'].filter((name) => typeof Properties[name] === 'string'),
    );
    expect(named).toEqual([]);
  });

  test('offers its parts', () => {
    expect(snapshot.handler.node.path).toBe('Stack/InFlight/Handler');
    expect(snapshot.rule.node.path).toBe('Stack/InFlight/Rule');
    expect(snapshot.errorAlarm.node.path).toBe('Stack/InFlight/ErrorAlarm');
    expect(snapshot.logGroup.node.path).toBe('Stack/InFlight/LogGroup');
    expect(snapshot).toMatchObject({ metricNamespace: 'Farm', interval: Duration.minutes(5), instancesIncluded: false });
  });
});
