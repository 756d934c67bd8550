import { Span } from './addresses';
import { definitionWithoutRevision, nameFromArn } from './arns';
import { SERVICE_REASONS } from './service-reasons';

/** Sentences of AWS, of Kubernetes and of container runtimes: they hold nothing of a job, though a job may have one of their words among its texts. */
const SENTENCES = [
  'Container killed due to memory usage',
  'Error response from daemon',
  'manifest unknown',
  'Requested image not found',
  'pull access denied',
  'repository does not exist',
  '(?:failed|unable) to (?:resolve|copy|do request|pull|retrieve|fetch|start container process)',
  '(?:OCI runtime|runc) create failed',
  'executable file not found',
  'no such file or directory',
  'no space left on device',
  'context deadline exceeded',
  'dial tcp',
  'i/o timeout',
  'connection refused',
];

/** The sentences by which reasons are known. They decide the cause of a failure, so a word of theirs that a job has too must not change it. */
const KNOWN_SENTENCES = SERVICE_REASONS.filter(({ source, pattern }) => source !== 'form' && pattern.source.includes(' ')).map(
  ({ pattern }) => pattern.source.replace(/^\^/, ''),
);

/** Reasons of one word that Kubernetes gives. */
const WORD =
  /^(?:Completed|Error|OOMKilled|Evicted|DeadlineExceeded|NodeLost|Terminated|ErrImagePull|ImagePullBackOff|InvalidImageName|StartError|ContainerCannotRun)$/;

export const isWordOfKubernetes = (reason: string): boolean => WORD.test(reason);

/** What ARNs and endpoints of AWS are made of, beside names. */
const OF_AWS = 'amazonaws secretsmanager job-definition job-queue batch logs arn aws api com dkr ecr ecs ssm sts cn s3'.split(' ');
const REGION = /^[a-z]+(?:-[a-z]+)+-\d+$/;
/** An Availability Zone or a Local Zone of a Region. */
const OF_ZONE = '(?:(?:-[a-z]+-\\d+)?[a-z]\\b)?';

/**
 * Finds what is no secret, whatever a job was started with: sentences of services, and names that its record contains as well.
 *
 * @param names names and ARNs from the event: those of the job, its queue and its definition, the account and the Region
 */
export function publicWords(names: readonly (string | undefined)[]): (reason: string) => Span[] {
  const known = new Set([...names.filter((name) => name !== undefined).flatMap(partsOf), ...OF_AWS].filter(Boolean));
  const longestFirst = [...known].sort((a, b) => b.length - a.length);
  const one = `(?:${longestFirst.map((name) => name.replace(/[^\w-]/g, '\\$&') + (REGION.test(name) ? OF_ZONE : '')).join('|')})`;
  const pattern = new RegExp([...SENTENCES, ...KNOWN_SENTENCES, `${one}(?:[.:/]${one})*`].join('|'), 'g');
  return (reason) => [...reason.matchAll(pattern)].map(({ 0: { length }, index }) => ({ from: index, to: index + length }));
}

/** An ARN and its parts, or a name; a definition also without its revision. */
function partsOf(name: string): string[] {
  const resource = nameFromArn(name);
  const own = [resource, definitionWithoutRevision(resource)];
  return name === resource ? own : [...own, name, ...name.split(':').slice(1, 5)];
}
