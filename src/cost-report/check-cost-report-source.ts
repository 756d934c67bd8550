import { Token } from 'aws-cdk-lib';
import { ExistingReport, LegacyReport } from './existing-report';
import { TEXT, TEXTS } from '../prop-check/cdk-types';
import { reject } from '../prop-check/prop-check';
import { checkTypes, objectWith, PropTypes, required } from '../prop-check/prop-types';

const BUCKET = objectWith('bucketName', 'string', 'a bucket', 'Use Bucket.fromBucketName, or Bucket.fromBucketAttributes.');
const EXISTING_REPORT_TYPES: PropTypes<ExistingReport> = {
  bucket: required(BUCKET),
  name: required(TEXT, 'Give the name of the report, as the console of Data Exports lists it.'),
  prefix: TEXT,
};
const LEGACY_REPORT_TYPES: PropTypes<LegacyReport> = { ...EXISTING_REPORT_TYPES, tags: TEXTS };

export function checkDataExport(report: ExistingReport): void {
  const where = 'CostReportSource.dataExport';
  checkTypes(where, report, EXISTING_REPORT_TYPES);
  checkFolder(where, report);
}

export function checkLegacyReport(report: LegacyReport): void {
  const where = 'CostReportSource.legacyReport';
  checkTypes(where, report, LEGACY_REPORT_TYPES);
  checkFolder(where, report);
  report.tags?.forEach((tag) => checkTag(where, tag));
}

function checkFolder(where: string, { name, prefix }: ExistingReport): void {
  checkSegment(where, 'name', name, /^[^/]+$/, 'a name without a slash', 'Data Exports names a folder after it.');
  checkSegment(
    where,
    'prefix',
    prefix,
    /^[^/](.*[^/])?$/,
    'a path that neither begins nor ends with a slash',
    'Leave the slash out, or leave out an empty prefix.',
  );
}

function checkSegment(where: string, prop: string, value: string | undefined, pattern: RegExp, allowed: string, fix: string): void {
  if (value === undefined || Token.isUnresolved(value) || pattern.test(value)) return;
  reject(where, { prop, value, allowed, fix });
}

/** A name becomes a column of the table and part of the SQL of a view. */
function checkTag(where: string, value: string): void {
  if (/^[a-z0-9_]+$/.test(value)) return;
  reject(where, {
    prop: 'tags',
    value,
    allowed: 'names of columns without resource_tags_: lower-case letters, digits and underscores',
    fix: 'The tag Project of your resources is user_project in a report.',
  });
}
