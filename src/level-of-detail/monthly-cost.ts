import { SiteSize } from './site-size';
import { AnyMetric, DimensionName, MetricDefinition, metricsOf, publishedSets, REGISTRY_DIMENSIONS } from '../domain/names/metrics';
import { METRIC_PRICE } from '../domain/names/prices';

type DimensionSets = readonly (readonly string[])[];

/** States that jobs in flight are counted in. */
const STATES_IN_FLIGHT = 5;
/** Reasons that `TasksNotPlaced` is published by: the handler knows so many, and takes any other for one of them. A site sees a few. */
const MAX_REASONS = 40;

/** How many custom metrics the parts of a site publish, where each combination of values occurs. */
export function countMetrics(dimensionSets: DimensionSets, site: SiteSize): number {
  const { instanceRegistryEnabled = true } = site;
  const known = dimensionSets.filter((set) => instanceRegistryEnabled || !REGISTRY_DIMENSIONS.some((name) => set.includes(name)));
  return sum(metricsOfSite(site).map(({ name }) => combinations(publishedSets(name, known), site)));
}

function metricsOfSite(site: SiteSize): readonly MetricDefinition<AnyMetric>[] {
  const { instanceRegistryEnabled = true, inFlightEnabled = true, runTaskMonitoringEnabled = false, costInsightsEnabled = false } = site;
  const published = [
    ...metricsOf('collector'),
    ...metricsOf('instances'),
    ...(inFlightEnabled ? metricsOf('in-flight') : []),
    ...(runTaskMonitoringEnabled ? metricsOf('run-task') : []),
    ...(costInsightsEnabled ? metricsOf('costs') : []),
  ];
  return published.filter(({ publishedBy }) => instanceRegistryEnabled || !publishedBy.needsRegistry);
}

function combinations(sets: DimensionSets, site: SiteSize): number {
  const valuesOf: Readonly<Record<string, number>> = countValues(site);
  return sum(sets.map((set) => set.reduce((product, name) => product * valuesOf[name], 1)));
}

/** How many values each dimension has. */
const countValues = (site: SiteSize): Readonly<Record<DimensionName, number>> => ({
  JobQueue: site.jobQueues,
  ComputeEnvironment: site.computeEnvironments,
  JobDefinition: site.jobDefinitions ?? 0,
  InstanceType: site.instanceTypes ?? 0,
  AvailabilityZone: site.availabilityZones ?? 6,
  PurchaseOption: site.purchaseOptions ?? 2,
  JobState: STATES_IN_FLIGHT,
  Reason: MAX_REASONS,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** What CloudWatch charges for so many custom metrics, in US dollars a month. */
export function usdOfMetrics(metrics: number): number {
  const { tiers } = METRIC_PRICE;
  const ofTiers = tiers.map(
    ({ upTo, usd }, index) => usd * Math.max(0, Math.min(metrics, upTo) - (index === 0 ? 0 : tiers[index - 1].upTo)),
  );
  return Math.round(sum(ofTiers) * 100) / 100;
}
