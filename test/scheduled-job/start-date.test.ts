import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { DAILY, jobAlone } from './full-scheduled-job';
import { ScheduledJobProps } from '../../src';

const PAST = new Date('2020-03-01T00:00:00Z');
const FUTURE = new Date('2099-03-01T00:00:00Z');
const scheduleWith = (props: Pick<ScheduledJobProps, 'schedule' | 'start'>) => {
  const stack = new Stack(new App(), 'Stack');
  jobAlone(stack, props);
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Scheduler::Schedule'));
  const warnings = Annotations.fromStack(stack).findWarning(
    '*',
    Match.stringLikeRegexp('start is 2020-03-01T00:00:00.000Z, which is past.'),
  );
  return { start: Properties.StartDate as string | undefined, warnings: warnings.length };
};

describe.each([
  ['a cron expression', DAILY],
  ['a rate', ScheduleExpression.rate(Duration.hours(1))],
])('GIVEN %s WHEN its start is to come', (_, schedule) => {
  test('THEN the schedule has it', () => {
    expect(scheduleWith({ schedule, start: FUTURE })).toEqual({ start: '2099-03-01T00:00:00.000Z', warnings: 0 });
  });
});

describe('WHEN the start is past, which EventBridge Scheduler refuses', () => {
  test('THEN a cron expression goes without', () => {
    expect(scheduleWith({ schedule: DAILY, start: PAST })).toEqual({ start: undefined, warnings: 0 });
  });

  test.each([
    ['a rate', ScheduleExpression.rate(Duration.hours(1))],
    ['an expression that is known at deployment', ScheduleExpression.expression(Token.asString({ Ref: 'Expression' }))],
  ])('THEN %s keeps it, from which its runs are counted, and a warning shows why a deployment may fail', (_, schedule) => {
    expect(scheduleWith({ schedule, start: PAST })).toEqual({ start: '2020-03-01T00:00:00.000Z', warnings: 1 });
  });
});

test('GIVEN no start THEN the schedule has none', () => {
  expect(scheduleWith({ schedule: DAILY })).toEqual({ start: undefined, warnings: 0 });
});
