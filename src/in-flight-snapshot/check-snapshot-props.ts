import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InFlightSnapshotProps } from './snapshot-props';
import { checkDuration, checkLogRetention, checkMetricNamespace, checkWholeNumber, reject, rejectMissing } from '../prop-check/prop-check';

/** What is looked at more rarely is not in flight any more. */
export const MAX_INTERVAL = Duration.days(1);
/** More would hold more pages at a time than the function's memory does. */
const MAX_SEGMENTS = 8;

export function checkSnapshotProps(scope: Construct, props: InFlightSnapshotProps): void {
  if (!props.collector) rejectMissing(scope, 'collector', 'Make one with new JobEventCollector(scope, "Collector").');
  checkInterval(scope, 'interval', props.interval);
  checkWholeNumber(scope, {
    prop: 'scanSegments',
    value: props.scanSegments,
    min: 1,
    max: MAX_SEGMENTS,
    fix: 'Each segment takes memory while it reads; 4 are quick enough for most.',
  });
  checkDuration(scope, {
    prop: 'emptyQueueExpiry',
    value: props.emptyQueueExpiry,
    min: Duration.hours(1),
    fix: 'Choose a longer expiry, so that the gauges of an empty job queue fall to zero instead of ending at their last value.',
  });
  checkMetricNamespace(scope, props.metricNamespace);
  checkLogRetention(scope, props.logRetention);
}

/** EventBridge counts in minutes at best, and so does CloudWatch. */
export function checkInterval(scope: Construct, prop: string, value: Duration | undefined): void {
  checkDuration(scope, {
    prop,
    value,
    min: Duration.minutes(1),
    max: MAX_INTERVAL,
    fix: 'EventBridge starts a function every minute at most, and what is looked at less often than daily is not in flight any more.',
  });
  if (value === undefined || value.isUnresolved() || value.toSeconds() % 60 === 0) return;
  reject(scope, { prop, value, allowed: 'a whole number of minutes', fix: 'Schedules of EventBridge have no seconds.' });
}
