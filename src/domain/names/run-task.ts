/** Names around calls of RunTask, written once: the rule matches by them, the handler reads and writes them. */

/** What CloudTrail records of a call of RunTask. */
export const RUN_TASK = { EVENT_SOURCE: 'ecs.amazonaws.com', EVENT_NAME: 'RunTask' } as const;

/**
 * AWS Batch as the one on whose behalf a call is made: `userIdentity.invokedBy`. Principals of services have the same name in most partitions;
 * some carry the domain of China there.
 */
export const BATCH_CALLERS: readonly string[] = ['batch.amazonaws.com', 'batch.amazonaws.com.cn'];

/** Tags that AWS Batch gives the tasks that it runs. */
export const BatchTag = {
  COMPUTE_ENVIRONMENT: 'aws:batch:compute-environment',
  JOB_QUEUE: 'aws:batch:job-queue',
  JOB_DEFINITION: 'aws:batch:job-definition',
} as const;

/** Attributes of the table of calls that were counted; besides these, a row holds one attribute per call, named by the call's event id. */
export const CallAttribute = {
  /** Partition key: the client token of the call, which tries of the same call share, or else CloudTrail's id of the event. */
  KEY: 'CallKey',
  /** The message that reported the placed tasks. */
  PLACED: 'Placed',
  /** Expiry, epoch seconds. */
  EXPIRES_AT: 'ExpiresAt',
} as const;
