import { Stack } from 'aws-cdk-lib';
import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { CostReportSource } from './cost-report-source';
import { IJobHistory } from '../job-history';
import { LINE_ITEMS } from './sql/line-items';
import { costQueries } from './sql/queries';
import { costViews } from './sql/views';
import { glueColumns, PARQUET, viewId, viewInput } from '../job-history/history-catalogue';

/** The first month that the table has, and the first year. */
const FIRST_MONTH = '2024-01';
const FIRST_YEAR = '2020';

/** Months are projected, so that nothing has to find out that there is a new one. */
const PROJECTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  billing_period: { type: 'date', format: 'yyyy-MM', range: `${FIRST_MONTH},NOW`, interval: '1', 'interval.unit': 'MONTHS' },
  year: { type: 'date', format: 'yyyy', range: `${FIRST_YEAR},NOW`, interval: '1', 'interval.unit': 'YEARS' },
  month: { type: 'integer', range: '1,12' },
};

/** The table over the files of the report, in the database of the history. */
export function lineItemsTable(scope: Construct, history: IJobHistory, source: CostReportSource): CfnTable {
  const { columns, partitions } = source._format;
  const location = source.bucket.s3UrlForObject(source.folder);
  const projections = partitions.flatMap(({ name }) =>
    Object.entries(PROJECTIONS[name]).map(([key, value]) => [`projection.${name}.${key}`, value]),
  );
  return addTable(scope, 'LineItemsTable', history, {
    name: LINE_ITEMS,
    description: `Line items of the cost report ${source.name}, those columns that the views of costs read`,
    tableType: 'EXTERNAL_TABLE',
    parameters: {
      EXTERNAL: 'TRUE',
      classification: 'parquet',
      'projection.enabled': 'true',
      ...Object.fromEntries(projections),
      'storage.location.template': `${location}${source._monthFolder}`,
    },
    partitionKeys: glueColumns(partitions),
    storageDescriptor: { columns: glueColumns(columns), location, ...PARQUET },
  });
}

/** The views, in the database that has what they join. */
export const costViewTables = (scope: Construct, history: IJobHistory, source: CostReportSource): CfnTable[] =>
  costViews(source._format).map((view) => addTable(scope, viewId(view.name), history, viewInput(view, history.databaseName)));

/** The queries that the console of Athena lists under "Saved queries" of the work group of the history. */
export function costNamedQueries(scope: Construct, { databaseName: database, workGroupName: workGroup }: IJobHistory): void {
  for (const { id, name, description, sql } of costQueries()) {
    new CfnNamedQuery(scope, `${id}Query`, { name, description, queryString: sql, database, workGroup });
  }
}

const addTable = (scope: Construct, id: string, { databaseName }: IJobHistory, tableInput: CfnTable.TableInputProperty): CfnTable =>
  new CfnTable(scope, id, { catalogId: Stack.of(scope).account, databaseName, tableInput });
