import { AsgMonitoringProps } from './asg-monitoring-props';
import { GroupMetric, GroupMetricGranularity } from './group-metric';
import { HANDLER_OPTION_TYPES } from '../handler-options/handler-option-types';
import { HEALTH_ALARM_TYPES } from '../health-alarms/health-alarm-types';
import { BOOLEAN, DURATION, EVENT_BUS, STORAGE_TYPES } from '../prop-check/cdk-types';
import { listOf, memberOf, PropTypes } from '../prop-check/prop-types';

export const GROUP_PROP_TYPES: PropTypes<AsgMonitoringProps> = {
  ...HANDLER_OPTION_TYPES,
  ...HEALTH_ALARM_TYPES,
  metrics: listOf('group metrics', memberOf(GroupMetric, 'members of GroupMetric, or GroupMetric.of(name)')),
  granularity: memberOf(GroupMetricGranularity, 'GroupMetricGranularity.ONE_MINUTE'),
  interval: DURATION,
  atDeployment: BOOLEAN,
  serviceLinkedRoleOnly: BOOLEAN,
  eventBus: EVENT_BUS,
  ...STORAGE_TYPES,
};
