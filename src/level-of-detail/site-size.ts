import { BOOLEAN, NUMBER } from '../prop-check/cdk-types';
import { checkWholeNumber, rejectMissing } from '../prop-check/prop-check';
import { checkTypes, PropTypes, required } from '../prop-check/prop-types';

/** The size of a site: the values that its metrics are broken down by, and the constructs that publish metrics. */
export interface SiteSize {
  /** Job queues. */
  readonly jobQueues: number;
  /** Compute environments. */
  readonly computeEnvironments: number;
  /**
   * Job definitions that jobs run on, whatever their revision.
   *
   * @default - needed at LevelOfDetail.FULL, without effect at the others
   */
  readonly jobDefinitions?: number;
  /**
   * EC2 instance types that jobs run on.
   *
   * @default - needed at LevelOfDetail.FULL with an instance registry, without effect elsewhere
   */
  readonly instanceTypes?: number;
  /**
   * Availability Zones that jobs run in.
   *
   * @default 6 - as many as the largest region has
   */
  readonly availabilityZones?: number;
  /**
   * Purchase options that are in use: of On-Demand, Spot, Fargate, Fargate Spot and Capacity Block.
   *
   * @default 2 - On-Demand and Spot
   */
  readonly purchaseOptions?: number;
  /**
   * Whether there is an `InstanceRegistry`.
   *
   * @default true
   */
  readonly instanceRegistryEnabled?: boolean;
  /**
   * Whether there is an `InFlightSnapshot`.
   *
   * @default true
   */
  readonly inFlightEnabled?: boolean;
  /**
   * Whether there is a `RunTaskMonitoring`.
   *
   * @default false
   */
  readonly runTaskMonitoringEnabled?: boolean;
  /**
   * Whether there are `CostInsights`.
   *
   * @default false
   */
  readonly costInsightsEnabled?: boolean;
}

const COUNTS = ['jobQueues', 'computeEnvironments', 'jobDefinitions', 'instanceTypes', 'availabilityZones', 'purchaseOptions'] as const;
/** More than any account may have. */
const MAX_COUNT = 1_000_000;

const SITE_SIZE_TYPES: PropTypes<SiteSize> = {
  jobQueues: required(NUMBER, 'Count those that are in use.'),
  computeEnvironments: required(NUMBER, 'Count those that are in use.'),
  jobDefinitions: NUMBER,
  instanceTypes: NUMBER,
  availabilityZones: NUMBER,
  purchaseOptions: NUMBER,
  instanceRegistryEnabled: BOOLEAN,
  inFlightEnabled: BOOLEAN,
  runTaskMonitoringEnabled: BOOLEAN,
  costInsightsEnabled: BOOLEAN,
};

/** Stops at a size from which no cost of a level follows. */
export function checkSiteSize(where: string, size: SiteSize, isByInstanceType: boolean): void {
  checkTypes(where, size, SITE_SIZE_TYPES);
  COUNTS.forEach((prop) =>
    checkWholeNumber(where, { prop, value: size[prop], min: 0, max: MAX_COUNT, fix: 'Count those that are in use.' }),
  );
  const registered = size.instanceRegistryEnabled === false ? [] : ['instanceTypes' as const];
  const needed = isByInstanceType ? ['jobDefinitions' as const, ...registered] : [];
  for (const prop of needed.filter((each) => size[each] === undefined)) {
    rejectMissing(where, prop, 'Metrics are published for each at this level: without their number the cost is not known.');
  }
}
