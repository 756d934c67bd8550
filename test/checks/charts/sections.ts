import { CAPACITY } from '../../../src/insights-dashboard/sections/capacity';
import { GROUP_UTILIZATION } from '../../../src/insights-dashboard/sections/group-utilization';
import { INSTANCES } from '../../../src/insights-dashboard/sections/instances';
import { RUN_TASK } from '../../../src/insights-dashboard/sections/run-task';
import { TIMINGS } from '../../../src/insights-dashboard/sections/timings';
import { TRANSITIONS } from '../../../src/insights-dashboard/sections/transitions';

/** The heading of each section that shows widgets of the sample, by the name of the section. */
export const LIBRARY_SECTIONS: Readonly<Record<string, string>> = {
  CAPACITY: CAPACITY.title,
  GROUP_UTILIZATION: GROUP_UTILIZATION.title,
  INSTANCES: INSTANCES.title,
  RUN_TASK: RUN_TASK.title,
  TIMINGS: TIMINGS.title,
  TRANSITIONS: TRANSITIONS.title,
};
