import { DeadLetter, requestOf, ScheduledRun } from './scheduled-run';

/** Of the state machine, or else of the schedule itself. */
export const deadLetterOf = (run: ScheduledRun): DeadLetter | undefined => run.deadLetter ?? ofSchedule(run);

/**
 * What EventBridge Scheduler sends for a run that it gives up: the request, and in attributes what was wrong with it.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
function ofSchedule(run: ScheduledRun): DeadLetter | undefined {
  const { schedule, givenUp, attempts, id, due } = run;
  const refusal = attempts[attempts.length - 1]?.refusal;
  if (schedule.deadLetterArn === undefined || givenUp === undefined || refusal === undefined) return undefined;
  return {
    queueArn: schedule.deadLetterArn,
    body: requestOf({ ...run, attempts: attempts.slice(0, -1) }),
    attributes: {
      ERROR_CODE: refusal.code,
      ERROR_MESSAGE: refusal.message,
      EXECUTION_ID: id,
      EXHAUSTED_RETRY_CONDITION: givenUp.condition,
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: String(attempts.length - 1),
      SCHEDULED_TIME: new Date(due).toISOString(),
      SCHEDULE_ARN: schedule.arn,
      TARGET_ARN: schedule.targetArn,
    },
  };
}
