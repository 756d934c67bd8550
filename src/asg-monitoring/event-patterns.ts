import { EventPattern } from 'aws-cdk-lib/aws-events';
import { DetailType, EventSource } from '../domain/names/events';
import { BATCH_GROUP_INFIX, BATCH_GROUP_PREFIX } from '../domain/names/groups';

/**
 * New groups, if a CloudTrail trail logs their creation. The function looks up who owns them: groups are created rarely, and a second pattern with a
 * wildcard would use up one more of the 30 rules per event bus that can have one.
 */
export const creationPattern: EventPattern = {
  source: [EventSource.AUTO_SCALING],
  detailType: [DetailType.API_CALL],
  detail: { eventName: ['CreateAutoScalingGroup'], errorCode: [{ exists: false }] },
};

/**
 * Instances that AWS Batch's groups launch. The first one reveals a new group without any trail. Only a wildcard matches what the names of all of its groups
 * have in common; groups of the service-linked role have a prefix. The function looks up whether another service owns the group.
 */
export const launchPattern = (serviceLinkedRoleOnly: boolean): EventPattern => ({
  source: [EventSource.AUTO_SCALING],
  detailType: [DetailType.INSTANCE_LAUNCHED],
  detail: { AutoScalingGroupName: [serviceLinkedRoleOnly ? { prefix: BATCH_GROUP_PREFIX } : { wildcard: `*${BATCH_GROUP_INFIX}*` }] },
});

/** What the schedule sends. */
export const groupCheck = { source: EventSource.THIS_LIBRARY, 'detail-type': DetailType.GROUP_CHECK, detail: { Trigger: 'schedule' } };
