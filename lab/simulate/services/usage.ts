import { Steps } from './steps';
import { Life } from '../around/lives';
import { Surroundings } from '../around/surroundings';
import { Day } from '../engine/day';
import { Attempt, Job } from '../model';
import { ComputeEnvironment } from '../site';
import { hasContainers } from '../truth/countable';

const NAMES = [
  'instances',
  'vcpus',
  'memoryMiB',
  'pending',
  'pendingVcpus',
  'leaving',
  'leavingVcpus',
  'waitingVcpus',
  'tasks',
  'usedVcpus',
  'usedMemoryMiB',
] as const;

/** What a compute environment has, and what its jobs take of it. */
export type Usage = Readonly<Record<(typeof NAMES)[number], Steps>>;

export interface DayUsage {
  readonly environments: ReadonlyMap<ComputeEnvironment, Usage>;
}

export function usageOf({ site, jobs }: Day, { lives }: Surroundings, start: number): DayUsage {
  const environments = new Map(
    [...site.environments.values()].map((each) => [
      each,
      Object.fromEntries(NAMES.map((name) => [name, new Steps(start)])) as Record<(typeof NAMES)[number], Steps>,
    ]),
  );
  for (const life of lives) addHost(known(environments, life.host.environment), life);
  for (const job of jobs.filter(hasContainers)) {
    for (const attempt of job.attempts) addAttempt(job, attempt, environments);
  }
  return { environments };
}

function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error('the site does not hold what its jobs and instances name');
  return value;
}

function addHost(usage: Usage, { launch, departure, host }: Life): void {
  const { registeredAt, endedAt = Infinity, vcpus, memoryMiB } = host;
  usage.instances.add(registeredAt, endedAt, 1);
  usage.vcpus.add(registeredAt, endedAt, vcpus);
  usage.memoryMiB.add(registeredAt, endedAt, memoryMiB);
  const launchedAt = launch?.launchedAt ?? registeredAt;
  usage.pending.add(launchedAt, registeredAt, 1);
  usage.pendingVcpus.add(launchedAt, registeredAt, vcpus);
  const gone = departure?.terminatedAt ?? Infinity;
  usage.leaving.add(endedAt, gone, 1);
  usage.leavingVcpus.add(endedAt, gone, vcpus);
}

function addAttempt(
  { definition }: Job,
  { runnableAt, startingAt, stoppedAt = Infinity, placement }: Attempt,
  environments: DayUsage['environments'],
): void {
  if (!placement) return;
  const usage = known(environments, placement.environment);
  usage.waitingVcpus.add(runnableAt, startingAt, definition.vcpus);
  usage.tasks.add(startingAt, stoppedAt, 1);
  usage.usedVcpus.add(startingAt, stoppedAt, definition.vcpus);
  usage.usedMemoryMiB.add(startingAt, stoppedAt, definition.memoryMiB);
}
