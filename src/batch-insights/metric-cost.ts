import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BatchInsightsProps } from './insights-props';
import { LevelOfDetail, SiteSize } from '../level-of-detail';

/** What metrics cost, and of how many queues and environments. */
interface MetricCost {
  readonly level: LevelOfDetail;
  readonly size: SiteSize;
  readonly usd: number;
}

/**
 * What the metrics cost at most, in US dollars a month, where the props give the size of the site. The number of instance types
 * is in no prop, so at `LevelOfDetail.FULL` it is unknown.
 */
export function metricCost(
  props: BatchInsightsProps,
  added: Pick<SiteSize, 'runTaskMonitoringEnabled' | 'costInsightsEnabled'>,
): MetricCost | undefined {
  const { jobQueues, computeEnvironments = [], purchaseOptions = [], dimensionSets, jobEventCollector } = props;
  const { levelOfDetail: level = LevelOfDetail.STANDARD, instanceRegistryEnabled, inFlightEnabled } = props;
  const environments = computeEnvironments.length + purchaseOptions.length;
  if (!jobQueues || !environments || dimensionSets || jobEventCollector || level === LevelOfDetail.FULL) return undefined;
  const size: SiteSize = {
    jobQueues: jobQueues.length,
    computeEnvironments: environments,
    instanceRegistryEnabled,
    inFlightEnabled,
    ...added,
  };
  return { level, size, usd: level.monthlyUsd(size) };
}

/** Printed at synth, so that nobody learns it from the bill. Validation runs once all parts are there, also those that were added. */
export function reportMetricCost(scope: Construct, cost: () => MetricCost | undefined): void {
  const validate = (): string[] => {
    const known = cost();
    if (known) Annotations.of(scope).addInfoV2('cdk-batch-insights:metric-cost', textOf(known));
    return [];
  };
  scope.node.addValidation({ validate });
}

function textOf({ level, size, usd }: MetricCost): string {
  return (
    `At LevelOfDetail.${level.name}, job queues (${size.jobQueues}) and compute environments (${size.computeEnvironments}) make at most ` +
    `${level.monthlyMetrics(size)} custom metrics: at most $${usd.toFixed(2)} a month at us-east-1's list price of 2026.`
  );
}
