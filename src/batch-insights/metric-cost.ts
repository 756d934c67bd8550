import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BatchInsightsProps } from './insights-props';
import { LevelOfDetail } from '../level-of-detail';

/**
 * What the metrics cost at most, in US dollars a month, where the props tell how large the site is. The number of instance types
 * is in no prop, so at `LevelOfDetail.FULL` it is unknown. Told at synth, because nobody sees it before the bill.
 */
export function tellMetricCost(scope: Construct, props: BatchInsightsProps): number | undefined {
  const {
    jobQueues,
    computeEnvironments = [],
    purchaseOptions = [],
    dimensionSets,
    jobEventCollector,
    levelOfDetail: level = LevelOfDetail.STANDARD,
  } = props;
  const { instanceRegistryEnabled, inFlightEnabled, runTaskMonitoringEnabled } = props;
  const environments = computeEnvironments.length + purchaseOptions.length;
  if (!jobQueues || !environments || dimensionSets || jobEventCollector || level === LevelOfDetail.FULL) return undefined;
  const size = {
    jobQueues: jobQueues.length,
    computeEnvironments: environments,
    instanceRegistryEnabled,
    inFlightEnabled,
    runTaskMonitoringEnabled,
  };
  const usd = level.monthlyUsd(size);
  Annotations.of(scope).addInfoV2(
    'cdk-batch-insights:metric-cost',
    `At LevelOfDetail.${level.name}, job queues (${size.jobQueues}) and compute environments (${size.computeEnvironments}) make at most ` +
      `${level.monthlyMetrics(size)} custom metrics: at most $${usd.toFixed(2)} a month at us-east-1's list price of 2026.`,
  );
  return usd;
}
