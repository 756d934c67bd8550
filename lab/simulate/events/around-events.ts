import { groupCreated, instanceLaunched, instanceState } from './auto-scaling-events';
import { Content, Happening } from './envelope';
import { otherPeople } from './other-people';
import { runTaskEvent } from './run-task-events';
import { ScalingGroup } from '../around/groups';
import { Life } from '../around/lives';
import { Surroundings } from '../around/surroundings';
import { Day } from '../engine/day';
import { SECOND } from '../model';
import { Random } from '../random';
import { Site } from '../site';

/** One event of other people for so many jobs. */
const JOBS_PER_OTHER = 12;

type Add = (at: number, content: (id: string) => Content) => void;

/** Events of CloudTrail, EC2 and Auto Scaling. Ids are drawn apart, so that the events of jobs stay the same without these. */
export function aroundHappenings(day: Day, { calls, lives, groups }: Surroundings, seed: number): Happening[] {
  const { site } = day;
  const random = new Random(seed, 'around');
  const all: Happening[] = [];
  const add: Add = (at, content) => {
    const id = random.uuid();
    all.push({ at, id, content: () => content(id) });
  };
  for (const call of calls) add(call.at, (id) => runTaskEvent(site, call, id));
  const groupOf = new Map(groups.map((group) => [group.environment, group]));
  for (const life of lives) addLife(site, life, groupOf.get(life.host.environment), add);
  addGroups(day, groups, add);
  addOthers(day, groups, add, random);
  return all;
}

/** Instances that nobody manages belong to no group. */
function addLife(site: Site, { host, launch, departure }: Life, group: ScalingGroup | undefined, add: Add): void {
  const { instanceId, zone } = host;
  const emitState = (at: number, state: string): void => add(at, () => instanceState(site, instanceId, state));
  if (launch) {
    const { launchedAt: begun, runningAt: done } = launch;
    emitState(begun, 'pending');
    emitState(done, 'running');
    if (group) add(done + 3 * SECOND, (activityId) => instanceLaunched(site, group, { instanceId, zone, begun, done, activityId }));
  }
  if (!departure) return;
  emitState(departure.shuttingDownAt, 'shutting-down');
  emitState(departure.terminatedAt, 'terminated');
}

/** Groups that were made since the first job's first event. */
function addGroups({ site, jobs }: Day, groups: readonly ScalingGroup[], add: Add): void {
  const begin = jobs.reduce((first, { createdAt }) => Math.min(first, createdAt), Infinity);
  for (const group of groups) if (group.createdAt >= begin) add(group.createdAt, (id) => groupCreated(site, group, id));
}

function addOthers({ site, jobs }: Day, groups: readonly ScalingGroup[], add: Add, random: Random): void {
  const others = otherPeople(groups);
  for (let index = 0; index < jobs.length; index += JOBS_PER_OTHER) {
    const at = jobs[index].entries[0].at + random.milliseconds(0, 60);
    const content = others[(index / JOBS_PER_OTHER) % others.length](site, random, at);
    add(at, () => content);
  }
}
