import { CostInsightsProps } from './cost-insights-props';
import { HANDLER_OPTION_TYPES, TABLE_OPTION_TYPES } from '../handler-options/handler-option-types';
import { HEALTH_ALARM_TYPES } from '../health-alarms/health-alarm-types';
import { INSTANCE_REGISTRY } from '../instance-registry/registry-prop-types';
import { COLLECTOR } from '../job-event-collector/collector-prop-types';
import { DURATION, STORAGE_TYPES, TEXT } from '../prop-check/cdk-types';
import { objectWith, PropTypes, required } from '../prop-check/prop-types';

export const COST_INSIGHTS = objectWith('metricCostUsd', 'function', 'cost insights', 'Use new CostInsights.');

export const COST_INSIGHTS_PROP_TYPES: PropTypes<CostInsightsProps> = {
  ...HANDLER_OPTION_TYPES,
  ...TABLE_OPTION_TYPES,
  ...HEALTH_ALARM_TYPES,
  collector: required(COLLECTOR, 'Make one with new JobEventCollector(scope, "Collector").'),
  instanceRegistry: INSTANCE_REGISTRY,
  refreshInterval: DURATION,
  priceListRegion: TEXT,
  ...STORAGE_TYPES,
};
