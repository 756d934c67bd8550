import { Duration, Size, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { HISTORY_PROP_TYPES } from './job-history-prop-types';
import { JobHistoryProps } from './job-history-props';
import { checkPlace } from '../event-intake/check-place';
import { checkLogRetention, reject, rejectMissing, rejectWithoutEffect } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

/** Firehose takes 512 characters, with the folders of a dataset. */
const MAX_PREFIX_LENGTH = 200;
/** The least that Athena takes. */
const MIN_SCANNED_BYTES = 10_000_000;

export function checkHistoryProps(scope: Construct, props: JobHistoryProps): void {
  checkTypes(scope, props, HISTORY_PROP_TYPES);
  checkRegistry(scope, props);
  checkPlaces(scope, props);
  checkLifecycle(scope, props);
  checkPrefix(scope, props.prefix);
  checkDatabaseName(scope, props.databaseName);
  checkScannedLimit(scope, props.bytesScannedLimit);
  checkLogRetention(scope, props.logRetention);
}

function checkRegistry(scope: Construct, { instanceRegistry, instancesIncluded }: JobHistoryProps): void {
  if (instancesIncluded && !instanceRegistry) {
    rejectMissing(
      scope,
      'instanceRegistry',
      'Give it the registry of the collector, or leave instancesIncluded out.',
      'with instancesIncluded',
    );
  }
  if (!instanceRegistry || instancesIncluded) return;
  rejectWithoutEffect(scope, {
    prop: 'instanceRegistry',
    value: instanceRegistry,
    because: 'unless instancesIncluded is true',
    fix: 'Set instancesIncluded, or leave it out.',
  });
}

/** Subscriptions, streams and events of a bucket work in one account and Region. */
function checkPlaces(scope: Construct, { collector, instanceRegistry, bucket }: JobHistoryProps): void {
  const what = 'history';
  checkPlace(scope, { prop: 'collector', what, place: collector.logGroup.env });
  if (instanceRegistry) checkPlace(scope, { prop: 'instanceRegistry', what, place: instanceRegistry.logGroup.env });
  if (bucket) checkPlace(scope, { prop: 'bucket', what, place: bucket.env });
}

function checkLifecycle(scope: Construct, { bucket, retention, archiveAfter }: JobHistoryProps): void {
  for (const [prop, value] of Object.entries({ retention, archiveAfter })) {
    if (!value) continue;
    if (bucket) {
      rejectWithoutEffect(scope, { prop, value, because: 'when bucket is given', fix: 'Add a lifecycle rule to that bucket.' });
    }
    checkDays(scope, prop, value);
  }
  if (!retention || !archiveAfter || [retention, archiveAfter].some((each) => each.isUnresolved())) return;
  if (archiveAfter.toDays() < retention.toDays()) return;
  reject(scope, {
    prop: 'archiveAfter',
    value: archiveAfter,
    allowed: `less than retention (${retention.toHumanString()})`,
    fix: 'Choose a shorter time, or leave it out: files that expire first never move.',
  });
}

function checkDays(scope: Construct, prop: string, value: Duration): void {
  if (value.isUnresolved()) return;
  const days = value.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1) return;
  reject(scope, {
    prop,
    value,
    allowed: 'a whole number of days, at least 1',
    fix: 'Amazon S3 counts the age of files in days.',
  });
}

export function checkPrefix(scope: Construct | string, value: string | undefined): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (/^([\w.=-]+\/)+$/.test(value) && value.length <= MAX_PREFIX_LENGTH) return;
  reject(scope, {
    prop: 'prefix',
    value,
    allowed: `1 to ${MAX_PREFIX_LENGTH} letters, digits and any of - _ . = / that end with a slash and do not begin with one`,
    fix: 'Use for example "batch/", or leave it out to use the whole bucket.',
  });
}

function checkDatabaseName(scope: Construct, value: string | undefined): void {
  if (value === undefined || Token.isUnresolved(value) || /^[a-z0-9_]{1,128}$/.test(value)) return;
  reject(scope, {
    prop: 'databaseName',
    value,
    allowed: 'a name of 1 to 128 lower-case letters, digits and underscores',
    fix: 'Other names need quotes in queries, or are changed by AWS Glue. Use for example "batch_history", or leave it out.',
  });
}

function checkScannedLimit(scope: Construct, value: Size | undefined): void {
  if (value === undefined || value.isUnresolved() || value.toBytes() >= MIN_SCANNED_BYTES) return;
  reject(scope, {
    prop: 'bytesScannedLimit',
    value: `${value.toBytes()} bytes`,
    allowed: `at least ${MIN_SCANNED_BYTES} bytes (10 MB)`,
    fix: 'That is the least that Athena charges for a query. Use for example Size.gibibytes(10).',
  });
}
