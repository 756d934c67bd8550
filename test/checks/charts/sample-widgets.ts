import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A chart of this library: the section of the dashboard that it is in, and its title without the unit. */
export interface ChartName {
  readonly section: string;
  readonly title: string;
}

/** A widget of AWS's sample, and the charts that show the same here. */
export interface SampleWidget {
  readonly dashboard: string;
  readonly title: string;
  readonly charts: readonly ChartName[];
}

const DOCUMENT = join(__dirname, '../../../docs/runtime-dashboards.md');
const ROW = /^\| ([\w-]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm;
const HEADER = 'dashboard';
const SAME = 'the same';

/** Every row of the document, with the charts at the level STANDARD, which is the example's. */
export function sampleWidgets(): SampleWidget[] {
  const rows = [...readFileSync(DOCUMENT, 'utf8').matchAll(ROW)]
    .map(([, ...cells]) => cells)
    .filter(([dashboard]) => dashboard !== HEADER && !/^-+$/.test(dashboard));
  return rows.map(([dashboard, title, atFull, atStandard]) => ({
    dashboard,
    title,
    charts: chartsOf(atStandard === SAME ? atFull : atStandard),
  }));
}

const chartsOf = (cell: string): ChartName[] =>
  cell.split('; ').map((chart) => {
    const [section, title] = chart.split(': ');
    return { section, title };
  });

export const HEADING = 'heading';

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/Instance Types?/, 'InstanceType'],
  [/Availability Zones?/, 'AvailabilityZone'],
  [/ECS Cluster|Compute Environment/, 'ComputeEnvironment'],
  [/Job Queue/, 'JobQueue'],
  [/Job Definition/, 'JobDefinition'],
];

const OF_GROUPS: Readonly<Record<string, string>> = {
  'AutoScaling Groups Total In-Service Instances': 'GroupInServiceInstances by AutoScalingGroupName',
  'AutoScaling Groups In-Service Capacity': 'GroupInServiceCapacity by AutoScalingGroupName',
  'AutoScaling Groups Desired Capacity': 'GroupDesiredCapacity by AutoScalingGroupName',
  'CPU Utilization per ASG (in truth per ECS cluster)': 'CPUUtilization by ClusterName',
  'CPU Reservation per ECS Cluster': 'CPUReservation by ClusterName',
  'MemoryUtilization per ECS Cluster': 'MemoryUtilization by ClusterName',
  'Memory Reservation per ECS Cluster': 'MemoryReservation by ClusterName',
  'CPU Utilization per ECS Cluster (in truth per group)': 'CPUUtilization by AutoScalingGroupName',
  'Network Traffic In per ASG': 'NetworkIn by AutoScalingGroupName',
  'Network Traffic Out per ASG': 'NetworkOut by AutoScalingGroupName',
  'Disk Read Bytes per ASG': 'DiskReadBytes by AutoScalingGroupName',
  'Disk Write Bytes per ASG': 'DiskWriteBytes by AutoScalingGroupName',
};

/** What the widget of the sample is about, in any of these words: its charts here have to tell that, whatever else they tell. */
export function subjectsOf({ title }: SampleWidget): string[] {
  if (OF_GROUPS[title] !== undefined) return [OF_GROUPS[title]];
  const by = PLACES.find(([words]) => words.test(title))?.[1];
  return amountsOf(title).map((amount) => (by === undefined ? amount : `${amount} by ${by}`));
}

/** A task that is placed is an attempt that enters STARTING. */
function amountsOf(title: string): string[] {
  const state = /PENDING|RUNNABLE|STARTING|RUNNING|SUCCEEDED|FAILED/.exec(title)?.[0];
  if (state !== undefined) return [state];
  if (/Transitions/.test(title)) return ['RUNNING'];
  if (/Jobs Placed/.test(title)) return ['Placed', 'STARTING'];
  if (/RunTask/.test(title)) return ['Calls'];
  if (/Deregist/.test(title)) return ['Deregistered'];
  if (/Regist/.test(title)) return ['Registered'];
  if (/WaitTime\/TotalTime/.test(title)) return ['Share of waiting'];
  return [/Wait/.test(title) ? 'Waiting' : 'Running'];
}
