import { BatchInsightsProps } from './insights-props';
import { HANDLER_OPTION_TYPES, TABLE_OPTION_TYPES } from '../handler-options/handler-option-types';
import { HEALTH_ALARM_TYPES, SILENCE_ALARM_TYPES } from '../health-alarms/health-alarm-types';
import { SNAPSHOT_OPTION_TYPES } from '../in-flight-snapshot/snapshot-prop-types';
import { SECTIONS } from '../insights-dashboard/dashboard-prop-types';
import { INSTANCE_REGISTRY, REGISTRY_OPTION_TYPES } from '../instance-registry/registry-prop-types';
import { COLLECTOR, COLLECTOR_OPTION_TYPES } from '../job-event-collector/collector-prop-types';
import { LEVEL_OF_DETAIL } from '../level-of-detail/level-of-detail-types';
import { BOOLEAN, DURATION, EVENT_BUS, JOB_QUEUES, STORAGE_TYPES, TEXT } from '../prop-check/cdk-types';
import { PropTypes } from '../prop-check/prop-types';
import { RUN_TASK_OPTION_TYPES } from '../run-task-monitoring/run-task-monitoring-prop-types';

export const INSIGHTS_PROP_TYPES: PropTypes<BatchInsightsProps> = {
  ...COLLECTOR_OPTION_TYPES,
  ...REGISTRY_OPTION_TYPES,
  ...SNAPSHOT_OPTION_TYPES,
  ...RUN_TASK_OPTION_TYPES,
  ...HANDLER_OPTION_TYPES,
  ...TABLE_OPTION_TYPES,
  ...HEALTH_ALARM_TYPES,
  ...SILENCE_ALARM_TYPES,
  jobQueues: JOB_QUEUES,
  serviceLinkedRoleOnly: BOOLEAN,
  eventBus: EVENT_BUS,
  metricNamespace: TEXT,
  levelOfDetail: LEVEL_OF_DETAIL,
  ...STORAGE_TYPES,
  jobEventCollector: COLLECTOR,
  instanceRegistry: INSTANCE_REGISTRY,
  instanceRegistryEnabled: BOOLEAN,
  inFlightEnabled: BOOLEAN,
  inFlightInterval: DURATION,
  runTaskMonitoringEnabled: BOOLEAN,
  asgMonitoringEnabled: BOOLEAN,
  dashboardEnabled: BOOLEAN,
  dashboardSections: SECTIONS,
  liveDashboardEnabled: BOOLEAN,
  liveDashboardSections: SECTIONS,
  title: TEXT,
  defaultInterval: DURATION,
  liveDefaultInterval: DURATION,
  dashboardName: TEXT,
  liveDashboardName: TEXT,
  dashboardOutputsEnabled: BOOLEAN,
};
