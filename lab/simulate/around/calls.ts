import { Attempt, Host, Job, SECOND, toSecond } from '../model';
import { Random } from '../random';
import { ComputeEnvironment } from '../site';
import { Failure, failureOnHosts, FARGATE_FULL, Refusal, refusalOf } from './call-failures';

/** A call of RunTask that AWS Batch makes to place one attempt of a job. */
export interface RunTaskCall {
  readonly at: number;
  readonly job: Job;
  readonly environment: ComputeEnvironment;
  /** The attempt that it places; absent where it places none. */
  readonly attempt?: Attempt;
  /** An answer to the same call was given before: ECS answers with the same task, and places none. */
  readonly repeated?: boolean;
  readonly failures: readonly Failure[];
  readonly refusal?: Refusal;
  /** Tries of the same call share it. */
  readonly token: string;
}

type Placed = Attempt & { readonly placement: NonNullable<Attempt['placement']> };

/** A wait this long is one for capacity: AWS Batch may have tried in vain before. */
const LONG_WAIT = 45 * SECOND;
const FAILING = 0.12;
const FARGATE_FAILING = 0.02;
/** Every so many placements, from the start, so that small workloads have them: one call is refused first, one is repeated. */
const REFUSED_EVERY = 250;
const REPEATED_EVERY = 120;
/** Instances that are drawn to find some that were there at the time. */
const LOOKS = 12;

/** One call for each attempt that got a place on ECS, and some in vain before it. Parents and pods are placed by no such call. */
export function callsOf(jobs: readonly Job[], hosts: readonly Host[], seed: number): RunTaskCall[] {
  const random = new Random(seed, 'run-task');
  const hostsOf = new Map(hosts.map(({ environment }): [ComputeEnvironment, Host[]] => [environment, []]));
  for (const host of hosts) hostsOf.get(host.environment)?.push(host);
  let placed = 0;
  return jobs.flatMap((job) =>
    placementsOf(job).flatMap((attempt) => [
      ...callsInVain(job, attempt, hostsOf, placed, random),
      ...placingCalls(job, attempt, placed++, random),
    ]),
  );
}

export const placementsOf = (job: Job): Placed[] =>
  job.attempts.filter((attempt): attempt is Placed => attempt.placement !== undefined && attempt.placement.environment.type !== 'EKS');

function placingCalls(job: Job, attempt: Placed, count: number, random: Random): RunTaskCall[] {
  const { environment } = attempt.placement;
  const call = { at: attempt.startingAt, job, environment, attempt, failures: [], token: random.uuid() };
  return count % REPEATED_EVERY === 3 ? [call, { ...call, at: call.at + 2 * SECOND, repeated: true }] : [call];
}

function callsInVain(
  job: Job,
  attempt: Placed,
  hostsOf: ReadonlyMap<ComputeEnvironment, Host[]>,
  count: number,
  random: Random,
): RunTaskCall[] {
  const { environment, host } = attempt.placement;
  const wait = attempt.startingAt - attempt.runnableAt;
  const call = { job, environment, token: random.uuid() };
  const inVain: RunTaskCall[] = [];
  if (count % REFUSED_EVERY === 2 && wait > SECOND) {
    inVain.push({ ...call, at: attempt.runnableAt, failures: [], refusal: refusalOf(job, Math.floor(count / REFUSED_EVERY)) });
  }
  if (host ? wait < LONG_WAIT || !random.chance(FAILING) : wait < 4 * SECOND || !random.chance(FARGATE_FAILING)) return inVain;
  const at = toSecond(attempt.runnableAt + random.integer(SECOND, wait - SECOND));
  const failures = host ? hostFailures(job, hostsOf.get(environment) ?? [], at, random) : [FARGATE_FULL];
  return [...inVain, { ...call, at, failures, token: random.uuid() }];
}

/** One failure for each instance that was looked at; of a cluster without instances, one for all. */
function hostFailures(job: Job, hosts: readonly Host[], at: number, random: Random): Failure[] {
  const found = Array.from({ length: LOOKS }, () => random.pick(hosts)).filter(
    (host) => host.registeredAt < at && (host.endedAt ?? Infinity) > at,
  );
  return failureOnHosts(job, [...new Set(found)].slice(0, random.integer(1, 3)), random);
}
