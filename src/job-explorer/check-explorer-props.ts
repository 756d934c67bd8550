import { Duration, Size, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EXPLORER_PROP_TYPES } from './job-explorer-prop-types';
import { JobExplorerProps } from './job-explorer-props';
import { checkPlace } from '../event-intake/check-place';
import { checkDuration, checkLogRetention, checkWholeNumber, reject, rejectWithoutEffect } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

/** What Logs Insights returns at most. */
export const MAX_ROWS = 10_000;
/** Unless `maxTimeRange` is set. */
export const DEFAULT_TIME_RANGE = Duration.days(365);
const MIN_ROWS = 100;
const MIN_TABLE_ITEMS = 10_000;
const MAX_TABLE_ITEMS = 10_000_000;
const MIN_SCANNED = Size.mebibytes(10);
/** What describes the dashboard. */
const DASHBOARD_PROPS = ['dashboardName', 'title', 'defaultInterval'] as const;
const DASHBOARD_NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** Refuses what cannot work; languages without types let anything through. */
export function checkExplorerProps(scope: Construct, props: JobExplorerProps): void {
  checkTypes(scope, props, EXPLORER_PROP_TYPES);
  // The function knows log groups and the table by their names alone.
  checkPlace(scope, { prop: 'collector', what: 'explorer', place: props.collector.logGroup.env });
  if (props.inFlightSnapshot) checkPlace(scope, { prop: 'inFlightSnapshot', what: 'explorer', place: props.inFlightSnapshot.logGroup.env });
  checkDashboard(scope, props);
  checkName(scope, props.dashboardName);
  checkWholeNumber(scope, {
    prop: 'maxRows',
    value: props.maxRows,
    min: MIN_ROWS,
    max: MAX_ROWS,
    fix: 'Logs Insights returns no more, and fewer are not even two pages.',
  });
  checkDuration(scope, {
    prop: 'maxTimeRange',
    value: props.maxTimeRange,
    min: Duration.days(1),
    fix: 'Choose a longer range, so that the time range of the dashboard can be searched.',
  });
  checkDuration(scope, {
    prop: 'defaultInterval',
    value: props.defaultInterval,
    min: Duration.minutes(1),
    fix: 'Choose a longer range: a record is written minutes after its job ended.',
  });
  checkOpeningRange(scope, props);
  checkDuration(scope, {
    prop: 'pageTimeout',
    value: props.pageTimeout,
    min: Duration.seconds(5),
    max: Duration.minutes(5),
    fix: 'A query takes some seconds, and nobody waits for minutes.',
  });
  checkWholeNumber(scope, {
    prop: 'maxTableItems',
    value: props.maxTableItems,
    min: MIN_TABLE_ITEMS,
    max: MAX_TABLE_ITEMS,
    fix: 'Fewer are read in a moment and cost next to nothing; more take longer than a page may.',
  });
  checkScanned(scope, props.bytesScannedLimit);
  checkLogRetention(scope, props.logRetention);
}

function checkDashboard(scope: Construct, props: JobExplorerProps): void {
  if (props.dashboardEnabled !== false) return;
  const prop = DASHBOARD_PROPS.find((name) => props[name] !== undefined);
  if (!prop) return;
  rejectWithoutEffect(scope, { prop, value: props[prop], because: 'when dashboardEnabled is false', fix: 'Leave one of the two out.' });
}

/** The dashboard would open with an error. */
function checkOpeningRange(scope: Construct, { defaultInterval: value, maxTimeRange }: JobExplorerProps): void {
  if (value === undefined || value.isUnresolved() || maxTimeRange?.isUnresolved()) return;
  const max = maxTimeRange ?? DEFAULT_TIME_RANGE;
  if (value.toMilliseconds() <= max.toMilliseconds()) return;
  reject(scope, {
    prop: 'defaultInterval',
    value,
    allowed: `at most maxTimeRange, which is ${max.toHumanString()}`,
    fix: 'Choose a shorter range, or raise maxTimeRange.',
  });
}

function checkName(scope: Construct, value: string | undefined): void {
  if (value === undefined || Token.isUnresolved(value) || DASHBOARD_NAME.test(value)) return;
  reject(scope, { prop: 'dashboardName', value, allowed: '1 to 255 letters, digits and any of - _', fix: 'Use for example "batch-jobs".' });
}

function checkScanned(scope: Construct, value: Size | undefined): void {
  if (value === undefined || value.isUnresolved() || value.toBytes() >= MIN_SCANNED.toBytes()) return;
  reject(scope, {
    prop: 'bytesScannedLimit',
    value: `${value.toBytes()} bytes`,
    allowed: 'at least 10 MiB',
    fix: 'A search over less finds nothing.',
  });
}
