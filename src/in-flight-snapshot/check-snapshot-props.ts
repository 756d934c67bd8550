import { Duration, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SNAPSHOT_PROP_TYPES } from './snapshot-prop-types';
import { InFlightSnapshotProps } from './snapshot-props';
import { MAX_MEMORY_MIB, MIN_MEMORY_MIB } from '../handler-options/check-handler-options';
import {
  checkDuration,
  checkLogRetention,
  checkMetricNamespace,
  checkWholeNumber,
  reject,
  rejectWithoutEffect,
} from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

/** What is looked at more rarely is not in flight any more. */
export const MAX_INTERVAL = Duration.days(1);
/** More would hold more pages at a time than the function's memory does. */
const MAX_SEGMENTS = 8;
export const DEFAULT_SEGMENTS = 4;
/** Measured in bench/in-flight.ts: what the function needs before it reads, and for the page of each segment. */
const BASE_MEMORY_MIB = 96;
const MEMORY_MIB_PER_SEGMENT = 20;

export function checkSnapshotProps(scope: Construct, props: InFlightSnapshotProps): void {
  checkTypes(scope, props, SNAPSHOT_PROP_TYPES);
  checkInterval(scope, 'interval', props.interval);
  checkWholeNumber(scope, {
    prop: 'scanSegments',
    value: props.scanSegments,
    min: 1,
    max: MAX_SEGMENTS,
    fix: 'Each segment takes memory while it reads; 4 are quick enough for most.',
  });
  checkMemory(scope, props);
  checkDuration(scope, {
    prop: 'emptyQueueExpiry',
    value: props.emptyQueueExpiry,
    min: Duration.hours(1),
    fix: 'Choose a longer expiry, so that the gauges of an empty job queue fall to zero instead of ending at their last value.',
  });
  checkMetricNamespace(scope, props.metricNamespace);
  checkLogRetention(scope, props.logRetention);
}

function checkMemory(scope: Construct, { memorySize, scanSegments = DEFAULT_SEGMENTS }: InFlightSnapshotProps): void {
  const segments = Token.isUnresolved(scanSegments) ? 1 : scanSegments;
  checkWholeNumber(scope, {
    prop: 'memorySize',
    value: memorySize,
    min: Math.max(MIN_MEMORY_MIB, BASE_MEMORY_MIB + segments * MEMORY_MIB_PER_SEGMENT),
    max: MAX_MEMORY_MIB,
    fix: `A snapshot needs ${BASE_MEMORY_MIB} MiB, and ${MEMORY_MIB_PER_SEGMENT} MiB for each of its scanSegments (${segments}). Give it more memory, or leave it out for 256 MiB.`,
  });
}

/** The period is that of the alarm on a standstill alone. */
export function checkNoSilencePeriod(scope: Construct, { silencePeriod: value }: InFlightSnapshotProps): void {
  if (!value) return;
  rejectWithoutEffect(scope, {
    prop: 'silencePeriod',
    value,
    because: 'when standstillAlarmEnabled is false',
    fix: 'Leave one of the two out.',
  });
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
