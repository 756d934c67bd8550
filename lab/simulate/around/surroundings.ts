import { callsOf, RunTaskCall } from './calls';
import { scalingGroupsOf, ScalingGroup } from './groups';
import { Life, livesOf } from './lives';
import { Day } from '../engine/day';

/** What other services of AWS do so that the jobs of a day run. Chance is drawn apart from the jobs', which stay the same without it. */
export interface Surroundings {
  readonly lives: readonly Life[];
  readonly groups: readonly ScalingGroup[];
  readonly calls: readonly RunTaskCall[];
}

export function addSurroundings({ site, jobs, hosts }: Day, seed: number, start: number): Surroundings {
  const lives = livesOf(hosts, seed);
  return { lives, groups: scalingGroupsOf(site, lives, start, seed), calls: callsOf(jobs, hosts, seed) };
}
