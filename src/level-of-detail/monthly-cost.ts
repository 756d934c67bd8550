import { publishedSets, setsOf } from './published-sets';
import { SiteSize } from './site-size';
import { DimensionName, InFlightMetric, InstanceMetric, MetricName, RunTaskMetric } from '../domain/names/metrics';

type DimensionSets = readonly (readonly string[])[];

/** States that jobs in flight are counted in. */
const STATES_IN_FLIGHT = 5;
/** Reasons that a task can be not placed for, each a metric; a site sees a few of them. */
const REASONS = 40;

const { JOB_QUEUE, JOB_DEFINITION, COMPUTE_ENVIRONMENT, INSTANCE_TYPE, AVAILABILITY_ZONE, PURCHASE_OPTION } = DimensionName;
const TOLD_BY_REGISTRY: readonly string[] = [INSTANCE_TYPE, AVAILABILITY_ZONE, PURCHASE_OPTION];
const { JOBS_IN_STATE, INSTANCES_IN_SERVICE, IN_SERVICE_VCPUS, IN_SERVICE_MEMORY_MIB } = InFlightMetric;
const OF_INSTANCES: readonly string[] = [INSTANCES_IN_SERVICE, IN_SERVICE_VCPUS, IN_SERVICE_MEMORY_MIB];

/** How many custom metrics the parts of a site publish, where each combination of values occurs. */
export function countMetrics(dimensionSets: DimensionSets, site: SiteSize): number {
  const { instanceRegistryEnabled = true, inFlightEnabled = true, runTaskMonitoringEnabled = false } = site;
  return (
    jobMetrics(
      dimensionSets.filter((set) => instanceRegistryEnabled || !set.some((name) => TOLD_BY_REGISTRY.includes(name))),
      site,
    ) +
    (instanceRegistryEnabled ? instanceMetrics(dimensionSets, site) : 0) +
    (inFlightEnabled ? inFlightMetrics(site, instanceRegistryEnabled) : 0) +
    (runTaskMonitoringEnabled ? runTaskMetrics(dimensionSets, site) : 0)
  );
}

const jobMetrics = (sets: DimensionSets, site: SiteSize): number =>
  sum(Object.values(MetricName).map((name) => combinations(publishedSets(name, sets), site)));

const instanceMetrics = (sets: DimensionSets, site: SiteSize): number =>
  Object.values(InstanceMetric).length * combinations(setsOf([COMPUTE_ENVIRONMENT, ...TOLD_BY_REGISTRY], sets), site);

function inFlightMetrics(site: SiteSize, withInstances: boolean): number {
  const names = Object.values(InFlightMetric).filter((name) => name !== JOBS_IN_STATE && !OF_INSTANCES.includes(name));
  return (
    (STATES_IN_FLIGHT + names.length) * combinations([[], [JOB_QUEUE]], site) +
    (withInstances ? OF_INSTANCES.length * combinations([[], [COMPUTE_ENVIRONMENT]], site) : 0)
  );
}

const runTaskMetrics = (sets: DimensionSets, site: SiteSize): number =>
  Object.values(RunTaskMetric).length * combinations(setsOf([JOB_QUEUE, COMPUTE_ENVIRONMENT], sets), site) + REASONS;

function combinations(sets: DimensionSets, site: SiteSize): number {
  const valuesOf: Readonly<Record<string, number>> = {
    [JOB_QUEUE]: site.jobQueues,
    [COMPUTE_ENVIRONMENT]: site.computeEnvironments,
    [JOB_DEFINITION]: site.jobDefinitions ?? 0,
    [INSTANCE_TYPE]: site.instanceTypes ?? 0,
    [AVAILABILITY_ZONE]: site.availabilityZones ?? 6,
    [PURCHASE_OPTION]: site.purchaseOptions ?? 2,
  };
  return sum(sets.map((set) => set.reduce((product, name) => product * valuesOf[name], 1)));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Up to how many metrics, and US dollars a month for each: us-east-1 list price, 2026. See https://aws.amazon.com/cloudwatch/pricing/ */
const TIERS: readonly (readonly [metrics: number, usd: number])[] = [
  [10_000, 0.3],
  [250_000, 0.1],
  [1_000_000, 0.05],
  [Infinity, 0.02],
];

/** What CloudWatch asks for so many custom metrics, in US dollars a month. */
export function usdOfMetrics(metrics: number): number {
  const ofTiers = TIERS.map(([upTo, usd], index) => usd * Math.max(0, Math.min(metrics, upTo) - (index === 0 ? 0 : TIERS[index - 1][0])));
  return Math.round(sum(ofTiers) * 100) / 100;
}
