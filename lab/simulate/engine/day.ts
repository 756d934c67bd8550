import { Host, HOUR, Job } from '../model';
import { Random } from '../random';
import { buildSite, CAPACITY_BLOCK, Site } from '../site';
import { Agenda } from './agenda';
import { HostPool } from './host-pool';
import { MultiNodeRunner } from './multi-node';
import { Pool } from './pool';
import { ServerlessPool } from './serverless-pool';
import { Timeline } from './timeline';
import { scheduleBusyEnd } from '../workload/busy-end';
import { compose, ROOM_FOR_ALL } from '../workload/composition';
import { decider } from '../workload/decisions';
import { scheduleWorkload } from '../workload/schedule';
import { Submissions } from '../workload/submissions';

export interface Day {
  readonly site: Site;
  readonly jobs: readonly Job[];
  readonly hosts: readonly Host[];
}

/** What the work of a day is spread over where its end is busy too, in terms of usual days. */
const LONG_DAY = 1.2;

export interface DayOptions {
  readonly jobs: number;
  readonly seed: number;
  readonly start: number;
  readonly busyEnd: boolean;
}

/** Lives through the day: every job in every state it was in, every instance from its registration to its end. */
export function runDay({ jobs, seed, start, busyEnd }: DayOptions): Day {
  const site = buildSite(new Random(seed, 'site'));
  const agenda = new Agenda();
  const pools = buildPools(site, agenda, seed);
  const hostPools = new Map([...pools].filter((entry): entry is [string, HostPool] => entry[1] instanceof HostPool));
  const timeline = new Timeline({ agenda, random: new Random(seed, 'timeline'), decide: decider(pools, new Random(seed, 'decisions')) });
  const multiNode = new MultiNodeRunner(timeline, agenda, pool(hostPools, 'od-x86'), new Random(seed, 'nodes'));
  const submissions = new Submissions(site, agenda, timeline, multiNode, new Random(seed, 'submissions'));
  const random = new Random(seed, 'workload');
  agenda.at(start - 48 * HOUR, () => standBefore(hostPools, jobs));
  if (jobs >= ROOM_FOR_ALL) loseHosts(hostPools, agenda, start);
  const stretch = busyEnd ? LONG_DAY : 1;
  scheduleWorkload({ composition: compose(jobs, random), agenda, submissions, random, start, stretch });
  if (busyEnd) scheduleBusyEnd({ agenda, submissions, random: new Random(seed, 'busy-end'), end: start + 24 * HOUR, jobs });
  agenda.run();
  return { site, jobs: submissions.jobs, hosts: [...hostPools.values()].flatMap((each) => each.hosts) };
}

/** Chance takes hosts too, but not in every workload: a Spot instance that Batch does not manage, and an On-Demand one by scale-in. */
function loseHosts(pools: ReadonlyMap<string, HostPool>, agenda: Agenda, start: number): void {
  agenda.at(start + 5 * HOUR, () => pool(pools, 'lab-hosts').join({ spot: true, late: true, doomed: true }));
  for (const hour of [3, 8]) agenda.at(start + hour * HOUR, () => pool(pools, 'od-x86').join({ doomed: true }));
}

function buildPools(site: Site, agenda: Agenda, seed: number): Map<string, Pool> {
  return new Map(
    [...site.environments.values()].map((environment) => {
      const random = new Random(seed, environment.name);
      return [
        environment.name,
        environment.instanceTypes.length > 0
          ? new HostPool(environment, agenda, random, site.environments.get(CAPACITY_BLOCK))
          : new ServerlessPool(environment, agenda, random),
      ];
    }),
  );
}

/** Instances that registered days before the first event; those that nobody manages have either lifecycle. */
function standBefore(pools: ReadonlyMap<string, HostPool>, jobs: number): void {
  for (const name of ['od-x86', 'spot-arm']) pool(pools, name).join({ before: 75 * HOUR });
  for (let count = 0; count < 2 + jobs / 500; count++) {
    pool(pools, 'lab-hosts').join({ before: (100 + count) * HOUR, spot: count % 2 === 1 });
  }
}

function pool(pools: ReadonlyMap<string, HostPool>, name: string): HostPool {
  const found = pools.get(name);
  if (!found) throw new Error(`the site has no compute environment ${name} on EC2`);
  return found;
}
