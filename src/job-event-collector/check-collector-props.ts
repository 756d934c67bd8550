import { Duration, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkWatched } from './check-watched';
import { COLLECTOR_PROP_TYPES } from './collector-prop-types';
import { JobEventCollectorProps } from './collector-props';
import { EventDelivery } from './event-delivery';
import { checkReservedConcurrency } from '../handler-options/check-handler-options';
import {
  checkDuration,
  checkLogRetention,
  checkMetricNamespace,
  checkNotEmpty,
  firstDuplicate,
  reject,
  rejectDuplicate,
  rejectWithoutEffect,
} from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

const MAX_WAITS = 10;
export const IN_FLIGHT_EXPIRY = Duration.days(90);
export const FINISHED_EXPIRY = Duration.days(1);
/** The longest that SQS delays a message. */
const MAX_WAIT = Duration.minutes(15);
/** AWS Batch takes this many tags on a job, with keys of this many characters. */
const MAX_TAG_KEYS = 50;
const MAX_TAG_KEY_LENGTH = 128;
/** Lambda takes 4 KB for all environment variables; this leaves room for the others. */
const MAX_TAG_KEYS_JSON_LENGTH = 2000;
/** Stops the synthesis at the first prop that could not work in AWS. */
export function checkCollectorProps(scope: Construct, props: JobEventCollectorProps): void {
  checkTypes(scope, props, COLLECTOR_PROP_TYPES);
  checkNotEmpty(scope, 'jobQueues', props.jobQueues, 'Leave it out to watch all job queues.');
  checkNotEmpty(scope, 'jobDefinitions', props.jobDefinitions, 'Leave it out to watch all job definitions.');
  checkWatched(scope, props);
  checkMetricNamespace(scope, props.metricNamespace);
  checkDimensionSets(scope, props);
  checkLogRetention(scope, props.logRetention);
  checkTagKeys(scope, props.tagKeys ?? []);
  checkExpiries(scope, props);
  checkWaits(scope, props.waitForLateFacts ?? []);
  checkConcurrency(scope, props);
}

/** With direct delivery, the maximum concurrency of the queue is fixed. */
function checkConcurrency(scope: Construct, props: JobEventCollectorProps): void {
  const { maxConcurrency, isBuffered } = props.delivery ?? EventDelivery.buffered();
  const fix = isBuffered ? 'Reserve more, or lower maxConcurrency of EventDelivery.buffered().' : 'Reserve more, or leave it out.';
  checkReservedConcurrency(scope, props, maxConcurrency, fix);
}

function checkDimensionSets(scope: Construct, props: JobEventCollectorProps): void {
  if (props.levelOfDetail && props.dimensionSets) {
    rejectWithoutEffect(scope, {
      prop: 'levelOfDetail',
      value: props.levelOfDetail.name,
      because: 'when dimensionSets are given',
      fix: 'Leave one of the two out.',
    });
  }
  checkNotEmpty(scope, 'dimensionSets', props.dimensionSets, 'Use [MetricDimensions.of()] for totals alone.');
  const sets = (props.dimensionSets ?? []).map((set) => set.dimensionNames);
  const duplicate = sets.find((set, index) => sets.slice(0, index).some((other) => keyOf(other) === keyOf(set)));
  if (duplicate) rejectDuplicate(scope, 'dimensionSets', duplicate, 'Name each set once; the order of its dimensions does not matter.');
}

const keyOf = (set: readonly string[]): string => [...set].sort().join();

function checkTagKeys(scope: Construct, keys: string[]): void {
  const wrong = (value: unknown, allowed: string, fix: string) => reject(scope, { prop: 'tagKeys', value, allowed, fix });
  for (const key of keys.filter((each) => !Token.isUnresolved(each))) {
    if (key === 'resourceArn') {
      wrong(key, "a key of the job's own tags", 'AWS Batch adds resourceArn to events, it is not a tag; leave it out.');
    }
    if (key === '' || key.length > MAX_TAG_KEY_LENGTH) {
      wrong(key, `a key of 1 to ${MAX_TAG_KEY_LENGTH} characters`, 'No job can have such a tag.');
    }
  }
  const duplicate = firstDuplicate(keys);
  if (duplicate !== undefined) rejectDuplicate(scope, 'tagKeys', duplicate, 'Name each key once.');
  if (keys.length > MAX_TAG_KEYS) wrong(keys, `a list of at most ${MAX_TAG_KEYS} keys`, 'A job has no more tags than that.');
  if (JSON.stringify(keys).length > MAX_TAG_KEYS_JSON_LENGTH) {
    wrong(
      keys,
      `a list of at most ${MAX_TAG_KEYS_JSON_LENGTH} characters in all`,
      "Name fewer keys: Lambda's environment variables hold 4 KB.",
    );
  }
}

function checkExpiries(scope: Construct, { inFlightExpiry, finishedExpiry }: JobEventCollectorProps): void {
  checkDuration(scope, {
    prop: 'inFlightExpiry',
    value: inFlightExpiry,
    min: Duration.days(1),
    fix: 'It must be longer than a job takes from submission to end.',
  });
  checkDuration(scope, {
    prop: 'finishedExpiry',
    value: finishedExpiry,
    min: Duration.hours(1),
    fix: 'EventBridge may deliver events again for a day.',
  });
  checkOrderOfExpiries(scope, inFlightExpiry, finishedExpiry);
}

function checkOrderOfExpiries(scope: Construct, inFlight = IN_FLIGHT_EXPIRY, finished = FINISHED_EXPIRY): void {
  if (inFlight.isUnresolved() || finished.isUnresolved() || finished.toSeconds() <= inFlight.toSeconds()) return;
  reject(scope, {
    prop: 'finishedExpiry',
    value: finished,
    allowed: `at most inFlightExpiry, which is ${inFlight.toHumanString()}`,
    fix: 'Choose a shorter expiry: the table is no history, and the log group keeps the records of finished jobs.',
  });
}

function checkWaits(scope: Construct, waits: Duration[]): void {
  if (waits.length > MAX_WAITS) {
    reject(scope, {
      prop: 'waitForLateFacts',
      value: waits,
      allowed: `a list of at most ${MAX_WAITS} waits`,
      fix: 'Use fewer and longer ones.',
    });
  }
  waits.forEach((value, index) =>
    checkDuration(scope, {
      prop: `waitForLateFacts[${index}]`,
      value,
      min: Duration.seconds(1),
      max: MAX_WAIT,
      fix: 'SQS delays a message for that long at most; add another wait.',
    }),
  );
}
