import { JobHistoryAttributes } from './job-history-base';
import { JobHistoryProps } from './job-history-props';
import { HANDLER_OPTION_TYPES } from '../handler-options/handler-option-types';
import { HEALTH_ALARM_TYPES } from '../health-alarms/health-alarm-types';
import { INSTANCE_REGISTRY } from '../instance-registry/registry-prop-types';
import { COLLECTOR } from '../job-event-collector/collector-prop-types';
import { BOOLEAN, DURATION, STORAGE_TYPES, TEXT } from '../prop-check/cdk-types';
import { objectWith, PropTypes, required } from '../prop-check/prop-types';

const BUCKET = objectWith('bucketName', 'string', 'a bucket', 'Use new Bucket, or Bucket.fromBucketName for one that exists.');
const SIZE = objectWith('toKibibytes', 'function', 'a Size', 'Use Size of aws-cdk-lib, for example Size.gibibytes(10).');

export const HISTORY_PROP_TYPES: PropTypes<JobHistoryProps> = {
  ...HANDLER_OPTION_TYPES,
  ...HEALTH_ALARM_TYPES,
  collector: required(COLLECTOR, 'Make one with new JobEventCollector(scope, "Collector").'),
  instanceRegistry: INSTANCE_REGISTRY,
  transitionsIncluded: BOOLEAN,
  instancesIncluded: BOOLEAN,
  bucket: BUCKET,
  prefix: TEXT,
  retention: DURATION,
  archiveAfter: DURATION,
  databaseName: TEXT,
  bytesScannedLimit: SIZE,
  compactionEnabled: BOOLEAN,
  ...STORAGE_TYPES,
};

export const HISTORY_ATTRIBUTE_TYPES: PropTypes<JobHistoryAttributes> = {
  databaseName: required(TEXT),
  workGroupName: required(TEXT),
  bucket: required(BUCKET),
  prefix: TEXT,
  transitionsIncluded: BOOLEAN,
  instancesIncluded: BOOLEAN,
};
