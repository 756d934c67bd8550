import { EventPattern } from 'aws-cdk-lib/aws-events';
import { DetailType, EventSource } from '../domain/names/events';

/** Clusters that AWS Batch makes: `AWSBatch-NAME-UUID`, and `NAME_Batch_UUID` for older compute environments. */
const BATCH_CLUSTERS = [{ wildcard: '*:cluster/AWSBatch-*' }, { wildcard: '*_Batch_*' }];
const NONE = [0, { exists: false }];

/**
 * Container instances that come, go or drain. An active instance that runs tasks is left out:
 * Amazon ECS tells of it at every start and stop of a task, and nothing that is asked for has changed.
 */
export const containerInstancePattern: EventPattern = {
  source: [EventSource.ECS],
  detailType: [DetailType.CONTAINER_INSTANCE_STATE_CHANGE],
  detail: {
    clusterArn: BATCH_CLUSTERS,
    $or: [{ status: [{ 'anything-but': ['ACTIVE'] }] }, { status: ['ACTIVE'], runningTasksCount: NONE, pendingTasksCount: NONE }],
  },
};

/** Warnings do not say whether an instance belongs to AWS Batch; those of others expire unread. */
export const spotWarningPattern: EventPattern = {
  source: [EventSource.EC2],
  detailType: [DetailType.SPOT_INTERRUPTION_WARNING, DetailType.REBALANCE_RECOMMENDATION],
};

/**
 * Instances that are terminated, AWS Batch's or not: nothing in the event says which. Amazon ECS may tell of one that Spot takes back late, or, where
 * nobody deregistered it, not at all.
 */
export const terminationPattern: EventPattern = {
  source: [EventSource.EC2],
  detailType: [DetailType.INSTANCE_STATE_CHANGE],
  detail: { state: ['terminated'] },
};
