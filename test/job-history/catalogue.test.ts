import { Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { tableColumns } from '../../src/domain/history/columns';
import { InstanceRegistry } from '../../src/instance-registry';
import { JobEventCollector } from '../../src/job-event-collector';
import { JobHistory, JobHistoryOptions } from '../../src/job-history';
import { historyQueries } from '../../src/job-history/sql/queries';
import { historyViews } from '../../src/job-history/sql/views';
import { Synthesis, synthesize } from '../event-intake/synthesis';

interface TableInput {
  readonly Name: string;
  readonly TableType: string;
  readonly Parameters: Record<string, string>;
  readonly PartitionKeys?: object[];
  readonly StorageDescriptor: { readonly Columns: { readonly Name: string; readonly Type: string; readonly Comment: string }[] };
  readonly ViewOriginalText?: unknown;
}

const historyWith = (options: JobHistoryOptions = {}): Synthesis =>
  synthesize((stack: Stack) => {
    const instanceRegistry = options.instancesIncluded ? new InstanceRegistry(stack, 'Instances') : undefined;
    new JobHistory(stack, 'History', { collector: new JobEventCollector(stack, 'Collector'), instanceRegistry, ...options });
  });
const tablesOf = ({ template }: Synthesis): TableInput[] =>
  Object.values(template.findResources('AWS::Glue::Table')).map(({ Properties }) => Properties.TableInput);
const decoded = (text: unknown): Record<string, unknown> => {
  const [, encoded] = /^\/\* Presto View: ([A-Za-z0-9+/=]+) \*\/$/.exec(String(text)) ?? [];
  return JSON.parse(Buffer.from(encoded, 'base64').toString());
};

describe('the catalogue of a job history', () => {
  const all = historyWith({ transitionsIncluded: true, instancesIncluded: true });

  test('has a table for each dataset, with the columns of its records and days that nothing has to register', () => {
    const [jobs, ...others] = tablesOf(all).filter(({ TableType }) => TableType === 'EXTERNAL_TABLE');
    expect(others.map(({ Name }) => Name)).toEqual(['transition_records', 'instance_records']);
    expect(jobs).toMatchObject({
      Name: 'job_records',
      PartitionKeys: [{ Name: 'day', Type: 'string' }],
      Parameters: {
        EXTERNAL: 'TRUE',
        classification: 'parquet',
        'projection.enabled': 'true',
        'projection.day.type': 'date',
        'projection.day.format': 'yyyy-MM-dd',
        'projection.day.range': '2024-01-01,NOW+1DAYS',
        'projection.day.interval': '1',
        'projection.day.interval.unit': 'DAYS',
      },
      StorageDescriptor: {
        Location: { 'Fn::Join': ['', ['s3://', { Ref: all.logicalId('History/Bucket') }, '/jobs/']] },
        SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
      },
    });
    expect(jobs.StorageDescriptor.Columns.map(({ Name, Type }) => [Name, Type])).toEqual(
      tableColumns('jobs').map(({ name, hiveType }) => [name, hiveType]),
    );
  });

  test('has comments that AWS Glue takes', () => {
    for (const { StorageDescriptor } of tablesOf(all)) {
      expect(StorageDescriptor.Columns.filter(({ Comment }) => Comment.length > 255 || /[\n\r]/.test(Comment))).toEqual([]);
    }
  });

  test('has views as Athena writes them, with the types of its engine', () => {
    const views = tablesOf(all).filter(({ TableType }) => TableType === 'VIRTUAL_VIEW');
    const expected = historyViews(['jobs', 'transitions', 'instances']);
    expect(views.map(({ Name }) => Name)).toEqual(expected.map(({ name }) => name));
    for (const [index, { Parameters, PartitionKeys, ViewOriginalText, StorageDescriptor }] of views.entries()) {
      const { sql, columns } = expected[index];
      expect(Parameters).toEqual({ presto_view: 'true', comment: 'Presto View' });
      expect(decoded(ViewOriginalText)).toEqual({
        originalSql: sql,
        catalog: 'awsdatacatalog',
        schema: 'stack_history_2bc5ee72',
        columns: columns.map(({ name, trinoType: type }) => ({ name, type })),
      });
      expect(PartitionKeys).toEqual([]);
      expect(StorageDescriptor).toMatchObject({ Location: '', SerdeInfo: {} });
      expect(StorageDescriptor.Columns.map(({ Type }) => Type)).toEqual(columns.map(({ hiveType }) => hiveType));
    }
  });

  test('has no table or view of what is not included', () => {
    expect(tablesOf(historyWith()).map(({ Name }) => Name)).toEqual(['job_records', 'jobs', 'attempts', 'jobs_by_day']);
  });

  test('has named queries in the work group', () => {
    const queries = Object.values(all.template.findResources('AWS::Athena::NamedQuery')).map(({ Properties }) => Properties);
    expect(queries.map(({ Name, QueryString }) => [Name, QueryString])).toEqual(
      historyQueries(['jobs', 'instances']).map(({ name, sql }) => [name, sql]),
    );
    for (const { Database, WorkGroup } of queries) {
      expect([Database, WorkGroup]).toEqual([{ Ref: all.logicalId('History/Database') }, { Ref: all.logicalId('History/WorkGroup') }]);
    }
  });

  test.each([
    [
      'the database',
      'History/Database',
      (properties: Record<string, unknown>) => (properties.DatabaseInput as { Name: string }).Name,
      /^[a-z0-9_]{1,128}$/,
    ],
    ['the work group', 'History/WorkGroup', ({ Name }: Record<string, unknown>) => String(Name), /^[A-Za-z0-9._-]{1,128}$/],
  ])('gives %s a name that is unique, and that AWS takes', (_, path, nameOf, pattern) => {
    expect(nameOf(all.resource(path).Properties)).toMatch(pattern);
    const longId = 'A'.repeat(150);
    const long = synthesize((stack) => new JobHistory(stack, longId, { collector: new JobEventCollector(stack, 'Collector') }));
    expect(nameOf(long.resource(path.replace('History', longId)).Properties)).toMatch(pattern);
  });

  test('encodes views at deployment WHERE the name of the database is known only then', () => {
    const synthesis = synthesize((stack: Stack) => {
      const databaseName = new CfnParameter(stack, 'Name').valueAsString;
      new JobHistory(stack, 'History', { collector: new JobEventCollector(stack, 'Collector'), databaseName });
    });
    const { ViewOriginalText } = synthesis.resource('History/JobsView').Properties.TableInput as TableInput;
    const [, [before, { 'Fn::Base64': encoded }, after]] = (
      ViewOriginalText as { 'Fn::Join': [string, [string, { 'Fn::Base64': { 'Fn::Join': [string, unknown[]] } }, string]] }
    )['Fn::Join'];
    expect([before, after]).toEqual(['/* Presto View: ', ' */']);
    const text = encoded['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'later')).join('');
    expect(JSON.parse(text)).toMatchObject({ catalog: 'awsdatacatalog', schema: 'later' });
    expect(encoded['Fn::Join'][1]).toContainEqual({ Ref: 'Name' });
  });

  test('leaves a prefix that is only known at deployment to CloudFormation', () => {
    const synthesis = historyWith({ prefix: `${Aws.STACK_NAME}/` });
    const { Location } = (synthesis.resource('History/JobsTable').Properties.TableInput as { StorageDescriptor: { Location: object } })
      .StorageDescriptor;
    expect(Location).toEqual({
      'Fn::Join': ['', ['s3://', { Ref: synthesis.logicalId('History/Bucket') }, '/', { Ref: 'AWS::StackName' }, '/jobs/']],
    });
  });
});
