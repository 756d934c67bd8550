import { InFlightSnapshotAttributes } from './in-flight-snapshot-base';
import { InFlightSnapshotOptions, InFlightSnapshotProps } from './snapshot-props';
import { HANDLER_OPTION_TYPES } from '../handler-options/handler-option-types';
import { ALARM_ACTION_TYPES, SILENCE_ALARM_TYPES } from '../health-alarms/health-alarm-types';
import { INSTANCE_REGISTRY } from '../instance-registry/registry-prop-types';
import { COLLECTOR } from '../job-event-collector/collector-prop-types';
import { BOOLEAN, DURATION, LOG_GROUP, NUMBER, STORAGE_TYPES, TEXT } from '../prop-check/cdk-types';
import { objectWith, PropTypes, required } from '../prop-check/prop-types';

export const SNAPSHOT = objectWith(
  'metricJobsInState',
  'function',
  'an in-flight snapshot',
  'Use new InFlightSnapshot, or InFlightSnapshot.fromInFlightSnapshotAttributes for one that exists.',
);
export const SNAPSHOT_OPTION_TYPES: PropTypes<InFlightSnapshotOptions> = { standstillAlarmEnabled: BOOLEAN };

export const SNAPSHOT_PROP_TYPES: PropTypes<InFlightSnapshotProps> = {
  ...SNAPSHOT_OPTION_TYPES,
  ...HANDLER_OPTION_TYPES,
  ...ALARM_ACTION_TYPES,
  ...SILENCE_ALARM_TYPES,
  collector: required(COLLECTOR, 'Make one with new JobEventCollector(scope, "Collector").'),
  instanceRegistry: INSTANCE_REGISTRY,
  interval: DURATION,
  scanSegments: NUMBER,
  emptyQueueExpiry: DURATION,
  metricNamespace: TEXT,
  ...STORAGE_TYPES,
};

export const SNAPSHOT_ATTRIBUTE_TYPES: PropTypes<InFlightSnapshotAttributes> = {
  logGroup: required(LOG_GROUP),
  metricNamespace: TEXT,
  interval: DURATION,
  instancesIncluded: BOOLEAN,
};
