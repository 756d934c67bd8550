import { Token } from 'aws-cdk-lib';
import { EventPattern } from 'aws-cdk-lib/aws-events';
import { JobEventCollectorProps } from './collector-props';
import { jobEventPattern, revisionPrefix } from './event-pattern';

/** What EventBridge takes in the pattern of a rule. */
const MAX_PATTERN_LENGTH = 2048;

/** What an ARN can come to that is known only at deployment: the longest partition and Region that exist, and the longest name. */
const MAX_REGION = 'us-isof-south-1';
const MAX_NAME_LENGTH = 128;
const MAX_ARN_LENGTH = `arn:aws-us-gov:batch:${MAX_REGION}:111122223333:job-definition/`.length + MAX_NAME_LENGTH + ':'.length;

/** What every rule adds: events of its own account and Region only. */
const PLACE = { account: ['111122223333'], region: [MAX_REGION] };

type Watched = Pick<JobEventCollectorProps, 'jobQueues' | 'jobDefinitions'>;

/**
 * The job events to take, in as many patterns as their length needs. An event matches one of them at most, because a job has one queue and one definition.
 */
export function jobEventPatterns({ jobQueues, jobDefinitions }: Watched): EventPattern[] {
  const queues = jobQueues?.map((queue) => queue.jobQueueArn);
  const prefixes = jobDefinitions && [...new Set(jobDefinitions.map(revisionPrefix))];
  const [forQueues, forPrefixes] = shares(queues, prefixes);
  return chunks(queues, lengthOfArn, forQueues).flatMap((some) =>
    chunks(prefixes, lengthOfPrefix, forPrefixes).map((others) => jobEventPattern(some, others)),
  );
}

const lengthOfArn = (arn: string): number => `"${known(arn)}",`.length;
const lengthOfPrefix = (prefix: string): number => `{"prefix":"${known(prefix)}"},`.length;

/** The value as it is, or one of the greatest length that it can have. */
const known = (value: string): string => (Token.isUnresolved(value) ? '?'.repeat(MAX_ARN_LENGTH) : value);

/** How many characters of a pattern the queues and the definitions may fill: a list that fits into half of them stays whole. */
function shares(queues: readonly string[] | undefined, prefixes: readonly string[] | undefined): [number, number] {
  const room = MAX_PATTERN_LENGTH - JSON.stringify({ ...jobEventPattern(queues && [], prefixes && []), ...PLACE }).length - '"-"'.length;
  const ofQueues = total(queues, lengthOfArn);
  const ofPrefixes = total(prefixes, lengthOfPrefix);
  const share = ofQueues <= room / 2 ? ofQueues : Math.max(room - ofPrefixes, Math.floor(room / 2));
  return [share, room - share];
}

const total = (values: readonly string[] | undefined, lengthOf: (value: string) => number): number =>
  (values ?? []).reduce((sum, value) => sum + lengthOf(value), 0);

/** The values in lists that fit; no list at all where all values are taken. */
function chunks(
  values: readonly string[] | undefined,
  lengthOf: (value: string) => number,
  room: number,
): (readonly string[] | undefined)[] {
  if (!values) return [undefined];
  const filled: string[][] = [];
  let left = 0;
  for (const value of values) {
    const length = lengthOf(value);
    if (filled.length === 0 || length > left) {
      filled.push([]);
      left = room;
    }
    filled[filled.length - 1].push(value);
    left -= length;
  }
  return filled;
}
