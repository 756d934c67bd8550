import { Fields } from '../event/fields';

/** Why one task was not placed. */
export interface Failure {
  /** One of a few dozen words, so that it can be a dimension of a metric. */
  readonly reason: string;
  /** What Amazon ECS says about it, safe to keep. */
  readonly detail?: string;
  readonly containerInstanceArn?: string;
}

/** Stands for every reason that is not known here; what it was is in the detail. */
export const OTHER = 'OTHER';

/**
 * Reasons in `failures` of an answer.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 */
const ECS_REASONS: ReadonlySet<string> = new Set([
  'RESOURCE:CPU',
  'RESOURCE:MEMORY',
  'RESOURCE:PORTS',
  'RESOURCE:PORTS_TCP',
  'RESOURCE:PORTS_UDP',
  'RESOURCE:ENI',
  'RESOURCE:GPU',
  'RESOURCE:INFERENTIA',
  'RESOURCE:STORAGE',
  'RESOURCE:FARGATE',
  'AGENT',
  'ATTRIBUTE',
  'LOCATION',
  'MISSING',
  'INACTIVE',
  'DRAINING',
  'NO_INSTANCES',
  'CAPACITY',
]);

/**
 * Errors of a call as a whole.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html#API_RunTask_Errors
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
 */
const ERROR_CODES: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'BlockedException',
  'ClientException',
  'ClusterNotFoundException',
  'ConflictException',
  'InvalidParameterException',
  'PlatformTaskDefinitionIncompatibilityException',
  'PlatformUnknownException',
  'ServerException',
  'UnsupportedFeatureException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'ValidationException',
  'InternalFailure',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'InternalServerException',
]);

/** Reasons that Amazon ECS tells in a sentence, of AWS Fargate above all. */
const TOLD_IN_PROSE: readonly (readonly [RegExp, string])[] = [
  [/^Capacity is unavailable/i, 'CAPACITY'],
  [/^No Container Instances were found/i, 'NO_INSTANCES'],
];

/** Everything of a kind that is known, of a member that is not. */
const OTHER_RESOURCE = 'RESOURCE:OTHER';

/** Every word that a reason can be. */
export const REASONS: readonly string[] = [...ECS_REASONS, OTHER_RESOURCE, ...ERROR_CODES, OTHER];

/** Reads one of the `failures` of an answer. */
export function failureOf(failure: Fields, redact: (text: string) => string): Failure {
  const told = failure.reason('reason') ?? '';
  const arn = failure.optionalName('arn');
  const reason = reasonOfFailure(told);
  return {
    reason,
    detail: safeDetail([told, failure.reason('detail')], reason, redact),
    containerInstanceArn: arn?.includes(':container-instance/') ? arn : undefined,
  };
}

function reasonOfFailure(told: string): string {
  if (ECS_REASONS.has(told)) return told;
  if (told.startsWith('RESOURCE:')) return OTHER_RESOURCE;
  return TOLD_IN_PROSE.find(([pattern]) => pattern.test(told))?.[1] ?? OTHER;
}

/** The failure of a call that ended in an error. */
export function failureOfCall(errorCode: string, message: string | undefined, redact: (text: string) => string): Failure {
  const reason = ERROR_CODES.has(errorCode) ? errorCode : OTHER;
  return { reason, detail: safeDetail([errorCode, message], reason, redact) };
}

/** Long enough for the sentences of AWS, short enough for a line of a log. */
const LONGEST_DETAIL = 300;
/** Numbers and names of resources: nothing of a job is in it, though a job's command may hold one of its words. */
const OF_ECS = /^Insufficient [\w .]{1,40} available \([\d.]{1,20} requested, [\d.]{1,20} available\)\.?$/;
/** Characters that would break a line in two, move a terminal's cursor or hide what comes after them. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** What was told, in one line, bounded, and without what the job was started with; the reason only where its word does not say it. */
function safeDetail([told, detail]: readonly [string, string?], reason: string, redact: (text: string) => string): string | undefined {
  const texts = [told === reason ? undefined : told, detail].filter((text) => text !== undefined && text !== '') as string[];
  const safe = texts.map((text) => (OF_ECS.test(text) ? text : redact(text))).join(': ');
  return safe.replace(UNPRINTABLE, ' ').trim().slice(0, LONGEST_DETAIL).trim() || undefined;
}
