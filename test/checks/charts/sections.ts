import { GROUPS_AND_CLUSTERS } from '../../../src/insights-dashboard/sections/capacity';
import { GROUP_UTILIZATION } from '../../../src/insights-dashboard/sections/group-utilization';
import { INSTANCES_BY_GROUP } from '../../../src/insights-dashboard/sections/instances';
import { RUN_TASK } from '../../../src/insights-dashboard/sections/run-task';
import { TIMINGS } from '../../../src/insights-dashboard/sections/timings';
import { TRANSITIONS, TRANSITIONS_BY_GROUP } from '../../../src/insights-dashboard/sections/transitions';

/** The heading of each section that shows widgets of the sample, by the name of the section. */
export const LIBRARY_SECTIONS: Readonly<Record<string, string>> = {
  GROUPS_AND_CLUSTERS: GROUPS_AND_CLUSTERS.title,
  GROUP_UTILIZATION: GROUP_UTILIZATION.title,
  INSTANCES_BY_GROUP: INSTANCES_BY_GROUP.title,
  RUN_TASK: RUN_TASK.title,
  TIMINGS: TIMINGS.title,
  TRANSITIONS: TRANSITIONS.title,
  TRANSITIONS_BY_GROUP: TRANSITIONS_BY_GROUP.title,
};
