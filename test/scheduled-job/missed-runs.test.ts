import { Stack } from 'aws-cdk-lib';
import { jobIn } from './full-scheduled-job';
import { OverlapPolicy, ScheduledJobProps } from '../../src';
import { synthesize } from '../event-intake/synthesis';
import { at, hoursInAlarm } from '../health-alarms/alarm-states';

const alarmOf = (props: Partial<ScheduledJobProps> = {}) => {
  const { resource, template } = synthesize((stack: Stack) => jobIn(stack, props));
  const idOf = (type: string): string => Object.keys(template.findResources(type))[0];
  const { Properties } = resource('Nightly/DeadLetterAlarm');
  const missed = (name: string) => (hour: number) =>
    at(hour, 'AWS/Scheduler', name, 1, { ScheduleGroup: idOf('AWS::Scheduler::ScheduleGroup') });
  const failed = (hour: number) =>
    at(hour, 'AWS/States', 'ExecutionsFailed', 1, { StateMachineArn: idOf('AWS::StepFunctions::StateMachine') });
  return { missed, failed, inAlarm: (points: Parameters<typeof hoursInAlarm>[1]) => hoursInAlarm(Properties, points, 48, 1 / 12) };
};
/** The hours at which an alarm enters ALARM, which is when its actions run. */
const entered = (hours: readonly number[]): number[] =>
  hours.filter((hour, index) => index === 0 || hour - hours[index - 1] > 0.1).map(Math.floor);

describe('the alarm on runs that could not be submitted', () => {
  test('is quiet where all are', () => {
    const { inAlarm, missed } = alarmOf();
    expect(inAlarm([])).toEqual([]);
    expect(inAlarm([missed('InvocationAttemptCount')(4), missed('TargetErrorCount')(4)])).toEqual([]);
  });

  test('reports two nights in a row, though nobody purges the dead-letter queue', () => {
    const { inAlarm, missed } = alarmOf();
    const hours = inAlarm(
      [5, 29].flatMap((hour) => ['InvocationDroppedCount', 'InvocationsSentToDeadLetterCount'].map((name) => missed(name)(hour))),
    );
    expect(entered(hours)).toEqual([5, 29]);
  });

  test('reports a run whose message could not be delivered', () => {
    const { inAlarm, missed } = alarmOf();
    expect(entered(inAlarm([missed('InvocationsFailedToBeSentToDeadLetterCount')(5)]))).toEqual([5]);
    expect(entered(inAlarm([missed('InvocationDroppedCount')(5)]))).toEqual([5]);
  });

  test('reports a run that the state machine could not submit', () => {
    const { inAlarm, failed } = alarmOf({ overlapPolicy: OverlapPolicy.SKIP });
    expect(entered(inAlarm([failed(5), failed(29)]))).toEqual([5, 29]);
  });
});
