/** How AWS Batch's Auto Scaling groups are identified: handlers look for it, constructs write it into patterns and permissions. */

/** The tag that AWS Batch puts on clusters, instances and groups that it makes. */
export const BATCH_TAG = { KEY: 'AWSBatchServiceTag', VALUE: 'batch' } as const;

/** What the names of its groups begin with: `AWSBatch-NAME-asg-UUID`. */
export const BATCH_GROUP_PREFIX = 'AWSBatch-';

/** What had the groups checked: `Trigger` of records. */
export const GroupTrigger = { DEPLOYMENT: 'deployment', SCHEDULE: 'schedule', EVENT: 'event' } as const;
export type GroupTrigger = (typeof GroupTrigger)[keyof typeof GroupTrigger];
