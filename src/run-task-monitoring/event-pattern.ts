import { EventPattern } from 'aws-cdk-lib/aws-events';
import { DetailType, EventSource } from '../domain/names/events';
import { BATCH_CALLERS, RUN_TASK } from '../domain/names/run-task';

/** Calls of RunTask that AWS Batch makes, in whatever cluster; those of users and other services have another caller, or none. */
export const runTaskPattern: EventPattern = {
  source: [EventSource.ECS],
  detailType: [DetailType.API_CALL],
  detail: {
    eventSource: [RUN_TASK.EVENT_SOURCE],
    eventName: [RUN_TASK.EVENT_NAME],
    userIdentity: { invokedBy: [...BATCH_CALLERS] },
  },
};
