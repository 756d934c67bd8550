import { AlarmSeverity } from './alarm-severity';
import { BatchAlarmsProps } from './batch-alarms-props';
import { COST_INSIGHTS } from '../cost-insights/cost-insights-prop-types';
import { ALARM_ACTION_TYPES } from '../health-alarms/health-alarm-types';
import { SNAPSHOT } from '../in-flight-snapshot/snapshot-prop-types';
import { COLLECTOR } from '../job-event-collector/collector-prop-types';
import { ALARM_ACTIONS, BOOLEAN, DURATION, JOB_QUEUES, KEY, NUMBER, STRUCT, TEXT, TEXTS } from '../prop-check/cdk-types';
import { memberOf, PropTypes, required } from '../prop-check/prop-types';

export const SEVERITY = memberOf(AlarmSeverity, 'AlarmSeverity.CRITICAL or AlarmSeverity.WARNING');

export const BATCH_ALARMS_PROP_TYPES: PropTypes<BatchAlarmsProps> = {
  ...ALARM_ACTION_TYPES,
  collector: required(COLLECTOR, 'Make one with new JobEventCollector(scope, "Collector").'),
  inFlightSnapshot: SNAPSHOT,
  costInsights: COST_INSIGHTS,
  criticalActions: ALARM_ACTIONS,
  createTopic: BOOLEAN,
  encryptionKey: KEY,
  severities: STRUCT,
  jobQueues: JOB_QUEUES,
  failureRateAlarmEnabled: BOOLEAN,
  failureRateThreshold: NUMBER,
  failureRateMinJobs: NUMBER,
  queueBlockedAlarmEnabled: BOOLEAN,
  oldestRunnableAlarmEnabled: BOOLEAN,
  oldestRunnableThreshold: DURATION,
  oldestStartingAlarmEnabled: BOOLEAN,
  oldestStartingThreshold: DURATION,
  spotInterruptionAlarmEnabled: BOOLEAN,
  spotInterruptionThreshold: NUMBER,
  spotInterruptionMinCount: NUMBER,
  lostWorkAlarmEnabled: BOOLEAN,
  lostWorkThreshold: NUMBER,
  lostWorkMinDuration: DURATION,
  noSuccessPeriod: DURATION,
  noSuccessJobDefinitions: TEXTS,
  hourlyCostThreshold: NUMBER,
  liveDashboardUrl: TEXT,
  dashboardUrl: TEXT,
};
