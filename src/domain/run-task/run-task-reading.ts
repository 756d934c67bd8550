import { Failure, failureOf, failureOfCall } from './failure-reason';
import { computeEnvironmentFromCluster, nameFromArn } from '../event/arns';
import { Fields, LeftOut } from '../event/fields';
import { redactor } from '../event/redact';
import { BATCH_CALLERS, BatchTag } from '../names/run-task';

/**
 * One RunTask call that AWS Batch made, without anything that could hold a secret: no override, environment or command.
 * A property is absent if the event does not contain it.
 */
export interface RunTaskReading {
  /** CloudTrail's event id, which is the same in every copy of the event. */
  readonly eventId: string;
  /** Identifies the call: retries of the same call share it, and no other call has it. */
  readonly callKey: string;
  /** When the call was made, epoch milliseconds. */
  readonly atMillis: number;
  readonly jobQueue?: string;
  /** `name:revision`. */
  readonly jobDefinition?: string;
  readonly computeEnvironment?: string;
  readonly ecsCluster?: string;
  /** The number of placed tasks. */
  readonly placed: number;
  /** Why tasks were not placed. A call that failed as a whole is one failure. */
  readonly failures: readonly Failure[];
}

/**
 * Reads an `AWS API Call via CloudTrail` event for RunTask. Returns undefined if AWS Batch did not make the call. All parameters are optional here:
 * CloudTrail omits parameters and responses that are too large for an event, and omits both if the call was denied.
 * Fields about the place of a call, or the cause of its failure, are absent if they cannot be read. What identifies the call and counts its tasks must be readable.
 *
 * @param leftOut takes note of the fields that cannot be read
 */
export function readRunTaskEvent(message: unknown, leftOut: LeftOut = () => {}): RunTaskReading | undefined {
  const envelope = Fields.of(message, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  if (!BATCH_CALLERS.includes(detail.object('userIdentity')?.optionalName('invokedBy') ?? '')) return undefined;
  const eventId = detail.name('eventID');
  const request = detail.object('requestParameters');
  const place = placeOf(request?.leavingOut(leftOut));
  const tolerant = envelope.leavingOut(leftOut);
  const names = [tolerant.optionalName('account'), tolerant.optionalName('region'), ...Object.values(place)];
  return {
    eventId,
    callKey: tokenOf(request) ?? eventId,
    atMillis: detail.instant('eventTime') ?? envelope.instant('time') ?? detail.fail('eventTime', 'is missing'),
    ...place,
    ...answerOf(detail, redactor(message, names), leftOut),
  };
}

/** CloudTrail's placeholder for a hidden value. It is the same for all calls, so it does not identify a call. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

function tokenOf(request: Fields | undefined): string | undefined {
  const token = request?.optionalName('clientToken');
  return token === HIDDEN ? undefined : token || undefined;
}

type Place = Pick<RunTaskReading, 'jobQueue' | 'jobDefinition' | 'computeEnvironment' | 'ecsCluster'>;

/** The placement of a call. The compute environment comes from the cluster name, as it does for jobs, so that both report the same name. */
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

/** The result of a call. A call can place some tasks and fail to place others. A call that returned an error placed none. */
function answerOf(detail: Fields, redact: (text: string) => string, leftOut: LeftOut): Pick<RunTaskReading, 'placed' | 'failures'> {
  const errorCode = detail.optionalName('errorCode');
  if (errorCode) return { placed: 0, failures: [failureOfCall(errorCode, detail.leavingOut(leftOut).reason('errorMessage'), redact)] };
  const answer = detail.object('responseElements');
  return {
    placed: answer?.list('tasks').length ?? 0,
    failures: (answer?.list('failures') ?? []).map((failure) => failureOf(failure.leavingOut(leftOut), redact)),
  };
}
