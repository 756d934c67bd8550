import { ScheduledRun } from './scheduled-run';
import { MINUTE } from '../simulate/model';
import { ServicePoint } from '../simulate/services/samples';

/**
 * Metrics of EventBridge Scheduler, by schedule group, as far as they are of these runs.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
 */
export function schedulerPoints(runs: readonly ScheduledRun[]): ServicePoint[] {
  return runs.flatMap((run) => [
    ...run.attempts.flatMap(({ at, refusal }) => [
      point(run, 'InvocationAttemptCount', at),
      ...(refusal ? [point(run, 'TargetErrorCount', at)] : []),
      ...(refusal?.code === 'TooManyRequestsException' ? [point(run, 'TargetErrorThrottledCount', at)] : []),
    ]),
    ...(run.givenUp
      ? ['InvocationDroppedCount', ...(run.schedule.deadLetterArn ? ['InvocationsSentToDeadLetterCount'] : [])].map((name) =>
          point(run, name, run.givenUp?.at ?? run.due),
        )
      : []),
  ]);
}

const point = ({ schedule }: ScheduledRun, Name: string, at: number): ServicePoint => ({
  Namespace: 'AWS/Scheduler',
  Name,
  Dimensions: { ScheduleGroup: schedule.group },
  Timestamp: Math.floor(at / MINUTE) * MINUTE,
  Values: [1],
  Counts: [1],
  Unit: 'Count',
});
