import { Construct } from 'constructs';
import { RUN_TASK_PROP_TYPES } from './run-task-monitoring-prop-types';
import { RunTaskMonitoringProps } from './run-task-monitoring-props';
import { checkLogRetention, checkMetricNamespace, reject, rejectWithoutEffect } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

export function checkRunTaskMonitoringProps(scope: Construct, props: RunTaskMonitoringProps): void {
  checkTypes(scope, props, RUN_TASK_PROP_TYPES);
  checkMetricNamespace(scope, props.metricNamespace);
  checkLogRetention(scope, props.logRetention);
  checkTrailExpiry(scope, props);
}

function checkTrailExpiry(scope: Construct, { createTrail: isCreated, trailExpiry: value }: RunTaskMonitoringProps): void {
  if (!value) return;
  if (!isCreated) {
    rejectWithoutEffect(scope, {
      prop: 'trailExpiry',
      value,
      because: 'unless createTrail is true',
      fix: 'Set createTrail to true, or leave trailExpiry out.',
    });
  }
  if (value.isUnresolved()) return;
  const days = value.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1) return;
  reject(scope, {
    prop: 'trailExpiry',
    value,
    allowed: 'a whole number of days, at least 1',
    fix: 'Amazon S3 counts the age of files in days.',
  });
}
