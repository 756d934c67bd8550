import { Host, SECOND, toSecond } from '../model';
import { Random } from '../random';

/** The coming and going of one instance as EC2 sees it. */
export interface Life {
  readonly host: Host;
  readonly launchedAt: number;
  readonly runningAt: number;
  readonly departure?: Departure;
}

export interface Departure {
  readonly shuttingDownAt: number;
  readonly terminatedAt: number;
  /** ECS tells nothing: only EC2 does. */
  readonly silent: boolean;
}

/** How an instance left its cluster, as far as events tell; `at` is what the envelope says. */
export interface Leaving { readonly at: number; readonly cause: 'deregistered' | 'terminated' }

/** Instances that were there before the stream are told of by nothing, neither when they came nor when they go. */
export function livesOf(hosts: readonly Host[], seed: number): Life[] {
  const random = new Random(seed, 'lives');
  let reclaimed = 0;
  return hosts.filter(host => !host.before).map(host => {
    const launchedAt = host.registeredAt - random.milliseconds(40, 75);
    const isReclaimed = host.spot && host.lostAt !== undefined;
    const silent = isReclaimed && reclaimed++ % 2 === 0;
    return { host, launchedAt, runningAt: launchedAt + random.milliseconds(8, 20), departure: departureOf(host, silent, random) };
  });
}

/** Where ECS tells too, it does so first: it lets the instance go before EC2 has it terminated. */
function departureOf({ lostAt, endedAt }: Host, silent: boolean, random: Random): Departure | undefined {
  if (endedAt === undefined) return undefined;
  const terminatedAt = endedAt + random.milliseconds(20, 70);
  return { silent, terminatedAt, shuttingDownAt: Math.min(lostAt ?? endedAt + 2 * SECOND, terminatedAt) };
}

/** The first event that says that the instance is gone. */
export function leavingOf({ host, departure }: Life): Leaving | undefined {
  if (!departure) return undefined;
  if (departure.silent) return { at: toSecond(departure.terminatedAt), cause: 'terminated' };
  const told = host.journal.filter(({ kind }) => kind === 'deregistering' || kind === 'inactive').map(({ at }) => at);
  return { at: toSecond(Math.min(...told)), cause: 'deregistered' };
}
