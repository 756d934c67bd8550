import { AttemptTold, CANARY, CLUSTER, Detail, instanceArn, ShapeName, SHAPES } from './shapes';
import { JobState } from '../../src/domain/event/job-reading';

/** Builders of events as AWS sends them; instants are given in seconds after `DAY`. */
export const DAY = Date.UTC(2026, 0, 15);
export const at = (seconds: number): number => DAY + Math.round(seconds * 1000);
/** As the envelope of an event tells an instant: cut to the second. */
export const toldAt = (seconds: number): string => `${new Date(at(seconds)).toISOString().slice(0, 19)}Z`;
export const iso = (seconds: number): string => new Date(at(seconds)).toISOString();

export const JOB_ID = '3f1c9a52-8b0e-4d0f-9c2e-6a7f0f1d2b3c';

export interface AwsEvent {
  readonly version: string;
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Detail;
}

function envelope(source: string, detailType: string, detail: Detail, seconds: number, resources: readonly string[]): AwsEvent {
  const told = Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined));
  return {
    version: '0',
    id: '0c1d9a52-3b0e-5d0f-9c2e-6a7f0f1d2b3c',
    'detail-type': detailType,
    source,
    account: '123456789012',
    time: toldAt(seconds),
    region: 'us-east-1',
    resources,
    detail: JSON.parse(JSON.stringify(told)) as Detail,
  };
}

/** What an event tells besides state and time. */
export interface Told {
  readonly shape?: ShapeName;
  /** The attempt that the event is about, once it has a place. */
  readonly attempt?: AttemptTold;
  /** Attempts that are over. */
  readonly over?: readonly AttemptTold[];
  /** Fields that come in addition, or instead of the usual ones; `undefined` leaves one out. */
  readonly detail?: Detail;
}

/** A `Batch Job State Change` event. */
export const jobEvent = (status: JobState, seconds: number, told: Told = {}): AwsEvent =>
  envelope('aws.batch', 'Batch Job State Change', jobDetail(status, told), seconds, [`arn:aws:batch:us-east-1:123456789012:job/${JOB_ID}`]);

/** A `Batch Job Queue Blocked` event: a job's own, with the reason why it holds up its queue. */
export const queueBlocked = (reason: string, seconds: number): AwsEvent => ({
  ...jobEvent('RUNNABLE', seconds, { detail: { statusReason: reason } }),
  'detail-type': 'Batch Job Queue Blocked',
});

function jobDetail(status: JobState, { shape = 'single', attempt, over = [], detail }: Told): Detail {
  const jobArn = `arn:aws:batch:us-east-1:123456789012:job/${JOB_ID}`;
  return {
    jobArn,
    jobName: 'encode-intro',
    jobId: JOB_ID,
    jobQueue: 'arn:aws:batch:us-east-1:123456789012:job-queue/urgent',
    status,
    createdAt: DAY,
    retryStrategy: { attempts: 3, evaluateOnExit: [] },
    dependsOn: [],
    jobDefinition: 'arn:aws:batch:us-east-1:123456789012:job-definition/encode:7',
    parameters: { key: CANARY },
    tags: { resourceArn: jobArn, Project: 'trailer', Password: CANARY },
    attempts: [],
    startedAt: status === 'RUNNING' || status === 'SUCCEEDED' || status === 'FAILED' ? attempt?.startedAt : undefined,
    stoppedAt: status === 'SUCCEEDED' || status === 'FAILED' ? attempt?.stoppedAt : undefined,
    statusReason: status === 'SUCCEEDED' || status === 'FAILED' ? attempt?.statusReason : undefined,
    ...SHAPES[shape].now(attempt),
    ...SHAPES[shape].over(over),
    ...detail,
  };
}

/** The end of a job by its last attempt, which is one of those that are over. */
export function ended(status: 'SUCCEEDED' | 'FAILED', seconds: number, over: readonly AttemptTold[], told: Told = {}): AwsEvent {
  return jobEvent(status, seconds, { attempt: over[over.length - 1], over, ...told });
}

export const arrayParent = (size: number): Detail => ({
  arrayProperties: { size, statusSummary: { RUNNING: 1 } },
  container: undefined,
});
export const arrayChild = (index: number): Detail => ({ jobId: `${JOB_ID}:${index}`, arrayProperties: { index, statusSummary: {} } });
export const multiNodeParent = (numNodes: number): Detail => ({
  nodeProperties: { numNodes, mainNode: 0, nodeRangeProperties: [] },
  container: undefined,
});
export const node = (nodeIndex: number): Detail => ({
  jobId: `${JOB_ID}#${nodeIndex}`,
  nodeDetails: { nodeIndex, isMainNode: nodeIndex === 0 },
});

/** An attempt that ran from one second to another. */
export const ran = (id: string, from: number, to: number, exitCode?: number, more: Partial<AttemptTold> = {}): AttemptTold => ({
  id,
  host: 'host-1',
  startedAt: at(from),
  stoppedAt: at(to),
  exitCode,
  statusReason: 'Essential container in task exited',
  ...more,
});

/** An attempt that got a place and never started. */
export const neverStarted = (id: string, to: number, reason: string): AttemptTold => ({
  id,
  host: 'host-1',
  stoppedAt: at(to),
  reason,
  statusReason: 'Task failed to start',
});

/** An `ECS Container Instance State Change` event. */
export function instanceEvent(detail: Detail = {}, seconds = 0): AwsEvent {
  const arn = instanceArn('host-1');
  return envelope(
    'aws.ecs',
    'ECS Container Instance State Change',
    {
      agentConnected: true,
      attributes: [
        { name: 'com.amazonaws.ecs.capability.task-iam-role' },
        { name: 'ecs.ami-id', value: 'ami-0abc' },
        { name: 'ecs.availability-zone', value: 'us-east-1b' },
        { name: 'ecs.instance-type', value: 'c7g.xlarge' },
        { name: 'ecs.cpu-architecture', value: 'arm64' },
      ],
      clusterArn: `arn:aws:ecs:us-east-1:123456789012:cluster/${CLUSTER}`,
      containerInstanceArn: arn,
      ec2InstanceId: 'i-0123456789abcdef0',
      registeredResources: [
        { name: 'CPU', type: 'INTEGER', integerValue: 4096 },
        { name: 'MEMORY', type: 'INTEGER', integerValue: 7680 },
        { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22'] },
      ],
      registeredAt: iso(0),
      runningTasksCount: 0,
      pendingTasksCount: 0,
      status: 'ACTIVE',
      version: 3,
      ...detail,
    },
    seconds,
    [arn],
  );
}

/** A warning about a Spot Instance; its resource has an Availability Zone where others have a region. */
export function spotWarning(kind: 'Interruption Warning' | 'Rebalance Recommendation', instanceId: string, seconds = 0): AwsEvent {
  const detailType = kind === 'Interruption Warning' ? 'EC2 Spot Instance Interruption Warning' : 'EC2 Instance Rebalance Recommendation';
  const action = kind === 'Interruption Warning' ? { 'instance-action': 'terminate' } : {};
  return envelope('aws.ec2', detailType, { 'instance-id': instanceId, ...action }, seconds, [
    `arn:aws:ec2:us-east-1b:instance/${instanceId}`,
  ]);
}
