import { Construct } from 'constructs';
import { AsgMonitoringProps } from './asg-monitoring-props';
import { GroupMetric } from './group-metric';
import { checkLogRetention, checkNotEmpty, firstDuplicate, reject, rejectDuplicate } from '../prop-check/prop-check';

const MINUTE = 60_000;

export function checkAsgMonitoringProps(scope: Construct, { metrics, interval, logRetention }: AsgMonitoringProps): void {
  checkNotEmpty(scope, 'metrics', metrics, 'Leave it out to have the metrics turned on that dashboards draw.');
  checkLogRetention(scope, logRetention);
  const stranger = metrics?.find((metric) => !(metric instanceof GroupMetric));
  if (stranger) {
    reject(scope, {
      prop: 'metrics',
      value: metrics,
      allowed: 'a list of group metrics',
      fix: 'Use members of GroupMetric, or GroupMetric.of(name).',
    });
  }
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
