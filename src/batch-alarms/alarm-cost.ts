import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CountedRecords, JobAlarm } from './job-alarm';

/** List prices of 2026 in us-east-1, a month. */
const USD = { metric: 0.1, composite: 0.5, customMetric: 0.3 } as const;

/** What alarms cost at most, in US dollars a month: in total, and in addition for each job queue that publishes metrics. */
export interface AlarmCost {
  readonly usd: number;
  readonly usdPerQueue: number;
}

/** CloudWatch charges for metrics that alarms look at, for composite alarms, and for metrics that CloudWatch Logs makes of records. */
export function alarmCost(alarms: readonly JobAlarm[], composites: number): AlarmCost {
  const looking = (isPerQueue: boolean): number =>
    alarms.filter((alarm) => (alarm.isPerQueue ?? false) === isPerQueue).reduce((sum, { metrics }) => sum + metrics, 0);
  const counted = countsOf(alarms);
  const counting = (isByQueue: boolean): number => counted.filter((count) => count.isByQueue === isByQueue).length;
  return {
    usd: looking(false) * USD.metric + composites * USD.composite + counting(false) * USD.customMetric,
    usdPerQueue: looking(true) * USD.metric + counting(true) * USD.customMetric,
  };
}

/** Alarms of several job queues share a count. */
const countsOf = (alarms: readonly JobAlarm[]): CountedRecords[] => [
  ...new Map(alarms.flatMap(({ counted }) => (counted ? [[`${counted.metricName} ${counted.isByQueue}`, counted] as const] : []))).values(),
];

/** Printed at synth, so that nobody learns it from the bill. */
export function reportAlarmCost(scope: Construct, alarms: readonly JobAlarm[], composites: number): void {
  const { usd, usdPerQueue } = alarmCost(alarms, composites);
  const each = usdPerQueue > 0 ? `, and $${usdPerQueue.toFixed(2)} for each job queue that has jobs` : '';
  Annotations.of(scope).addInfoV2(
    'cdk-batch-insights:alarm-cost',
    `Alarms on jobs (${alarms.length}) and composite alarms (${composites}) cost at most $${usd.toFixed(2)} a month${each}, at us-east-1's list prices of 2026.`,
  );
}
