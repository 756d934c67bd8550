import { Host, HostEntry, SECOND } from '../model';
import { Content } from './envelope';
import { DetailType, EventSource } from '../../../src/domain/names/events';

export interface InstanceHappening {
  readonly at: number;
  readonly content: () => Content;
  /** Of its leaving: not every one is emitted. */
  readonly isEnd?: boolean;
}

/** All ECS events and EC2 warnings of one instance; none of one that was there before. */
export function instanceHappenings(host: Host): InstanceHappening[] {
  if (host.before) return [];
  const journal = [...host.journal].sort((one, other) => one.at - other.at);
  let running = 0;
  let version = 2;
  const registered = {
    at: registrationReportedAt(host),
    content: () => stateChange(host, { status: 'ACTIVE', running: 0, version: 2, at: host.registeredAt }),
  };
  return [
    registered,
    ...journal.map((entry) => {
      if (entry.kind === 'warned' || entry.kind === 'rebalance') return { at: entry.at, content: () => spotNotice(host, entry) };
      running += entry.kind === 'task-started' ? 1 : entry.kind === 'task-stopped' ? -1 : 0;
      const reported = { status: statusAfter(entry, host), running, version: ++version, at: entry.at };
      return {
        at: entry.at,
        content: () => stateChange(host, reported),
        isEnd: entry.kind === 'deregistering' || entry.kind === 'inactive',
      };
    }),
  ];
}

/** A late registration is reported after the first task was placed there. */
export function registrationReportedAt(host: Host): number {
  if (!host.late || host.firstPlacedAt === undefined) return host.registeredAt;
  return Math.max(host.registeredAt, host.firstPlacedAt + (5 + (host.firstPlacedAt % 30)) * SECOND);
}

function statusAfter({ kind, at }: HostEntry, host: Host): string {
  if (kind === 'draining') return 'DRAINING';
  if (kind === 'deregistering') return 'DEREGISTERING';
  if (kind === 'inactive') return 'INACTIVE';
  return host.journal.some((each) => each.kind === 'draining' && each.at < at) ? 'DRAINING' : 'ACTIVE';
}

interface ReportedState {
  readonly status: string;
  readonly running: number;
  readonly version: number;
  readonly at: number;
}

function stateChange(host: Host, reported: ReportedState): Content {
  const cpu = host.vcpus * 1024;
  return {
    type: DetailType.CONTAINER_INSTANCE_STATE_CHANGE,
    source: EventSource.ECS,
    resources: [host.arn],
    detail: {
      accountType: 'Standard',
      agentConnected: reported.status !== 'INACTIVE',
      attributes: attributes(host),
      clusterArn: host.environment.clusterArn,
      containerInstanceArn: host.arn,
      ec2InstanceId: host.instanceId,
      registeredAt: new Date(host.registeredAt).toISOString(),
      registeredResources: resources(cpu, host.memoryMiB),
      remainingResources: resources(Math.max(0, cpu - reported.running * 2048), Math.max(0, host.memoryMiB - reported.running * 4096)),
      runningTasksCount: reported.running,
      pendingTasksCount: 0,
      status: reported.status,
      version: reported.version,
      versionInfo: { agentHash: '8f1bd3c0', agentVersion: '1.98.0', dockerVersion: '25.0.8' },
      updatedAt: new Date(reported.at).toISOString(),
    },
  };
}

function attributes({ environment, type, zone }: Host): object[] {
  return [
    { name: 'com.amazonaws.ecs.capability.logging-driver.awslogs' },
    { name: 'com.amazonaws.ecs.capability.task-iam-role' },
    { name: 'ecs.ami-id', value: environment.amiId },
    { name: 'ecs.availability-zone', value: zone },
    { name: 'ecs.instance-type', value: type },
    { name: 'ecs.os-type', value: 'linux' },
    { name: 'ecs.os-family', value: 'LINUX' },
    { name: 'ecs.cpu-architecture', value: environment.architecture },
    { name: 'ecs.vpc-id', value: 'vpc-0a1b2c3d4e5f60718' },
  ];
}

function resources(cpu: number, memory: number): object[] {
  return [
    { name: 'CPU', type: 'INTEGER', integerValue: cpu },
    { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
    { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2375', '2376', '51678', '51679'] },
  ];
}

/** The ARN names a zone where others name a region, and no account. */
function spotNotice(host: Host, { kind }: HostEntry): Content {
  const warned = kind === 'warned';
  return {
    type: warned ? DetailType.SPOT_INTERRUPTION_WARNING : DetailType.REBALANCE_RECOMMENDATION,
    source: EventSource.EC2,
    resources: [`arn:aws:ec2:${host.zone}:instance/${host.instanceId}`],
    detail: { 'instance-id': host.instanceId, ...(warned ? { 'instance-action': 'terminate' } : {}) },
  };
}
