import { Duration, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BATCH_ALARMS_PROP_TYPES, SEVERITY } from './batch-alarms-prop-types';
import { BatchAlarmsProps } from './batch-alarms-props';
import { NOTIFICATIONS } from './notification-catalogue';
import { MAX_WATCHED } from './watched-jobs';
import {
  checkDuration,
  checkNamePrefix,
  checkNotEmpty,
  checkWholeNumber,
  firstDuplicate,
  reject,
  rejectDuplicate,
  rejectMissing,
  rejectWithoutEffect,
} from '../prop-check/prop-check';
import { checkType, checkTypes } from '../prop-check/prop-types';

type Prop = keyof BatchAlarmsProps;

const MAX_COUNT = 1_000_000;
const MAX_WAIT = Duration.days(30);

/** The props that have no effect while an alarm is switched off. */
const OF_AN_ALARM: readonly (readonly [flag: Prop, props: readonly Prop[]])[] = [
  ['failureRateAlarmEnabled', ['failureRateThreshold', 'failureRateMinJobs']],
  ['oldestRunnableAlarmEnabled', ['oldestRunnableThreshold']],
  ['oldestStartingAlarmEnabled', ['oldestStartingThreshold']],
  ['spotInterruptionAlarmEnabled', ['spotInterruptionThreshold', 'spotInterruptionMinCount']],
  ['lostWorkAlarmEnabled', ['lostWorkThreshold', 'lostWorkMinDuration']],
];

/** The props that need another construct. */
const NEEDED: readonly (readonly [source: Prop, props: readonly Prop[]])[] = [
  [
    'inFlightSnapshot',
    ['oldestRunnableAlarmEnabled', 'oldestRunnableThreshold', 'oldestStartingAlarmEnabled', 'oldestStartingThreshold', 'noSuccessPeriod'],
  ],
  ['costInsights', ['hourlyCostThreshold']],
];

export function checkBatchAlarmsProps(scope: Construct, props: BatchAlarmsProps): void {
  checkTypes(scope, props, BATCH_ALARMS_PROP_TYPES);
  checkNamePrefix(scope, props.namePrefix);
  checkEffects(scope, props);
  checkSeverities(scope, props);
  checkLists(scope, props);
  checkThresholds(scope, props);
}

/** A prop without effect is rejected: whoever sets it expects something of it. */
function checkEffects(scope: Construct, props: BatchAlarmsProps): void {
  const given = (names: readonly Prop[]): Prop[] => names.filter((name) => props[name] !== undefined && props[name] !== false);
  for (const [flag, names] of OF_AN_ALARM.filter(([name]) => props[name] === false)) {
    for (const prop of given(names)) {
      rejectWithoutEffect(scope, { prop, value: props[prop], because: `when ${flag} is false`, fix: 'Leave one of the two out.' });
    }
  }
  for (const [source, names] of NEEDED.filter(([name]) => props[name] === undefined)) {
    for (const prop of given(names)) rejectMissing(scope, source, `Give it, or leave ${prop} out.`, `for ${prop}`);
  }
  if (props.noSuccessJobDefinitions && !props.noSuccessPeriod) {
    rejectMissing(scope, 'noSuccessPeriod', 'Give the longest time without a success.', 'for noSuccessJobDefinitions');
  }
}

function checkSeverities(scope: Construct, { severities = {} }: BatchAlarmsProps): void {
  const names: readonly string[] = Object.keys(NOTIFICATIONS);
  for (const [name, severity] of Object.entries(severities)) {
    if (!names.includes(name)) {
      reject(scope, {
        prop: 'severities',
        value: name,
        allowed: `by names of notifications (${names.join(', ')})`,
        fix: 'Correct the name.',
      });
    }
    checkType(scope, `severities.${name}`, severity, SEVERITY);
  }
}

function checkLists(scope: Construct, { jobQueues, noSuccessJobDefinitions: definitions }: BatchAlarmsProps): void {
  checkList(
    scope,
    'jobQueues',
    jobQueues?.map(({ jobQueueArn }) => jobQueueArn),
  );
  checkList(scope, 'noSuccessJobDefinitions', definitions);
  const wrong = definitions?.find((name) => !Token.isUnresolved(name) && !/^[A-Za-z0-9_-]{1,128}$/.test(name));
  if (wrong === undefined) return;
  reject(scope, {
    prop: 'noSuccessJobDefinitions',
    value: wrong,
    allowed: 'names of job definitions without revision: 1 to 128 letters, digits, hyphens and underscores',
    fix: 'Give the part of the ARN after the slash and before the colon.',
  });
}

function checkList(scope: Construct, prop: string, values: readonly string[] | undefined): void {
  if (!values) return;
  checkNotEmpty(scope, prop, values, 'Leave it out to watch all jobs together.');
  const duplicate = firstDuplicate(values);
  if (duplicate !== undefined) rejectDuplicate(scope, prop, duplicate, 'Remove one of them.');
  checkWholeNumber(scope, {
    prop: `${prop}.length`,
    value: values.length,
    min: 1,
    max: MAX_WATCHED,
    fix: 'Each has alarms of its own. List what matters most, or leave the prop out to watch all jobs together.',
  });
}

function checkThresholds(scope: Construct, props: BatchAlarmsProps): void {
  for (const prop of ['failureRateThreshold', 'spotInterruptionThreshold', 'lostWorkThreshold'] as const) {
    checkPositive(scope, prop, props[prop], 100, 'It is in percent.');
  }
  checkPositive(scope, 'hourlyCostThreshold', props.hourlyCostThreshold, Infinity, 'It is in US dollars.');
  for (const prop of ['failureRateMinJobs', 'spotInterruptionMinCount'] as const) {
    checkWholeNumber(scope, { prop, value: props[prop], min: 1, max: MAX_COUNT, fix: 'It is counted within an hour.' });
  }
  for (const prop of ['oldestRunnableThreshold', 'oldestStartingThreshold'] as const) {
    const fix = 'Jobs in flight are counted every minute at most.';
    checkDuration(scope, { prop, value: props[prop], min: Duration.minutes(1), max: MAX_WAIT, fix });
  }
  const fix = 'It is the sum of the attempts that end within an hour.';
  checkDuration(scope, { prop: 'lostWorkMinDuration', value: props.lostWorkMinDuration, min: Duration.seconds(1), fix });
  checkNoSuccessPeriod(scope, props);
}

function checkPositive(scope: Construct, prop: Prop, value: number | undefined, max: number, fix: string): void {
  if (value === undefined || Token.isUnresolved(value) || (value > 0 && value <= max && value < Infinity)) return;
  reject(scope, { prop, value, allowed: max === Infinity ? 'a number above 0' : `a number above 0, at most ${max}`, fix });
}

/** CloudWatch looks back seven days, by the hour. */
function checkNoSuccessPeriod(scope: Construct, { noSuccessPeriod: value }: BatchAlarmsProps): void {
  if (value === undefined) return;
  const hours = value.isUnresolved() ? NaN : value.toMilliseconds() / 3_600_000;
  if (Number.isInteger(hours) && hours >= 1 && hours <= 168) return;
  reject(scope, {
    prop: 'noSuccessPeriod',
    value,
    allowed: 'a whole number of hours from 1 hour to 7 days that is known at synth',
    fix: 'CloudWatch looks back seven days at most. For jobs that come every night, use Duration.hours(26).',
  });
}
