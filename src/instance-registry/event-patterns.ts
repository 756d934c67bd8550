import { Aws } from 'aws-cdk-lib';
import { EventPattern } from 'aws-cdk-lib/aws-events';
import { DetailType, EventSource } from '../domain/names/events';

/** Clusters that AWS Batch makes: `AWSBatch-NAME-UUID`, and `NAME_Batch_UUID` for compute environments without the service-linked role. */
const BATCH_CLUSTERS = [{ wildcard: '*:cluster/AWSBatch-*' }, { wildcard: '*_Batch_*' }];
/** Only the former, in the account and Region of the deployment: of these alone, the ARNs have a prefix in common. */
const CLUSTERS_OF_SERVICE_LINKED_ROLE = [{ prefix: `arn:${Aws.PARTITION}:ecs:${Aws.REGION}:${Aws.ACCOUNT_ID}:cluster/AWSBatch-` }];
const NONE = [0, { exists: false }];

/**
 * Container instances that register, deregister or drain. Events of an active instance that runs tasks do not match: Amazon ECS sends one at every
 * start and stop of a task, and no field that the registry reads has changed.
 */
export const containerInstancePattern = (serviceLinkedRoleOnly: boolean): EventPattern => ({
  source: [EventSource.ECS],
  detailType: [DetailType.CONTAINER_INSTANCE_STATE_CHANGE],
  detail: {
    clusterArn: serviceLinkedRoleOnly ? CLUSTERS_OF_SERVICE_LINKED_ROLE : BATCH_CLUSTERS,
    $or: [{ status: [{ 'anything-but': ['ACTIVE'] }] }, { status: ['ACTIVE'], runningTasksCount: NONE, pendingTasksCount: NONE }],
  },
});

/** A warning does not show whether the instance belongs to AWS Batch. Rows of other instances expire unread. */
export const spotWarningPattern: EventPattern = {
  source: [EventSource.EC2],
  detailType: [DetailType.SPOT_INTERRUPTION_WARNING, DetailType.REBALANCE_RECOMMENDATION],
};

/**
 * Terminated instances, of AWS Batch or not: the event does not show which. Amazon ECS can report a Spot reclaim late, or never if nobody deregistered
 * the instance.
 */
export const terminationPattern: EventPattern = {
  source: [EventSource.EC2],
  detailType: [DetailType.INSTANCE_STATE_CHANGE],
  detail: { state: ['terminated'] },
};
