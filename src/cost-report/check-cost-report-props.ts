import { Duration, Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { COST_REPORT_PROP_TYPES } from './cost-report-prop-types';
import { CostReportOptions, CostReportProps } from './cost-report-props';
import { EXPORT_REGION } from './export-region';
import { isElsewhere } from '../event-intake/event-rule';
import { reject, rejectMissing, rejectWithoutEffect } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

/** A month and two weeks of corrections, with some days to spare. */
const MIN_RETENTION_DAYS = 62;

export function checkCostReportProps(scope: Construct, props: CostReportProps): void {
  checkTypes(scope, props, COST_REPORT_PROP_TYPES);
  checkHistory(scope, props);
  checkOwnBucket(scope, props);
  checkRetention(scope, props.retention);
  if (!props.source) checkPlaceOfExport(scope);
}

/** The database of the history and that of the stack are the same only in one account and Region. */
function checkHistory(scope: Construct, { history }: CostReportProps): void {
  const { account, region } = Stack.of(history);
  if (Token.isUnresolved(account) || Token.isUnresolved(region) || !isElsewhere(scope, { account, region })) return;
  reject(scope, {
    prop: 'history',
    value: `of account ${account} in ${region}`,
    allowed: 'one in the account and Region of this stack',
    fix: 'Create the report in a stack of that account and Region.',
  });
}

function checkOwnBucket(scope: Construct, { source, retention, encryptionKey, removalPolicy }: CostReportOptions): void {
  if (!source) return;
  for (const [prop, value] of Object.entries({ retention, encryptionKey, removalPolicy })) {
    if (value === undefined) continue;
    rejectWithoutEffect(scope, { prop, value, because: 'when source is given', fix: 'Configure the bucket of that report instead.' });
  }
}

function checkRetention(scope: Construct, value: Duration | undefined): void {
  if (value === undefined || value.isUnresolved()) return;
  const days = value.toDays({ integral: false });
  if (Number.isInteger(days) && days >= MIN_RETENTION_DAYS) return;
  reject(scope, {
    prop: 'retention',
    value,
    allowed: `a whole number of days, at least ${MIN_RETENTION_DAYS}`,
    fix: 'The bill of a month changes until about two weeks after the month. Use for example Duration.days(400).',
  });
}

/**
 * CloudFormation has exports of AWS in us-east-1 alone, so the Region decides whether a second stack is needed.
 *
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2223
 */
function checkPlaceOfExport(scope: Construct): void {
  const { region, account } = Stack.of(scope);
  if (Token.isUnresolved(region)) {
    rejectMissing(
      scope,
      'env.region of the stack',
      `Set env of the stack, for example env: { account: '111111111111', region: 'eu-west-1' }, ${OR_SOURCE}`,
      TO_PLACE,
    );
  }
  const partition = RegionInfo.get(region).partition ?? 'aws';
  if (partition !== 'aws') {
    reject(scope, {
      prop: 'env.region of the stack',
      value: region,
      allowed: 'one of the commercial Regions of AWS: others have no split cost allocation data',
      fix: 'Give source the report of the account that pays for this one, if it has the costs of its tasks.',
    });
  }
  if (region !== EXPORT_REGION && Token.isUnresolved(account)) {
    rejectMissing(
      scope,
      'env.account of the stack',
      `Set env of the stack, for example env: { account: '111111111111', region: '${region}' }, ${OR_SOURCE}`,
      TO_PLACE,
    );
  }
}

const TO_PLACE = `to place the export, which CloudFormation creates in ${EXPORT_REGION} alone`;
const OR_SOURCE = 'or give source a report that exists.';
