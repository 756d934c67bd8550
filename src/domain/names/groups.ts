/** How AWS Batch's Auto Scaling groups are identified: handlers look for it, constructs write it into patterns and permissions. */

/** The tag that AWS Batch puts on clusters, instances and groups that it makes. */
export const BATCH_TAG = { KEY: 'AWSBatchServiceTag', VALUE: 'batch' } as const;

/** The prefix of its groups' names if it uses its service-linked role: `AWSBatch-NAME-asg-UUID`. With any other service role: `NAME-asg-UUID`. */
export const BATCH_GROUP_PREFIX = 'AWSBatch-';

/** The part of a group's name between the compute environment and a UUID. */
export const BATCH_GROUP_INFIX = '-asg-';

/** The prefix of its launch templates' names, with any role. */
export const BATCH_LAUNCH_TEMPLATE_PREFIX = 'Batch-lt-';

/** What had the groups checked: `Trigger` of records. */
export const GroupTrigger = { DEPLOYMENT: 'deployment', SCHEDULE: 'schedule', EVENT: 'event' } as const;
export type GroupTrigger = (typeof GroupTrigger)[keyof typeof GroupTrigger];
