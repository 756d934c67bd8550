/** One message of every type and shape that the handlers take: simulated and captured events, and the library's messages to itself. */
import { readFileSync } from 'node:fs';
import { waitingMessage } from '../../src/domain/collect/waiting';
import { waitingEntriesMessage } from '../../src/domain/collect/waiting-entries';
import { instanceTypeKey, spotKey } from '../../src/domain/cost/price-keys';
import { priceLookup } from '../../src/domain/cost/price-request';
import { DataPoint } from '../../src/domain/data-point';
import { readJobEvent } from '../../src/domain/event/read-job-event';
import { departureMessage } from '../../src/domain/instance/departure';
import { noticeMessage } from '../../src/domain/instance/host-notice';
import { lookupRequest } from '../../src/domain/instance/lookup-request';
import { DetailType, EventSource } from '../../src/domain/names/events';
import { DimensionName, MetricName } from '../../src/domain/names/metrics';
import { PRICE_REFRESH } from '../../src/domain/names/price-refresh';
import { computeEnvironmentKey } from '../../src/domain/names/tables';
import { isObject, JsonObject } from '../aws/json';
import { AwsEvent } from '../simulate/events/envelope';

export type HandlerName = 'collector' | 'registry' | 'run-task' | 'groups' | 'snapshot' | 'history' | 'pricing';

export interface Subject {
  /** What it is, in words that sort: `job, ec2, RUNNING`. */
  readonly type: string;
  readonly handler: HandlerName;
  readonly message: JsonObject;
  /** What makes it that very job, instance or call: each input gets its own. */
  readonly identities: readonly string[];
}

const CAPTURED = 'test/fixtures/captured-batch-job-events.ndjson';

/** Of each type the event with most in it. */
export function subjectsOf(events: Iterable<AwsEvent>): Subject[] {
  const byType = new Map<string, { readonly subject: Subject; readonly size: number }>();
  const offer = (subject: Subject | undefined): void => {
    const size = JSON.stringify(subject?.message ?? null).length;
    if (subject && size > (byType.get(subject.type)?.size ?? 0)) byType.set(subject.type, { subject, size });
  };
  for (const event of events) offer(subjectOf(event as unknown as JsonObject));
  for (const line of readFileSync(CAPTURED, 'utf8').trim().split('\n')) offer(subjectOf(JSON.parse(line) as JsonObject, 'captured'));
  const found = [...byType.values()].map(({ subject }) => subject);
  return [...found, ...submitted(found), ...queueBlocked(found), ...ownMessages(found)].sort((one, other) =>
    one.type < other.type ? -1 : 1,
  );
}

/** Nothing, where no handler takes it. */
export function subjectOf(message: JsonObject, origin = 'job'): Subject | undefined {
  const detail = message.detail as JsonObject;
  switch (message['detail-type']) {
    case DetailType.JOB_STATE_CHANGE:
      return {
        type: `${origin}, ${shapeOf(detail)}, ${String(detail.status)}`,
        handler: 'collector',
        message,
        identities: [uuidOf(String(detail.jobId))],
      };
    case DetailType.CONTAINER_INSTANCE_STATE_CHANGE:
      return isOfBatch(detail)
        ? {
            type: `container instance, ${String(detail.status)}`,
            handler: 'registry',
            message,
            identities: [String(detail.containerInstanceArn).split('/').at(-1) ?? '', String(detail.ec2InstanceId)],
          }
        : undefined;
    case DetailType.SPOT_INTERRUPTION_WARNING:
    case DetailType.REBALANCE_RECOMMENDATION:
    case DetailType.INSTANCE_STATE_CHANGE:
      return {
        type: `EC2 instance, ${String(detail.state ?? message['detail-type'])}`,
        handler: 'registry',
        message,
        identities: [String(detail['instance-id'])],
      };
    case DetailType.INSTANCE_LAUNCHED:
      return { type: 'Auto Scaling, launch', handler: 'groups', message, identities: [] };
    case DetailType.API_CALL:
      return callOf(message, detail);
    default:
      return undefined;
  }
}

function callOf(message: JsonObject, detail: JsonObject): Subject | undefined {
  if (detail.eventName === 'CreateAutoScalingGroup') {
    return { type: 'Auto Scaling, CreateAutoScalingGroup', handler: 'groups', message, identities: [] };
  }
  if (detail.eventName !== 'RunTask' || !isOfBatchCaller(detail)) return undefined;
  const outcome = detail.errorCode ? 'refused' : JSON.stringify(detail.responseElements).includes('"failures":[]') ? 'placed' : 'failures';
  const token = isObject(detail.requestParameters) ? detail.requestParameters.clientToken : undefined;
  return {
    type: `RunTask, ${outcome}`,
    handler: 'run-task',
    message,
    identities: [String(detail.eventID), ...(typeof token === 'string' ? [token] : [])],
  };
}

