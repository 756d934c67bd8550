import { IJobQueue } from 'aws-cdk-lib/aws-batch';
import { EventPattern } from 'aws-cdk-lib/aws-events';
import { OnJobFailedOptions, OnJobOptions } from './notification-options';
import { QueueBlockedRecord } from '../domain/names/event-record-fields';
import { DetailType, EventSource } from '../domain/names/events';
import { JobRecord } from '../domain/names/job-record-fields';

/** Fields of the record by name: a misspelled one does not compile. */
type Tests<Fields> = { readonly [Name in keyof Fields]?: readonly unknown[] };

const ABSENT = [{ exists: false }];

export const failedJobs = ({ categories, ...options }: OnJobFailedOptions): EventPattern =>
  jobs(DetailType.JOB_FAILED, options, categories && { FailureCategory: categories.map(({ value }) => value) });

export const succeededJobs = (options: OnJobOptions): EventPattern => jobs(DetailType.JOB_SUCCEEDED, options);

export const blockedQueues = ({ jobQueues }: { readonly jobQueues?: IJobQueue[] }): EventPattern =>
  records<QueueBlockedRecord>(DetailType.QUEUE_BLOCKED, ofQueues(jobQueues));

/** As they were submitted; or as they ran, with a multi-node job as one. */
function jobs(detailType: DetailType, { jobQueues, digest = true }: Omit<OnJobOptions, 'target'>, more?: Tests<JobRecord>): EventPattern {
  const parts: Tests<JobRecord> = digest ? { ArrayParentId: ABSENT } : { ArraySize: ABSENT };
  return records<JobRecord>(detailType, { ...ofQueues(jobQueues), ...more, ...parts, NodeParentId: ABSENT });
}

const ofQueues = (jobQueues?: readonly IJobQueue[]) => jobQueues && { JobQueue: jobQueues.map(({ jobQueueName }) => jobQueueName) };

const records = <Fields>(detailType: DetailType, detail?: Tests<Fields>): EventPattern => ({
  source: [EventSource.THIS_LIBRARY],
  detailType: [detailType],
  ...(detail && { detail: { ...detail } }),
});
