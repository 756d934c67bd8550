import { Failure, failureOf, failureOfCall } from './failure-reason';
import { computeEnvironmentFromCluster, nameFromArn } from '../event/arns';
import { Fields } from '../event/fields';
import { redactor } from '../event/redact';
import { BATCH_CALLERS, BatchTag } from '../names/run-task';

/**
 * One call of RunTask that AWS Batch made, without anything that could hold a secret: no override, environment or command.
 * Absent means that the event does not say.
 */
export interface RunTaskReading {
  /** CloudTrail's id of the event: the same in every copy of it. */
  readonly eventId: string;
  /** What further tries of the same call have too, and no other call. */
  readonly callKey: string;
  /** When the call was made, epoch milliseconds. */
  readonly atMillis: number;
  readonly jobQueue?: string;
  /** `name:revision`. */
  readonly jobDefinition?: string;
  readonly computeEnvironment?: string;
  readonly ecsCluster?: string;
  /** How many tasks were placed. */
  readonly placed: number;
  /** Why tasks were not placed. A call that was refused altogether is one failure. */
  readonly failures: readonly Failure[];
}

/**
 * Reads `AWS API Call via CloudTrail` about RunTask; nothing where the call is not AWS Batch's. Only the fields that are used are looked at:
 * CloudTrail leaves parameters and answers out that are too long for an event, and writes neither where a call was denied.
 */
export function readRunTaskEvent(message: unknown): RunTaskReading | undefined {
  const envelope = Fields.of(message, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  if (!BATCH_CALLERS.includes(detail.object('userIdentity')?.optionalName('invokedBy') ?? '')) return undefined;
  const eventId = detail.name('eventID');
  const request = detail.object('requestParameters');
  return {
    eventId,
    callKey: tokenOf(request) ?? eventId,
    atMillis: detail.instant('eventTime') ?? envelope.instant('time') ?? detail.fail('eventTime', 'is missing'),
    ...placeOf(request),
    ...answerOf(detail, redactor(message)),
  };
}

/** What CloudTrail writes for what it keeps to itself: the same for all calls, so that it tells none from another. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

function tokenOf(request: Fields | undefined): string | undefined {
  const token = request?.optionalName('clientToken');
  return token === HIDDEN ? undefined : token || undefined;
}

type Place = Pick<RunTaskReading, 'jobQueue' | 'jobDefinition' | 'computeEnvironment' | 'ecsCluster'>;

/** The cluster's name tells the compute environment as it does for jobs, so that both are told by the same name. */
function placeOf(request: Fields | undefined): Place {
  const tags = new Map((request?.list('tags') ?? []).map((tag) => [tag.optionalName('key'), tag]));
  const tagged = (key: string): string | undefined => nameFromArn(tags.get(key)?.optionalName('value') ?? '') || undefined;
  const ecsCluster = nameFromArn(request?.optionalName('cluster') ?? '') || undefined;
  return {
    jobQueue: tagged(BatchTag.JOB_QUEUE),
    jobDefinition: tagged(BatchTag.JOB_DEFINITION),
    computeEnvironment: (ecsCluster && computeEnvironmentFromCluster(ecsCluster)) ?? tagged(BatchTag.COMPUTE_ENVIRONMENT),
    ecsCluster,
  };
}

/** A call can place some tasks and fail others; one that ended in an error placed none. */
function answerOf(detail: Fields, redact: (text: string) => string): Pick<RunTaskReading, 'placed' | 'failures'> {
  const errorCode = detail.optionalName('errorCode');
  if (errorCode) return { placed: 0, failures: [failureOfCall(errorCode, detail.reason('errorMessage'), redact)] };
  const answer = detail.object('responseElements');
  return {
    placed: answer?.list('tasks').length ?? 0,
    failures: (answer?.list('failures') ?? []).map((failure) => failureOf(failure, redact)),
  };
}
