/** What CloudWatch Logs counts in the records of the collector, because the collector publishes no metric of it. */
export const RecordMetric = {
  /** Jobs that failed for a reason of their own: nobody cancelled or terminated them, and no job that they depend on failed. */
  OWN_FAILURES: 'JobsFailedOnTheirOwn',
  QUEUES_BLOCKED: 'JobQueuesBlocked',
} as const;
export type RecordMetric = (typeof RecordMetric)[keyof typeof RecordMetric];
