import { JobEventCollectorOptions, JobEventCollectorProps } from './collector-props';
import { EventDelivery } from './event-delivery';
import { JobEventCollectorAttributes } from './job-event-collector-base';
import { HANDLER_OPTION_TYPES, TABLE_OPTION_TYPES } from '../handler-options/handler-option-types';
import { HEALTH_ALARM_TYPES, SILENCE_ALARM_TYPES } from '../health-alarms/health-alarm-types';
import { INSTANCE_REGISTRY } from '../instance-registry/registry-prop-types';
import { DIMENSION_SETS, LEVEL_OF_DETAIL } from '../level-of-detail/level-of-detail-types';
import { BOOLEAN, DURATION, DURATIONS, EVENT_BUS, JOB_QUEUES, LOG_GROUP, STORAGE_TYPES, TABLE, TEXT, TEXTS } from '../prop-check/cdk-types';
import { listOf, memberOf, objectWith, PropTypes, required } from '../prop-check/prop-types';

export const COLLECTOR = objectWith(
  'metricJobsFailed',
  'function',
  'a job event collector',
  'Make one with new JobEventCollector(scope, "Collector"), or import one with JobEventCollector.fromJobEventCollectorAttributes().',
);

const JOB_DEFINITION = objectWith(
  'jobDefinitionArn',
  'string',
  'a job definition',
  'Use for example new EcsJobDefinition, or EcsJobDefinition.fromJobDefinitionArn for one that exists.',
);

export const COLLECTOR_OPTION_TYPES: PropTypes<JobEventCollectorOptions> = {
  jobDefinitions: listOf('job definitions', JOB_DEFINITION),
  delivery: memberOf(EventDelivery, 'EventDelivery.buffered() or EventDelivery.direct()'),
  dimensionSets: DIMENSION_SETS,
  tagKeys: TEXTS,
  waitForLateFacts: DURATIONS,
  inFlightExpiry: DURATION,
  finishedExpiry: DURATION,
  silenceAlarmEnabled: BOOLEAN,
  unreadFieldsAlarmEnabled: BOOLEAN,
  rejectedMetricsAlarmEnabled: BOOLEAN,
  fieldIndexesEnabled: BOOLEAN,
};

export const COLLECTOR_PROP_TYPES: PropTypes<JobEventCollectorProps> = {
  ...COLLECTOR_OPTION_TYPES,
  ...HANDLER_OPTION_TYPES,
  ...TABLE_OPTION_TYPES,
  ...HEALTH_ALARM_TYPES,
  ...SILENCE_ALARM_TYPES,
  jobQueues: JOB_QUEUES,
  instanceRegistry: INSTANCE_REGISTRY,
  eventBus: EVENT_BUS,
  metricNamespace: TEXT,
  levelOfDetail: LEVEL_OF_DETAIL,
  ...STORAGE_TYPES,
};

export const COLLECTOR_ATTRIBUTE_TYPES: PropTypes<JobEventCollectorAttributes> = {
  logGroup: required(LOG_GROUP),
  table: required(TABLE),
  metricNamespace: TEXT,
  dimensionSets: DIMENSION_SETS,
};
