/**
 * What Container Insights logs of tasks, on instances and on Fargate: a line for each task and minute, in the log group of its cluster.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html
 */
import { Day } from '../engine/day';
import { Attempt, HOUR, Job, MINUTE } from '../model';
import { Random } from '../random';
import { hasContainers } from '../truth/countable';

/** A line of a log group that no template declares. */
export interface ServiceLogLine {
  readonly logGroup: string;
  readonly logStream: string;
  readonly timestamp: number;
  readonly message: string;
}

const CPU_UNITS_PER_VCPU = 1024;

/** The lines of the day, task by task. Pods have none. */
export function* taskLines({ jobs }: Day, seed: number, start: number): Generator<ServiceLogLine> {
  const random = new Random(seed, 'tasks');
  for (const job of jobs.filter(hasContainers)) {
    for (const attempt of job.attempts) yield* linesOf(job, attempt, start, random);
  }
}

function* linesOf(
  job: Job,
  { placement, startedAt, stoppedAt = Infinity }: Attempt,
  start: number,
  random: Random,
): Generator<ServiceLogLine> {
  if (!placement || placement.environment.type === 'EKS' || startedAt === undefined) return;
  const { environment, taskId, host } = placement;
  const end = Math.min(stoppedAt, start + 24 * HOUR);
  for (let at = Math.max(start, Math.ceil(startedAt / MINUTE) * MINUTE); at < end; at += MINUTE) {
    yield {
      logGroup: `/aws/ecs/containerinsights/${environment.cluster}/performance`,
      logStream: host ? `AgentTelemetry-${host.instanceId}` : `FargateTelemetry-${taskId.slice(0, 4)}`,
      timestamp: at,
      message: JSON.stringify({
        Type: 'Task',
        TaskId: taskId,
        TaskDefinitionFamily: job.definition.name,
        ClusterName: environment.cluster,
        LaunchType: host ? 'EC2' : 'FARGATE',
        EC2InstanceId: host?.instanceId,
        Timestamp: at,
        KnownStatus: 'RUNNING',
        ...used(job, at - startedAt, random),
      }),
    };
  }
}

/** Memory grows in the first minutes, and stays. */
function used({ definition: { vcpus, memoryMiB } }: Job, ranFor: number, random: Random) {
  const reserved = vcpus * CPU_UNITS_PER_VCPU;
  const filled = Math.min(1, 0.35 + (0.65 * ranFor) / (5 * MINUTE));
  return {
    CpuReserved: reserved,
    CpuUtilized: Math.round(reserved * (0.72 + 0.2 * random.next())),
    MemoryReserved: memoryMiB,
    MemoryUtilized: Math.round(memoryMiB * filled * (0.75 + 0.05 * random.next())),
  };
}
