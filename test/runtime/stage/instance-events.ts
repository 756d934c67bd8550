import { CLUSTER } from './job-events';

export const ACCOUNT = 'eu-west-1:111122223333';
export const UNMANAGED_CLUSTER = 'own-machines_Batch_1b2c3d4e-7108-3c4e-99f7-2fd92e1a8941';

export const instanceArn = (name: string, cluster = CLUSTER): string => `arn:aws:ecs:${ACCOUNT}:container-instance/${cluster}/${name}`;

/** What the events of these tests tell as the registration. */
export const REGISTERED = Date.parse('2026-11-20T10:59:00.123Z');

export interface InstanceOptions {
  /** Of the envelope. */
  readonly time?: string;
  readonly cluster?: string;
  readonly status?: string;
  readonly version?: number;
  readonly instanceId?: string;
  readonly instanceType?: string;
  readonly registeredAt?: string;
}

/** A container instance as ECS shapes it in events and answers. */
export function containerInstance(
  name: string,
  { cluster = CLUSTER, status = 'ACTIVE', version = 3, instanceId, instanceType = 'c7g.xlarge' }: InstanceOptions = {},
): object {
  return {
    containerInstanceArn: instanceArn(name, cluster),
    ec2InstanceId: instanceId ?? `i-${Buffer.from(name).toString('hex')}`,
    status,
    version,
    attributes: [
      { name: 'ecs.instance-type', value: instanceType },
      { name: 'ecs.availability-zone', value: 'eu-west-1b' },
      { name: 'ecs.cpu-architecture', value: 'arm64' },
      { name: 'ecs.ami-id', value: 'ami-0123' },
      { name: 'com.amazonaws.ecs.capability.task-iam-role' },
    ],
    registeredResources: [
      { name: 'CPU', type: 'INTEGER', integerValue: 4096 },
      { name: 'MEMORY', type: 'INTEGER', integerValue: 7680 },
    ],
  };
}

export const instanceEvent = (name: string, options: InstanceOptions = {}): object => ({
  source: 'aws.ecs',
  'detail-type': 'ECS Container Instance State Change',
  time: options.time ?? '2026-11-20T11:00:00Z',
  detail: { ...containerInstance(name, options), registeredAt: options.registeredAt ?? new Date(REGISTERED).toISOString() },
});

export const spotEvent = (
  instanceId: string,
  type: 'EC2 Spot Instance Interruption Warning' | 'EC2 Instance Rebalance Recommendation',
  time = '2026-11-20T11:30:00Z',
): object => ({ source: 'aws.ec2', 'detail-type': type, time, detail: { 'instance-id': instanceId } });

export const stateEvent = (instanceId: string, state = 'terminated', time = '2026-11-20T11:33:00Z'): object => ({
  source: 'aws.ec2',
  'detail-type': 'EC2 Instance State-change Notification',
  time,
  detail: { 'instance-id': instanceId, state },
});

/** What the collector sends when it misses something. */
export const lookUp = (containerInstanceArns: readonly string[], computeEnvironments: readonly string[] = []): object => ({
  source: 'cdk-batch-insights',
  'detail-type': 'Instance Lookup',
  detail: { containerInstanceArns, computeEnvironments },
});