const isOfBatch = ({ containerInstanceArn }: JsonObject): boolean => /\/AWSBatch-|_Batch_/.test(String(containerInstanceArn));
const isOfBatchCaller = ({ userIdentity }: JsonObject): boolean =>
  isObject(userIdentity) && userIdentity.invokedBy === 'batch.amazonaws.com';
const uuidOf = (jobId: string): string => jobId.slice(0, 36);

function shapeOf(detail: JsonObject): string {
  const array = detail.arrayProperties;
  if (isObject(array)) return array.index === undefined ? 'array parent' : 'array child';
  if (detail.nodeDetails) return 'node';
  if (detail.nodeProperties) return 'multi-node parent';
  if (detail.ecsProperties) return 'containers';
  if (detail.eksProperties) return 'EKS';
  return JSON.stringify(detail.platformCapabilities).includes('FARGATE') ? 'Fargate' : 'EC2';
}

/** Events of a simulated job begin with PENDING or RUNNABLE. */
const submitted = (found: readonly Subject[]): Subject[] =>
  found
    .filter(({ type }) => type === 'job, EC2, RUNNABLE')
    .map((subject) => ({
      ...subject,
      type: 'job, EC2, SUBMITTED',
      message: { ...subject.message, detail: { ...(subject.message.detail as JsonObject), status: 'SUBMITTED' } },
    }));

function queueBlocked(found: readonly Subject[]): Subject[] {
  return found
    .filter(({ type }) => type === 'job, EC2, RUNNABLE')
    .map((subject) => ({
      ...subject,
      type: 'job queue blocked',
      message: {
        ...subject.message,
        'detail-type': DetailType.JOB_QUEUE_BLOCKED,
        detail: {
          ...(subject.message.detail as JsonObject),
          statusReason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job asks for more than there is',
        },
      },
    }));
}

/** What the handlers send to themselves and to each other, and what schedules and deployments send them. */
function ownMessages(found: readonly Subject[]): Subject[] {
  const instance = found.find(({ type }) => type.startsWith('container instance'));
  const [arn, instanceId] = [
    String((instance?.message.detail as JsonObject | undefined)?.containerInstanceArn),
    String(instance?.identities[1]),
  ];
  const own = (type: string, handler: HandlerName, message: object, identities: readonly string[] = []): Subject => ({
    type: `own, ${type}`,
    handler,
    message: JSON.parse(JSON.stringify(message)) as JsonObject,
    identities,
  });
  const at = String(instance?.message.time);
  return [
    ...found
      .filter(({ type }) => /^job, (EC2|containers|EKS), FAILED$/.test(type))
      .map((subject) => own(`waiting job, ${subject.type.split(', ')[1]}`, 'collector', waiting(subject), subject.identities)),
    ...found
      .filter(({ type }) => type === 'job, EC2, RUNNING')
      .map((subject) =>
        own(
          'waiting entries',
          'collector',
          waitingEntriesMessage({
            jobId: String((subject.message.detail as JsonObject).jobId),
            tries: 1,
            entries: [entry(Date.parse(at), arn)],
          }),
          subject.identities,
        ),
      ),
    own('look-up', 'registry', lookupRequest([arn, computeEnvironmentKey('of-nobody')])),
    own('instance left', 'registry', departureMessage(arn), [arn.split('/').at(-1) ?? '']),
    ...(['interruption', 'termination'] as const).map((kind) =>
      own(`notice, ${kind}`, 'registry', noticeMessage({ instanceId, at, kind }), [instanceId]),
    ),
    own('group check', 'groups', { source: EventSource.THIS_LIBRARY, 'detail-type': DetailType.GROUP_CHECK, detail: {} }),
    own('deployment', 'groups', {}),
    own('price look-up', 'pricing', priceLookup(needs(Date.parse(at)))),
    own('price refresh', 'pricing', { ...PRICE_REFRESH, time: at }),
    own('schedule', 'snapshot', {
      version: '0',
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: at,
      resources: [],
      detail: {},
    }),
  ];
}

const needs = (atMillis: number) =>
  [instanceTypeKey('c6i.8xlarge'), spotKey('c6i.8xlarge', 'us-east-1a', atMillis)].map((key) => ({ key, atMillis }));

const entry = (atMillis: number, awaits: string): DataPoint => ({
  name: MetricName.JOBS_RUNNING,
  value: 1,
  atMillis,
  dimensions: { [DimensionName.JOB_QUEUE]: 'of-nobody' },
  awaits,
});

function waiting({ message }: Subject): object {
  const reading = readJobEvent(message, []);
  const fact = { state: 'RUNNABLE', atMillis: reading.eventTime - 60_000, attempt: 1, token: 'k3f9z' } as const;
  return waitingMessage({
    reading,
    token: 'k3f9z',
    tries: 1,
    facts: [fact],
    entries: [entry(reading.eventTime, 'arn:aws:ecs:eu-west-1:1:container-instance/c/none')],
  });
}
