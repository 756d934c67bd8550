import { DashboardSourceOptions, InsightsDashboardProps } from './dashboard-props';
import { DashboardSection } from './dashboard-section';
import { COST_INSIGHTS } from '../cost-insights/cost-insights-prop-types';
import { SNAPSHOT } from '../in-flight-snapshot/snapshot-prop-types';
import { INSTANCE_REGISTRY } from '../instance-registry/registry-prop-types';
import { COLLECTOR } from '../job-event-collector/collector-prop-types';
import { BOOLEAN, DURATION, JOB_QUEUES, TEXT } from '../prop-check/cdk-types';
import { listOf, memberOf, objectWith, PropTypes, required } from '../prop-check/prop-types';
import { RUN_TASK_MONITORING } from '../run-task-monitoring/run-task-monitoring-prop-types';

export const SECTIONS = listOf(
  'dashboard sections',
  memberOf(DashboardSection, 'the members of DashboardSection, for example DashboardSection.OVERVIEW'),
);

const ALARM = objectWith('alarmArn', 'string', 'an alarm', 'Use new Alarm, or Alarm.fromAlarmArn for one that exists.');

export const SOURCE_TYPES: PropTypes<DashboardSourceOptions> = {
  inFlightSnapshot: SNAPSHOT,
  instanceRegistry: INSTANCE_REGISTRY,
  runTaskMonitoring: RUN_TASK_MONITORING,
  costInsights: COST_INSIGHTS,
};

export const DASHBOARD_PROP_TYPES: PropTypes<InsightsDashboardProps> = {
  ...SOURCE_TYPES,
  collector: required(COLLECTOR),
  alarms: listOf('alarms', ALARM),
  sections: SECTIONS,
  sectionsWithoutSourceOmitted: BOOLEAN,
  jobQueues: JOB_QUEUES,
  defaultInterval: DURATION,
  dashboardName: TEXT,
  title: TEXT,
};
