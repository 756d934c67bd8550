import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { EventPattern, Match } from 'aws-cdk-lib/aws-events';
import { Submission } from './submission';
import { DetailType, EventSource } from '../domain/names/events';

/** The end of a run, whichever revision it had: other jobs of the definition have another name. Children of an array job have an index; its parent ends once. */
export const runEnded = ({ jobName, jobQueue, jobDefinitionArn }: Submission, status: 'SUCCEEDED' | 'FAILED'): EventPattern => ({
  source: [EventSource.BATCH],
  detailType: [DetailType.JOB_STATE_CHANGE],
  detail: {
    status: [status],
    jobName: [jobName],
    jobQueue: [jobQueue.jobQueueArn],
    jobDefinition: Match.prefix(`${jobDefinitionArn}:`),
    arrayProperties: { index: Match.doesNotExist() },
  },
});

/**
 * A run that was due and not submitted, as the alarms of the job find out: each change into the state that means so, from whichever state. A new alarm changes no state.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html
 */
export function runMissed(deadLetterAlarm: Alarm, silenceAlarm: Alarm | undefined): EventPattern {
  const failed = into('ALARM', deadLetterAlarm);
  return {
    source: ['aws.cloudwatch'],
    detailType: ['CloudWatch Alarm State Change'],
    resources: [deadLetterAlarm, ...(silenceAlarm ? [silenceAlarm] : [])].map(({ alarmArn }) => alarmArn),
    // EventBridge takes no `$or` of one.
    detail: silenceAlarm ? { $or: [failed, into('INSUFFICIENT_DATA', silenceAlarm)] } : failed,
  };
}

const into = (state: string, { alarmName }: Alarm): object => ({ alarmName: [alarmName], state: { value: [state] } });
