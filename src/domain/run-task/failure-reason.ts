import { Fields } from '../event/fields';

/** Why one task was not placed. */
export interface Failure {
  /** One of a few dozen fixed values, so that it can be a metric dimension. */
  readonly reason: string;
  /** The failure detail from Amazon ECS, redacted. */
  readonly detail?: string;
  readonly containerInstanceArn?: string;
}

/** Stands for every unknown reason. The detail has the original text. */
export const OTHER = 'OTHER';

/**
 * Reasons in `failures` of a RunTask response.
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
 * Error codes of a call that failed as a whole.
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

/** Reasons that Amazon ECS reports as a sentence, mostly for AWS Fargate. */
const REASON_SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^Capacity is unavailable/i, 'CAPACITY'],
  [/^No Container Instances were found/i, 'NO_INSTANCES'],
];

/** Stands for a `RESOURCE:` reason whose resource is unknown. */
const OTHER_RESOURCE = 'RESOURCE:OTHER';

/** All values that a reason can have. */
export const REASONS: readonly string[] = [...ECS_REASONS, OTHER_RESOURCE, ...ERROR_CODES, OTHER];

/** Reads one of the `failures` of a response. */
export function failureOf(failure: Fields, redact: (text: string) => string): Failure {
  const reported = failure.reason('reason') ?? '';
  const arn = failure.optionalName('arn');
  const reason = reasonOfFailure(reported);
  return {
    reason,
    detail: safeDetail([reported, failure.reason('detail')], reason, redact),
    containerInstanceArn: arn?.includes(':container-instance/') ? arn : undefined,
  };
}

function reasonOfFailure(reported: string): string {
  if (ECS_REASONS.has(reported)) return reported;
  if (reported.startsWith('RESOURCE:')) return OTHER_RESOURCE;
  return REASON_SENTENCES.find(([pattern]) => pattern.test(reported))?.[1] ?? OTHER;
}

/** The failure of a call that returned an error. */
export function failureOfCall(errorCode: string, message: string | undefined, redact: (text: string) => string): Failure {
  const reason = ERROR_CODES.has(errorCode) ? errorCode : OTHER;
  return { reason, detail: safeDetail([errorCode, message], reason, redact) };
}

/** Long enough for the messages of AWS, short enough for a log record. */
const MAX_DETAIL_LENGTH = 300;
/**
 * A message from ECS that holds only numbers and resource names, nothing of a job. It is not redacted: a job's command can contain
 * one of its words, and redaction would remove that word here.
 */
const OF_ECS = /^Insufficient [\w .]{1,40} available \([\d.]{1,20} requested, [\d.]{1,20} available\)\.?$/;
/** Characters that would break a line, move the cursor of a terminal or hide the text after them. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** The detail in one line, limited in length and redacted. It repeats the original reason only if that differs from the reported one. */
function safeDetail([reported, detail]: readonly [string, string?], reason: string, redact: (text: string) => string): string | undefined {
  const texts = [reported === reason ? undefined : reported, detail].filter((text) => text !== undefined && text !== '') as string[];
  const safe = texts.map((text) => (OF_ECS.test(text) ? text : redact(text))).join(': ');
  return safe.replace(UNPRINTABLE, ' ').trim().slice(0, MAX_DETAIL_LENGTH).trim() || undefined;
}
