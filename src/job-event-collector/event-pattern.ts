import { Fn, Token } from 'aws-cdk-lib';
import { IJobDefinition } from 'aws-cdk-lib/aws-batch';
import { EventPattern } from 'aws-cdk-lib/aws-events';
import { JobEventCollectorProps } from './collector-props';
import { DetailType, EventSource } from '../domain/names/events';

/** The parts of a job definition's ARN before its revision. */
const PARTS_BEFORE_REVISION = [0, 1, 2, 3, 4, 5];

/** What job events the collector takes. */
export function jobEventPattern({ jobQueues, jobDefinitions }: JobEventCollectorProps): EventPattern {
  const detail = {
    ...(jobQueues && { jobQueue: jobQueues.map((queue) => queue.jobQueueArn) }),
    ...(jobDefinitions && { jobDefinition: jobDefinitions.map((definition) => ({ prefix: anyRevision(definition) })) }),
  };
  return {
    source: [EventSource.BATCH],
    detailType: [DetailType.JOB_STATE_CHANGE, DetailType.JOB_QUEUE_BLOCKED],
    ...(Object.keys(detail).length > 0 && { detail }),
  };
}

/** The ARN up to the colon before the revision: jobs run on revisions that come after this deployment too. */
function anyRevision({ jobDefinitionArn }: IJobDefinition): string {
  if (!Token.isUnresolved(jobDefinitionArn)) return `${jobDefinitionArn.split(':').slice(0, PARTS_BEFORE_REVISION.length).join(':')}:`;
  const parts = Fn.split(':', jobDefinitionArn);
  return Fn.join(':', [...PARTS_BEFORE_REVISION.map((part) => Fn.select(part, parts)), '']);
}
