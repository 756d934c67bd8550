import { Host, SECOND, toSecond } from '../model';
import { Random } from '../random';

/** The coming and going of one instance as EC2 sees it. */
export interface Life {
  readonly host: Host;
  /** Absent where it was there before the stream. */
  readonly launch?: Launch;
  readonly departure?: Departure;
}

export interface Launch {
  readonly launchedAt: number;
  readonly runningAt: number;
}

export interface Departure {
  readonly shuttingDownAt: number;
  readonly terminatedAt: number;
  /** ECS emits no event: only EC2 does. */
  readonly silent: boolean;
}

/** How an instance left its cluster, as far as events report it; `at` is the envelope's time. */
export interface Leaving {
  readonly at: number;
  readonly cause: 'deregistered' | 'terminated';
}

/** Of instances that were there before the stream, only the termination is reported, by EC2. */
export function livesOf(hosts: readonly Host[], seed: number): Life[] {
  const random = new Random(seed, 'lives');
  let reclaimed = 0;
  return hosts.map((host) => {
    const isReclaimed = host.spot && host.lostAt !== undefined;
    const silent = host.before || (isReclaimed && reclaimed++ % 2 === 0);
    return { host, launch: host.before ? undefined : launchOf(host, random), departure: departureOf(host, silent, random) };
  });
}

function launchOf({ registeredAt }: Host, random: Random): Launch {
  const launchedAt = registeredAt - random.milliseconds(40, 75);
  return { launchedAt, runningAt: launchedAt + random.milliseconds(8, 20) };
}

/** Where ECS reports it too, its event comes first: it deregisters the instance before EC2 terminates it. */
function departureOf({ lostAt, endedAt }: Host, silent: boolean, random: Random): Departure | undefined {
  if (endedAt === undefined) return undefined;
  const terminatedAt = endedAt + random.milliseconds(20, 70);
  return { silent, terminatedAt, shuttingDownAt: Math.min(lostAt ?? endedAt + 2 * SECOND, terminatedAt) };
}

/** The first event that reports the instance as gone. One that was there before and runs no job is not known to be AWS Batch's. */
export function leavingOf({ host, departure }: Life): Leaving | undefined {
  if (!departure || (host.before && host.firstPlacedAt === undefined)) return undefined;
  if (departure.silent) return { at: toSecond(departure.terminatedAt), cause: 'terminated' };
  const departures = host.journal.filter(({ kind }) => kind === 'deregistering' || kind === 'inactive').map(({ at }) => at);
  return { at: toSecond(Math.min(...departures)), cause: 'deregistered' };
}
