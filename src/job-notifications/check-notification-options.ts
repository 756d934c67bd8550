import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { FailureCategory } from './failure-category';
import { NOTIFICATIONS_PROP_TYPES, ON_JOB_FAILED_TYPES } from './job-notifications-prop-types';
import { JobNotificationsProps } from './job-notifications-props';
import { OnJobFailedOptions, OnQueueBlockedOptions } from './notification-options';
import { checkPlace } from '../event-intake/check-place';
import { checkLogRetention, checkNotEmpty, firstDuplicate, rejectDuplicate } from '../prop-check/prop-check';
import { checkTypes, PropTypes } from '../prop-check/prop-types';

export function checkNotificationsProps(scope: Construct, props: JobNotificationsProps): void {
  checkTypes(scope, props, NOTIFICATIONS_PROP_TYPES);
  checkPlace(scope, { prop: 'collector', what: 'notifications', place: props.collector.logGroup.env });
  checkLogRetention(scope, props.logRetention);
}

/** @param where the path of the rule to be made */
export function checkNotificationOptions<Options extends OnQueueBlockedOptions>(
  where: string,
  options: Options,
  types: PropTypes<Options>,
): void {
  checkTypes(where, options, types);
  checkNotEmpty(where, 'jobQueues', options.jobQueues, 'List a job queue, or leave it out for all job queues.');
}

export function checkFailedOptions(scope: Construct, where: string, options: OnJobFailedOptions): void {
  checkNotificationOptions(where, options, ON_JOB_FAILED_TYPES);
  const { categories } = options;
  checkNotEmpty(where, 'categories', categories, 'List a category, or leave it out for all categories.');
  if (!categories) return;
  const duplicate = firstDuplicate(categories.map(({ value }) => value));
  if (duplicate !== undefined) rejectDuplicate(where, 'categories', duplicate, 'List each category once.');
  if (options.digest !== false && !categories.includes(FailureCategory.ARRAY_CHILD_FAILED)) warnOfArrays(scope, where);
}

/** Nobody expects that a failed array job is no message. */
function warnOfArrays(scope: Construct, where: string): void {
  Annotations.of(scope).addWarningV2(
    'cdk-batch-insights:array-jobs-left-out',
    `${where}: no message is sent for array jobs whose children fail, because their category is ARRAY_CHILD_FAILED. Add ` +
      'FailureCategory.ARRAY_CHILD_FAILED to categories, or set digest to false to get a message for each child. If array jobs do not matter, acknowledge this ' +
      "with Annotations.of(...).acknowledgeWarning('cdk-batch-insights:array-jobs-left-out').",
  );
}
