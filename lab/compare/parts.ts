import { CostMetric, InFlightMetric, InstanceMetric, RunTaskMetric } from '../../src/domain/names/metrics';
import { RecordMetric } from '../../src/domain/names/record-metric';
import { RecordType } from '../../src/domain/names/records';

/** What a deployment may emit besides the job records and the metrics of jobs. */
export const Part = {
  TRANSITIONS: 'Transitions',
  RUN_TASK: 'RunTask',
  INSTANCES: 'Instances',
  IN_FLIGHT: 'In flight',
  COSTS: 'Costs',
} as const;
export type Part = (typeof Part)[keyof typeof Part];

/**
 * Parts that every replay must emit, which are those that the example app deploys: if nothing is emitted, all of it is missing.
 * Any other part is compared as soon as a replay emits anything of it, and the comparison lists the parts that it leaves out.
 */
export const REQUIRED_PARTS: readonly Part[] = Object.values(Part);

/** Costs of instances are those of the time between two runs of a schedule, so that their totals depend on when these are; the check "truth-month" compares them by the hour. */
const BY_SCHEDULE: readonly string[] = [CostMetric.INSTANCE_COST_USD, CostMetric.IDLE_COST_USD, CostMetric.UNPRICED_INSTANCE_SECONDS];

/** What CloudWatch Logs counts in the records, which are compared themselves. */
const OF_RECORDS: readonly string[] = Object.values(RecordMetric);

/** Whether a metric has a total that the truth knows: gauges have none. */
export const hasTrueTotal = (name: string): boolean =>
  partOfMetric(name) !== Part.IN_FLIGHT && !BY_SCHEDULE.includes(name) && !OF_RECORDS.includes(name);

export const partOfMetric = (name: string): Part | undefined => {
  const isOf = (names: Readonly<Record<string, string>>): boolean => Object.values(names).includes(name);
  if (isOf(InFlightMetric)) return Part.IN_FLIGHT;
  if (isOf(InstanceMetric)) return Part.INSTANCES;
  if (isOf(CostMetric)) return Part.COSTS;
  return isOf(RunTaskMetric) ? Part.RUN_TASK : undefined;
};

export const partOfRecord: Readonly<Record<string, Part>> = {
  [RecordType.TRANSITIONS]: Part.TRANSITIONS,
  [RecordType.RUN_TASK_FAILURE]: Part.RUN_TASK,
  [RecordType.INSTANCE]: Part.INSTANCES,
};

/** The parts to compare, of those that a replay emits. */
export function partsToCompare(reported: ReadonlySet<Part>, required: readonly Part[] = REQUIRED_PARTS): ReadonlySet<Part> {
  return new Set([...required, ...reported]);
}
