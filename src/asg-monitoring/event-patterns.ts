import { EventPattern } from 'aws-cdk-lib/aws-events';
import { DetailType, EventSource } from '../domain/names/events';
import { BATCH_GROUP_PREFIX } from '../domain/names/groups';

/**
 * New groups, if a CloudTrail trail logs their creation. The function looks up who owns them: not every group of AWS Batch is named by its scheme, and
 * groups are created rarely.
 */
export const creationPattern: EventPattern = {
  source: [EventSource.AUTO_SCALING],
  detailType: [DetailType.API_CALL],
  detail: { eventName: ['CreateAutoScalingGroup'], errorCode: [{ exists: false }] },
};

/** Instances that AWS Batch's groups launch. The first one reveals a new group without any trail. */
export const launchPattern: EventPattern = {
  source: [EventSource.AUTO_SCALING],
  detailType: [DetailType.INSTANCE_LAUNCHED],
  detail: { AutoScalingGroupName: [{ prefix: BATCH_GROUP_PREFIX }] },
};

/** What the schedule sends. */
export const groupCheck = { source: EventSource.THIS_LIBRARY, 'detail-type': DetailType.GROUP_CHECK, detail: { Trigger: 'schedule' } };
