import { withoutAbsent } from '../../../src/domain/event/without-absent';
import { Attempt, Entry, Job } from '../model';
import { Site } from '../site';
import { command, environment, secrets } from './canaries';
import { containerNames, logStream, taskArn } from './names';

/** What is known of an attempt at the time of an event: the place from STARTING, the log from RUNNING (with several containers from STARTING, as captured), the end at the end. */
export interface Glimpse {
  readonly attempt: Attempt;
  readonly log: boolean;
  readonly over: boolean;
}

export function glimpse(job: Job, entry: Entry): Glimpse | undefined {
  const over = entry.state === 'SUCCEEDED' || entry.state === 'FAILED';
  if (over) {
    const last = job.attempts[job.attempts.length - 1];
    return last && { attempt: last, log: true, over };
  }
  if (entry.state !== 'STARTING' && entry.state !== 'RUNNING') return undefined;
  const log = entry.state === 'RUNNING' || job.definition.shape === 'containers';
  return { attempt: job.attempts[entry.finished], log, over };
}

export function networkInterfaces(attempt: Attempt): object[] {
  const { placement } = attempt;
  if (placement?.address === undefined || placement.environment.type === 'EKS') return [];
  return [{ attachmentId: `${placement.taskId.slice(0, 8)}-eni`, privateIpv4Address: placement.address }];
}

function requirements({ gpus }: Job['definition'], vcpus: number, memoryMiB: number): object[] {
  const memory = { type: 'MEMORY', value: String(memoryMiB) };
  const vcpu = { type: 'VCPU', value: String(vcpus) };
  return gpus === undefined ? [vcpu, memory] : [{ type: 'GPU', value: String(gpus) }, memory, vcpu];
}

/** `container` of a job with one container. */
export function container(site: Site, job: Job, seen?: Glimpse): object {
  const { definition } = job;
  const fargate = definition.shape === 'fargate';
  return withoutAbsent({
    image: `${site.account}.dkr.ecr.${site.region}.amazonaws.com/${definition.name}:${job.revision}`,
    command: command(job),
    jobRoleArn: `arn:aws:iam::${site.account}:role/${definition.name}-job`,
    executionRoleArn: `arn:aws:iam::${site.account}:role/batch-execution`,
    volumes: [],
    environment: environment(job),
    mountPoints: [],
    ulimits: [],
    ...placeOf(job, seen),
    exitCode: seen?.over ? seen.attempt.outcome?.exitCode : undefined,
    reason: seen?.over ? seen.attempt.outcome?.reason : undefined,
    networkInterfaces: seen ? networkInterfaces(seen.attempt) : [],
    resourceRequirements: requirements(definition, definition.vcpus, definition.memoryMiB),
    linuxParameters: fargate ? undefined : { devices: [], tmpfs: [] },
    logConfiguration:
      definition.logGroup === undefined
        ? undefined
        : { logDriver: 'awslogs', options: { 'awslogs-group': definition.logGroup, 'awslogs-region': site.region }, secretOptions: [] },
    secrets: secrets(site, job),
    ...(fargate
      ? {
          fargatePlatformConfiguration: { platformVersion: 'LATEST' },
          networkConfiguration: { assignPublicIp: 'DISABLED' },
          runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64' },
        }
      : {}),
  });
}

function placeOf(job: Job, seen?: Glimpse): object {
  const placement = seen?.attempt.placement;
  if (!seen || !placement) return {};
  return {
    containerInstanceArn: placement.host?.arn,
    taskArn: taskArn(placement),
    logStreamName: seen.log ? logStream(job, seen.attempt) : undefined,
    instanceType: job.role.kind === 'node' ? placement.host?.type : undefined,
  };
}

/** Vcpus and memory of each container; their sums are the definition's. */
const shares = ({ definition }: Job): readonly (readonly [number, number])[] => [
  [definition.vcpus - 1, definition.memoryMiB - 1024],
  [1, 1024],
];

/** `ecsProperties` of a job with several containers. A failure is the first container's; the second one ends well. */
export function ecsProperties(site: Site, job: Job, seen?: Glimpse): object {
  const task = seen?.attempt.placement;
  const containers = containerNames(job).map((name, index) =>
    withoutAbsent({
      command: command(job),
      dependsOn: index === 0 ? [] : [{ containerName: 'main', condition: 'START' }],
      environment: environment(job),
      essential: index === 0,
      image: `${site.account}.dkr.ecr.${site.region}.amazonaws.com/${job.definition.name}-${name}:${job.revision}`,
      mountPoints: [],
      name,
      resourceRequirements: requirements(job.definition, ...shares(job)[index]),
      secrets: secrets(site, job),
      ulimits: [],
      ...(seen?.over ? containerEnd(seen.attempt, index) : {}),
      logStreamName: seen?.log ? logStream(job, seen.attempt, name) : undefined,
      networkInterfaces: [],
    }),
  );
  return {
    taskProperties: [
      withoutAbsent({
        containers,
        containerInstanceArn: task?.host?.arn,
        taskArn: task && taskArn(task),
        executionRoleArn: `arn:aws:iam::${site.account}:role/batch-execution`,
        taskRoleArn: `arn:aws:iam::${site.account}:role/${job.definition.name}-job`,
        volumes: [],
      }),
    ],
  };
}

/** The sidecar ends well unless nobody knows how the task ended. */
export function containerEnd({ outcome }: Attempt, index: number): { exitCode?: number; reason?: string } {
  if (outcome?.exitCode === undefined) return index === 0 ? { reason: outcome?.reason } : {};
  return index === 0 ? { exitCode: outcome.exitCode, reason: outcome.reason } : { exitCode: 0 };
}
