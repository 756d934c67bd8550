import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { COST_INSIGHTS_PROP_TYPES } from './cost-insights-prop-types';
import { CostInsightsProps } from './cost-insights-props';
import { PRICE_LIST_REGIONS, priceListRegion as findPriceListRegion } from '../domain/names/price-list-region';
import { JobEventCollectorBase } from '../job-event-collector/job-event-collector-base';
import { checkLogRetention, reject } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

const MINUTE = 60_000;

export function checkCostInsightsProps(scope: Construct, props: CostInsightsProps): void {
  checkTypes(scope, props, COST_INSIGHTS_PROP_TYPES);
  const { refreshInterval: interval, priceListRegion, logRetention } = props;
  checkLogRetention(scope, logRetention);
  if (interval && !interval.isUnresolved() && (interval.toMilliseconds() < MINUTE || interval.toMilliseconds() % MINUTE !== 0)) {
    reject(scope, {
      prop: 'refreshInterval',
      value: interval,
      allowed: 'a whole number of minutes, at least 1',
      fix: 'EventBridge rules know no shorter ones, and no parts of a minute.',
    });
  }
  checkRegions(scope, priceListRegion);
  checkCollector(scope, props);
}

function checkRegions(scope: Construct, priceListRegion: string | undefined): void {
  const { region } = Stack.of(scope);
  const regions: readonly string[] = PRICE_LIST_REGIONS;
  if (priceListRegion !== undefined && !Token.isUnresolved(priceListRegion) && !regions.includes(priceListRegion)) {
    reject(scope, {
      prop: 'priceListRegion',
      value: priceListRegion,
      allowed: regions.join(', '),
      fix: 'Other Regions have no endpoint of the AWS Price List. Leave the prop out for the nearest one.',
    });
  }
  if (!Token.isUnresolved(region) && findPriceListRegion(region) === undefined) {
    Annotations.of(scope).addWarningV2(
      'cdk-batch-insights:no-price-list',
      `AWS has no endpoint of the Price List for ${region}: costs stay absent, and AttemptsUnpriced counts each attempt. Add CostInsights only where there are list prices in US dollars.`,
    );
  }
}

/** The function of a collector gets the prices, so the collector has to be created here, and gets them once. */
function checkCollector(scope: Construct, { collector }: CostInsightsProps): void {
  const canUsePrices = collector instanceof JobEventCollectorBase && collector._usePrices !== undefined;
  if (!canUsePrices) {
    reject(scope, {
      prop: 'collector',
      value: collector.node.path,
      allowed: 'a JobEventCollector that is created in this app',
      fix: 'Add CostInsights to the app that creates the collector.',
    });
  }
  if (collector._hasPrices) {
    reject(scope, {
      prop: 'collector',
      value: collector.node.path,
      allowed: 'a collector without cost insights',
      fix: 'Remove the second CostInsights: one has the prices of all jobs of the collector.',
    });
  }
}
