import { Duration } from 'aws-cdk-lib';
import { Alarm, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { JobEventCollectorProps } from './collector-props';
import { JobEventCollectorBase } from './job-event-collector-base';
import { EMF_ERRORS, LOGS_NAMESPACE } from '../domain/names/logs-metrics';
import { healthAlarm } from '../health-alarms/health-alarm';

const PERIOD = Duration.hours(1);

/**
 * Enters ALARM at the first metric document that CloudWatch Logs rejects, because nothing else shows it: the log has the document, and the metric does not.
 *
 * The sum is that of those metrics which have data: CloudWatch Logs publishes none before the first error.
 */
export function rejectedMetricsAlarm(collector: JobEventCollectorBase, props: JobEventCollectorProps): Alarm | undefined {
  if (props.rejectedMetricsAlarmEnabled === false) return undefined;
  const errors = (metricName: string): Metric =>
    new Metric({
      namespace: LOGS_NAMESPACE,
      metricName,
      dimensionsMap: { LogGroupName: collector.logGroup.logGroupName },
      statistic: Stats.SUM,
      period: PERIOD,
    });
  return healthAlarm(collector, 'RejectedMetricsAlarm', {
    description:
      'CloudWatch Logs rejected metric documents of the collector of AWS Batch job events: charts and alarms on its metrics are too low. Records are complete. ' +
      'Look up the time of the errors in the namespace AWS/Logs, find the documents of that time in the log group, and report them.',
    section: 'rejected-metrics',
    metric: new MathExpression({
      label: 'Rejected metric documents',
      expression: 'SUM([parsing, validation])',
      usingMetrics: { parsing: errors(EMF_ERRORS.parsing), validation: errors(EMF_ERRORS.validation) },
      period: PERIOD,
    }),
    threshold: 1,
    evaluationPeriods: 1,
    actions: props,
  });
}
