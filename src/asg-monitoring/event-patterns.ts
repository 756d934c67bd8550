import { EventPattern } from 'aws-cdk-lib/aws-events';
import { DetailType, EventSource } from '../domain/names/events';
import { BATCH_GROUP_PREFIX } from '../domain/names/groups';

/**
 * Groups that are made, where a CloudTrail trail tells of them. Whose they are is asked then: not all that AWS Batch makes are named by its scheme,
 * and groups are made rarely.
 */
export const creationPattern: EventPattern = {
  source: [EventSource.AUTO_SCALING],
  detailType: [DetailType.API_CALL],
  detail: { eventName: ['CreateAutoScalingGroup'], errorCode: [{ exists: false }] },
};

/** Instances that AWS Batch's groups launch: a new group's first one tells of the group without any trail. */
export const launchPattern: EventPattern = {
  source: [EventSource.AUTO_SCALING],
  detailType: [DetailType.INSTANCE_LAUNCHED],
  detail: { AutoScalingGroupName: [{ prefix: BATCH_GROUP_PREFIX }] },
};

/** What the schedule sends. */
export const groupCheck = { source: EventSource.THIS_LIBRARY, 'detail-type': DetailType.GROUP_CHECK, detail: { Trigger: 'schedule' } };
