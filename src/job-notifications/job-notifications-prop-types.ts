import { FailureCategory } from './failure-category';
import { JobNotificationsProps } from './job-notifications-props';
import { OnJobFailedOptions, OnJobOptions, OnQueueBlockedOptions } from './notification-options';
import { HANDLER_OPTION_TYPES } from '../handler-options/handler-option-types';
import { HEALTH_ALARM_TYPES } from '../health-alarms/health-alarm-types';
import { COLLECTOR } from '../job-event-collector/collector-prop-types';
import { BOOLEAN, JOB_QUEUES, RULE_TARGET, STORAGE_TYPES } from '../prop-check/cdk-types';
import { listOf, memberOf, PropTypes, required } from '../prop-check/prop-types';

export const NOTIFICATIONS_PROP_TYPES: PropTypes<JobNotificationsProps> = {
  ...HANDLER_OPTION_TYPES,
  ...HEALTH_ALARM_TYPES,
  ...STORAGE_TYPES,
  collector: required(COLLECTOR, 'Make one with new JobEventCollector(scope, "Collector").'),
};

export const ON_QUEUE_BLOCKED_TYPES: PropTypes<OnQueueBlockedOptions> = { target: required(RULE_TARGET), jobQueues: JOB_QUEUES };
export const ON_JOB_TYPES: PropTypes<OnJobOptions> = { ...ON_QUEUE_BLOCKED_TYPES, digest: BOOLEAN };
export const ON_JOB_FAILED_TYPES: PropTypes<OnJobFailedOptions> = {
  ...ON_JOB_TYPES,
  categories: listOf('members of FailureCategory', memberOf(FailureCategory, 'for example [FailureCategory.OUT_OF_MEMORY]')),
};
