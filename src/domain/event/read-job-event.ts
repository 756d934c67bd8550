import { nameFromArn } from './arns';
import { Fields, LeftOut } from './fields';
import { AttemptReading, JOB_STATES, JobReading, JobState, TaskReading } from './job-reading';
import { readNodeResources } from './read-node-resources';
import { readResources } from './read-resources';
import { readRuntimePlatform } from './read-runtime-platform';
import { ContainerDefinitions, readAttempts, readCurrentTask, readDefinitions } from './read-tasks';
import { readJobId } from './read-waiting-reading';
import { redactor } from './redact';
import { withoutAbsent } from './without-absent';

/**
 * Reads a `Batch Job State Change` or `Batch Job Queue Blocked` event of any shape: single container, multi-container,
 * Fargate, EKS, array parent and child, multi-node parent and node. Throws `MalformedEvent`, which names the field, if the job, its state or the
 * time cannot be read. Any other field that cannot be read is absent.
 *
 * @param tagKeys the keys of the tags to keep; all other tags are dropped here
 * @param leftOut takes note of the fields that cannot be read
 * @see https://docs.aws.amazon.com/batch/latest/userguide/batch_job_events.html
 */
export function readJobEvent(event: unknown, tagKeys: readonly string[], leftOut: LeftOut = () => {}): JobReading {
  const strict = Fields.of(event, '');
  const envelope = strict.leavingOut(leftOut);
  const detail = strict.object('detail')?.leavingOut(leftOut) ?? strict.fail('detail', 'is missing');
  const redact = redactor(event, namesOf(envelope, detail));
  const definitions = readDefinitions(detail);
  const ends = readAttempts(detail, definitions);
  const { containerName, ...current } = readCurrentTask(detail, definitions);
  const attempts = ends.map(({ containerName: _, ...attempt }) => withReasons(attempt, redact));
  const task = withReasons(current, redact);
  const family = readFamily(detail);
  return withoutAbsent<JobReading>({
    jobId: readJobId(detail),
    state: readState(detail),
    eventTime: strict.instant('time') ?? strict.fail('time', 'is missing'),
    account: envelope.optionalName('account'),
    region: envelope.optionalName('region'),
    ...readIdentity(detail),
    ...withReasons(readProgress(detail), redact),
    attempts: attempts.map((attempt) => withoutAbsent<AttemptReading>(attempt)),
    task: withoutAbsent<TaskReading>(task),
    platform: readPlatform(detail, [task, ...attempts]),
    ...readRuntimePlatform(detail),
    logGroup: readLogGroup(detail, definitions, ends[ends.length - 1]?.containerName ?? containerName),
    ...(family.nodeCount === undefined ? readResources(detail) : readNodeResources(detail, family.nodeCount)),
    ...family,
    tags: readTags(detail, tagKeys),
  });
}

/** Names that the record contains as well. Reasons keep them. */
const namesOf = (envelope: Fields, detail: Fields): (string | undefined)[] => [
  ...['account', 'region'].map((name) => envelope.optionalName(name)),
  ...['jobQueue', 'jobDefinition', 'jobName', 'jobId'].map((name) => detail.optionalName(name)),
];

/** Redacts the reasons. They are the only texts kept from an event that can quote the job's command or environment. */
function withReasons<T extends { statusReason?: string; containerReason?: string }>(reading: T, redact: (reason: string) => string): T {
  const { statusReason, containerReason } = reading;
  return {
    ...reading,
    ...(statusReason === undefined ? {} : { statusReason: redact(statusReason) }),
    ...(containerReason === undefined ? {} : { containerReason: redact(containerReason) }),
  };
}

function readState(detail: Fields): JobState {
  const status = detail.name('status');
  return JOB_STATES.find((state) => state === status) ?? detail.fail('status', `is not one of ${JOB_STATES.join(', ')}`);
}

function readIdentity(detail: Fields) {
  const nameOf = (field: string) => {
    const arn = detail.optionalName(field);
    return (arn && nameFromArn(arn)) || undefined;
  };
  return {
    jobName: detail.optionalName('jobName'),
    jobQueue: nameOf('jobQueue'),
    jobDefinition: nameOf('jobDefinition'),
    shareIdentifier: detail.optionalName('shareIdentifier'),
    schedulingPriority: detail.count('schedulingPriority'),
  };
}

function readProgress(detail: Fields) {
  return {
    createdAt: detail.millis('createdAt'),
    startedAt: detail.millis('startedAt'),
    stoppedAt: detail.millis('stoppedAt'),
    statusReason: detail.reason('statusReason'),
    isCancelled: detail.flag('isCancelled'),
    isTerminated: detail.flag('isTerminated'),
    maxAttempts: detail.object('retryStrategy')?.count('attempts'),
    dependencyCount: detail.list('dependsOn').length || undefined,
  };
}

/** The platform, from `platformCapabilities` or, if that is empty, from the shape of the event. */
function readPlatform(detail: Fields, tasks: readonly TaskReading[]): string | undefined {
  const capability = detail.names('platformCapabilities')[0];
  if (capability) return capability;
  if (detail.object('eksProperties') || detail.list('eksAttempts').length > 0) return 'EKS';
  if (tasks.some((task) => task.containerInstanceArn)) return 'EC2';
  return tasks.some((task) => task.taskArn) ? 'FARGATE' : undefined;
}

/** The log group that the log configuration of the container that represents the job names. Absent for AWS Batch's default, `/aws/batch/job`. */
function readLogGroup(detail: Fields, definitions: ContainerDefinitions, containerName: string | undefined): string | undefined {
  const container = definitions.get(containerName) ?? detail.object('container');
  return container?.object('logConfiguration')?.object('options')?.optionalName('awslogs-group');
}

function readFamily(detail: Fields) {
  const jobId = detail.name('jobId');
  const array = detail.object('arrayProperties');
  const arrayIndex = array?.count('index');
  const node = detail.object('nodeDetails');
  const isNode = node !== undefined || jobId.includes('#');
  return {
    arraySize: arrayIndex === undefined ? array?.count('size') : undefined,
    arrayIndex,
    arrayParentId: arrayIndex === undefined ? undefined : jobId.replace(/:\d+$/, ''),
    nodeCount: isNode ? undefined : detail.object('nodeProperties')?.count('numNodes'),
    nodeIndex: node?.count('nodeIndex') ?? numberAfterHash(jobId),
    nodeParentId: isNode ? jobId.split('#')[0] : undefined,
    isMainNode: node?.flag('isMainNode'),
  };
}

function numberAfterHash(jobId: string): number | undefined {
  const match = /#(\d{1,6})$/.exec(jobId);
  return match ? Number(match[1]) : undefined;
}

/** AWS's limit for the value of a tag. */
const MAX_TAG_LENGTH = 256;

/** The tags that the user allow-lists. AWS Batch adds a `resourceArn`, which is not a tag. */
function readTags(detail: Fields, tagKeys: readonly string[]): Record<string, string> | undefined {
  const tags =
    detail.texts(
      'tags',
      tagKeys.filter((key) => key !== 'resourceArn'),
    ) ?? {};
  const kept = Object.entries(tags)
    .filter(([, value]) => value)
    .map(([key, value]) => [key, value.slice(0, MAX_TAG_LENGTH)] as const);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
