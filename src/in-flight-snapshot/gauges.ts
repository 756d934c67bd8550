import { Stats, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { DimensionName, InFlightMetric } from '../domain/names/metrics';

export interface Gauge {
  readonly statistic: string;
  readonly unit: Unit;
  /** The sets of dimensions that it is published with. */
  readonly dimensionSets: readonly (readonly string[])[];
  readonly ofInstances: boolean;
}

const { JOB_QUEUE, JOB_STATE, COMPUTE_ENVIRONMENT } = DimensionName;

// Maximum, because a snapshot that EventBridge starts twice tells the same value twice.
const ofQueues = (unit: Unit): Gauge => ({ statistic: Stats.MAXIMUM, unit, dimensionSets: [[], [JOB_QUEUE]], ofInstances: false });
const OF_ENVIRONMENTS: Gauge = {
  statistic: Stats.MAXIMUM,
  unit: Unit.COUNT,
  dimensionSets: [[], [COMPUTE_ENVIRONMENT]],
  ofInstances: true,
};

/** What is published, and the statistic and unit that suit it. */
export const GAUGES: { readonly [name in InFlightMetric]: Gauge } = {
  JobsInState: { ...ofQueues(Unit.COUNT), dimensionSets: [[JOB_STATE], [JOB_QUEUE, JOB_STATE]] },
  OldestRunnableSeconds: ofQueues(Unit.SECONDS),
  OldestStartingSeconds: ofQueues(Unit.SECONDS),
  WaitingVcpus: ofQueues(Unit.COUNT),
  RunningVcpus: ofQueues(Unit.COUNT),
  InstancesInService: OF_ENVIRONMENTS,
  InServiceVcpus: OF_ENVIRONMENTS,
  InServiceMemoryMiB: OF_ENVIRONMENTS,
};

export const isGaugeName = (name: string): name is InFlightMetric => Object.hasOwn(GAUGES, name);
