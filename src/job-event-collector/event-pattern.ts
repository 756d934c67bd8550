import { Fn, Token } from 'aws-cdk-lib';
import { IJobDefinition } from 'aws-cdk-lib/aws-batch';
import { EventPattern } from 'aws-cdk-lib/aws-events';
import { DetailType, EventSource } from '../domain/names/events';

/** The parts of a job definition's ARN before its revision. */
const PARTS_BEFORE_REVISION = [0, 1, 2, 3, 4, 5];

/** Job events of these queues (ARNs) and job definitions (prefixes of ARNs); of all where none are given. */
export function jobEventPattern(jobQueues?: readonly string[], definitionPrefixes?: readonly string[]): EventPattern {
  const detail = {
    ...(jobQueues && { jobQueue: jobQueues }),
    ...(definitionPrefixes && { jobDefinition: definitionPrefixes.map((prefix) => ({ prefix })) }),
  };
  return {
    source: [EventSource.BATCH],
    detailType: [DetailType.JOB_STATE_CHANGE, DetailType.JOB_QUEUE_BLOCKED],
    ...(Object.keys(detail).length > 0 && { detail }),
  };
}

/** The ARN up to the colon before the revision: jobs run on revisions that come after this deployment too. */
export function revisionPrefix({ jobDefinitionArn }: IJobDefinition): string {
  if (!Token.isUnresolved(jobDefinitionArn)) return `${jobDefinitionArn.split(':').slice(0, PARTS_BEFORE_REVISION.length).join(':')}:`;
  const parts = Fn.split(':', jobDefinitionArn);
  return Fn.join(':', [...PARTS_BEFORE_REVISION.map((part) => Fn.select(part, parts)), '']);
}
