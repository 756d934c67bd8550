import { JobReading } from '../event/job-reading';
import { categorizeFailure } from '../job/failure-category';
import { QueueBlockedRecord } from '../names/event-record-fields';
import { RecordType, SCHEMA_VERSION } from '../names/records';

/**
 * The record of a blocked job queue: AWS Batch says so when the job at its head cannot be placed, and why.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/batch-job-queue-blocked-events.html
 */
export function queueBlockedRecord(reading: JobReading): QueueBlockedRecord {
  return {
    RecordType: RecordType.QUEUE_BLOCKED,
    SchemaVersion: SCHEMA_VERSION,
    JobId: reading.jobId,
    JobName: reading.jobName,
    JobQueue: reading.jobQueue,
    JobDefinition: reading.jobDefinition,
    Reason: reading.statusReason,
    Category: categorizeFailure({ jobReason: reading.statusReason, isCancelled: false, isTerminated: false }),
    BlockedAt: new Date(reading.eventTime).toISOString(),
  };
}
