import { Stack, Token } from 'aws-cdk-lib';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';
import { FILES_TYPES, GRAFANA_PROP_TYPES } from './grafana-dashboards-prop-types';
import { GrafanaDashboardsProps } from './grafana-dashboards-props';
import { reject, rejectMissing } from '../prop-check/prop-check';
import { checkTypes } from '../prop-check/prop-types';

/** Grafana takes 40 characters as a uid; the name of a dashboard and a hyphen follow the prefix. */
const UID_PREFIX = /^[A-Za-z0-9_-]{1,32}$/;
const KEY_PREFIX = /^(?=.{1,200}$)(?!\/)[\w./-]*\/$/;

/** Refuses what cannot work; languages without types let anything through. */
export function checkGrafanaProps(scope: Construct, props: GrafanaDashboardsProps): void {
  checkTypes(scope, props, GRAFANA_PROP_TYPES);
  for (const prop of ['collector', 'history'] as const) checkRegion(scope, prop, props[prop]);
  checkCostReport(scope, props);
  checkUidPrefix(scope, props.uidPrefix);
}

/** Data sources and addresses have the Region of the stack. */
function checkRegion(scope: Construct, prop: string, source: IConstruct | undefined): void {
  if (!source) return;
  const [region, own] = [source, scope].map((each) => Stack.of(each).region);
  if (region === own || Token.isUnresolved(region) || Token.isUnresolved(own)) return;
  reject(scope, {
    prop,
    value: `of ${region}`,
    allowed: `one of ${own}, as this stack`,
    fix: 'Create the dashboards in a stack of that Region.',
  });
}

/** The dashboards read one database. */
function checkCostReport(scope: Construct, { history, costReport }: GrafanaDashboardsProps): void {
  if (!costReport) return;
  if (!history) rejectMissing(scope, 'history', 'Give it the history of the cost report.', 'with costReport');
  if (costReport.history === history) return;
  reject(scope, {
    prop: 'costReport',
    value: costReport,
    allowed: 'that of the given history',
    fix: 'Create dashboards for each history, or give the history of the cost report.',
  });
}

function checkUidPrefix(scope: Construct, value: string | undefined): void {
  if (value === undefined || (!Token.isUnresolved(value) && UID_PREFIX.test(value))) return;
  reject(scope, {
    prop: 'uidPrefix',
    value,
    allowed: '1 to 32 letters, digits, hyphens and underscores, known at synthesis',
    fix: 'Use for example "render-farm". The name of each dashboard follows it.',
  });
}

/** Rejects what is no bucket, a prefix that is none, and a second place for the files. */
export function checkFiles(scope: Construct, bucket: IBucket, prefix: string | undefined, filesUrl: string | undefined): void {
  checkTypes(scope, { bucket, prefix }, FILES_TYPES);
  if (filesUrl !== undefined) {
    reject(scope, {
      prop: 'bucket',
      value: bucket,
      allowed: 'given once',
      fix: 'Copy the files from the first bucket, or create other dashboards.',
    });
  }
  if (prefix === undefined || Token.isUnresolved(prefix) || KEY_PREFIX.test(prefix)) return;
  reject(scope, {
    prop: 'prefix',
    value: prefix,
    allowed: 'at most 200 letters, digits and any of - _ . / that end with a slash and do not begin with one',
    fix: 'Use for example "grafana-dashboards/".',
  });
}
