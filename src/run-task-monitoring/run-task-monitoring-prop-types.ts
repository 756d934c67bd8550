import { RunTaskMonitoringAttributes } from './run-task-monitoring-base';
import { RunTaskMonitoringOptions, RunTaskMonitoringProps } from './run-task-monitoring-props';
import { HANDLER_OPTION_TYPES, TABLE_OPTION_TYPES } from '../handler-options/handler-option-types';
import { HEALTH_ALARM_TYPES } from '../health-alarms/health-alarm-types';
import { DIMENSION_SETS, LEVEL_OF_DETAIL } from '../level-of-detail/level-of-detail-types';
import { BOOLEAN, DURATION, EVENT_BUS, LOG_GROUP, STORAGE_TYPES, TEXT } from '../prop-check/cdk-types';
import { objectWith, PropTypes, required } from '../prop-check/prop-types';

export const RUN_TASK_MONITORING = objectWith(
  'metricTasksNotPlaced',
  'function',
  'a run-task monitoring',
  'Use new RunTaskMonitoring, or RunTaskMonitoring.fromRunTaskMonitoringAttributes for one that exists.',
);

export const RUN_TASK_OPTION_TYPES: PropTypes<RunTaskMonitoringOptions> = { createTrail: BOOLEAN, trailExpiry: DURATION };

export const RUN_TASK_PROP_TYPES: PropTypes<RunTaskMonitoringProps> = {
  ...RUN_TASK_OPTION_TYPES,
  ...HANDLER_OPTION_TYPES,
  ...TABLE_OPTION_TYPES,
  ...HEALTH_ALARM_TYPES,
  eventBus: EVENT_BUS,
  metricNamespace: TEXT,
  levelOfDetail: LEVEL_OF_DETAIL,
  ...STORAGE_TYPES,
};

export const RUN_TASK_ATTRIBUTE_TYPES: PropTypes<RunTaskMonitoringAttributes> = {
  logGroup: required(LOG_GROUP),
  metricNamespace: TEXT,
  dimensionSets: DIMENSION_SETS,
};
