import { Construct } from 'constructs';
import { GROUP_PROP_TYPES } from './asg-monitoring-prop-types';
import { AsgMonitoringProps } from './asg-monitoring-props';
import { checkLogRetention, checkNotEmpty, firstDuplicate, reject, rejectDuplicate } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

const MINUTE = 60_000;

export function checkAsgMonitoringProps(scope: Construct, props: AsgMonitoringProps): void {
  checkTypes(scope, props, GROUP_PROP_TYPES);
  const { metrics, interval, logRetention } = props;
  checkNotEmpty(scope, 'metrics', metrics, 'Leave it out to have the metrics turned on that dashboards draw.');
  checkLogRetention(scope, logRetention);
  const duplicate = firstDuplicate(metrics?.map(({ metricName }) => metricName) ?? []);
  if (duplicate !== undefined) rejectDuplicate(scope, 'metrics', duplicate, 'Name each metric once.');
  if (interval && !interval.isUnresolved() && (interval.toMilliseconds() < MINUTE || interval.toMilliseconds() % MINUTE !== 0)) {
    reject(scope, {
      prop: 'interval',
      value: interval,
      allowed: 'a whole number of minutes, at least 1',
      fix: 'EventBridge rules know no shorter ones, and no parts of a minute.',
    });
  }
}
