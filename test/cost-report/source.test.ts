import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CostReportSource, ExistingReport, LegacyReport } from '../../src';

const bucket = Bucket.fromBucketName(new Stack(), 'Costs', 'costs');
const exportOf = (props: object): CostReportSource => CostReportSource.dataExport({ bucket, name: 'all', ...props } as ExistingReport);
const legacyOf = (props: object): CostReportSource => CostReportSource.legacyReport({ bucket, name: 'all', ...props } as LegacyReport);

test('the files of a data export and of a legacy report are in folders that AWS names', () => {
  expect(exportOf({}).folder).toBe('all/data/');
  expect(exportOf({ prefix: 'a/b' }).folder).toBe('a/b/all/data/');
  expect(legacyOf({ prefix: 'a' }).folder).toBe('a/all/all/');
});

const ENDS = 'but it must be a path that neither begins nor ends with a slash. Leave the slash out, or leave out an empty prefix.';
const TAGS =
  'but it must be names of columns without resource_tags_: lower-case letters, digits and underscores. The tag Project of your resources is user_project in a report.';

test.each<[string, () => CostReportSource, string]>([
  [
    'no bucket',
    () => exportOf({ bucket: undefined }),
    'dataExport: bucket is required. Use Bucket.fromBucketName, or Bucket.fromBucketAttributes.',
  ],
  [
    'no name',
    () => exportOf({ name: undefined }),
    'dataExport: name is required. Give the name of the report, as the console of Data Exports lists it.',
  ],
  [
    'a name with a slash',
    () => exportOf({ name: 'a/b' }),
    'dataExport: name is "a/b", but it must be a name without a slash. Data Exports names a folder after it.',
  ],
  ['a prefix that ends with a slash', () => exportOf({ prefix: 'a/' }), `dataExport: prefix is "a/", ${ENDS}`],
  ['a prefix that begins with a slash', () => legacyOf({ prefix: '/a' }), `legacyReport: prefix is "/a", ${ENDS}`],
  ['an empty prefix', () => legacyOf({ prefix: '' }), `legacyReport: prefix is "", ${ENDS}`],
  [
    'one tag instead of a list',
    () => legacyOf({ tags: 'user_project' }),
    'legacyReport: tags is "user_project", but it must be a list of strings.',
  ],
  ['a tag as it is on resources', () => legacyOf({ tags: ['Project'] }), `legacyReport: tags is "Project", ${TAGS}`],
  ['a tag with a quote', () => legacyOf({ tags: ["user_it's"] }), `legacyReport: tags is "user_it's", ${TAGS}`],
])('GIVEN %s THEN the error names the prop, the value and the fix', (_, make, message) => {
  expect(make).toThrow(`CostReportSource.${message}`);
});
