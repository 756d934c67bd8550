import { Fn, Names, Stack, Token } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { HistoryView, historyViews } from './sql/views';
import { HistoryColumn, tableColumns } from '../domain/history/columns';
import { DAY_COLUMN, HISTORY_DATASETS, HistoryDatasetName } from '../domain/names/history';

/** The first day that the tables have. A day before that is not found. */
const FIRST_DAY = '2024-01-01';

export interface HistoryCatalogueProps {
  readonly databaseName?: string;
  readonly bucket: IBucket;
  readonly prefix: string;
  readonly datasets: readonly HistoryDatasetName[];
}

/** The AWS Glue database of a history: a table for each dataset, and the views. */
export class HistoryCatalogue {
  readonly database: CfnDatabase;
  readonly databaseName: string;
  private readonly tables = new Map<HistoryDatasetName, CfnTable>();

  constructor(
    private readonly scope: Construct,
    private readonly props: HistoryCatalogueProps,
  ) {
    const name = props.databaseName ?? uniqueName(scope, '_').toLowerCase();
    this.database = new CfnDatabase(scope, 'Database', {
      catalogId: Stack.of(scope).account,
      databaseInput: { name, description: `Job history of ${scope.node.path}` },
    });
    this.databaseName = this.database.ref;
    for (const dataset of props.datasets) this.tables.set(dataset, this.createTable(dataset));
    for (const view of historyViews(props.datasets)) this.createView(view, name);
  }

  tableOf(dataset: HistoryDatasetName): CfnTable {
    const table = this.tables.get(dataset);
    if (!table) throw new Error(`${this.scope.node.path}: no table of ${dataset}`);
    return table;
  }

  /** Days are projected from their range, so that nothing has to register them. Their folders are named as Apache Hive names them, which is the default. */
  private createTable(dataset: HistoryDatasetName): CfnTable {
    const { recordType, table: name, folder } = HISTORY_DATASETS[dataset];
    const { bucket, prefix } = this.props;
    return this.addTable(`${capitalized(dataset)}Table`, {
      name,
      description: `A row for each "${recordType}" record that was written; views drop duplicates`,
      tableType: 'EXTERNAL_TABLE',
      parameters: { EXTERNAL: 'TRUE', classification: 'parquet', ...PROJECTION },
      partitionKeys: [{ name: DAY_COLUMN, type: 'string', comment: 'UTC day, YYYY-MM-DD' }],
      storageDescriptor: {
        columns: glueColumns(tableColumns(dataset)),
        location: bucket.s3UrlForObject(`${prefix}${folder}/`),
        ...PARQUET,
      },
    });
  }

  private createView({ name, description, columns, sql }: HistoryView, schema: string): void {
    const definition = JSON.stringify({
      originalSql: sql,
      catalog: 'awsdatacatalog',
      schema,
      columns: columns.map(({ name: column, trinoType: type }) => ({ name: column, type })),
    });
    this.addTable(`${capitalized(camelCase(name))}View`, {
      name,
      description,
      tableType: 'VIRTUAL_VIEW',
      parameters: { presto_view: 'true', comment: 'Presto View' },
      viewOriginalText: `/* Presto View: ${base64(schema, definition)} */`,
      viewExpandedText: '/* Presto View */',
      storageDescriptor: { columns: glueColumns(columns), location: '', serdeInfo: {} },
    });
  }

  private addTable(id: string, tableInput: CfnTable.TableInputProperty): CfnTable {
    return new CfnTable(this.scope, id, { catalogId: Stack.of(this.scope).account, databaseName: this.databaseName, tableInput });
  }
}

/** Unique in an account and Region, since the names of stacks are. */
export const uniqueName = (scope: Construct, separator: string): string => Names.uniqueResourceName(scope, { separator, maxLength: 120 });

const PROJECTION = {
  'projection.enabled': 'true',
  [`projection.${DAY_COLUMN}.type`]: 'date',
  [`projection.${DAY_COLUMN}.format`]: 'yyyy-MM-dd',
  [`projection.${DAY_COLUMN}.range`]: `${FIRST_DAY},NOW+1DAYS`,
  [`projection.${DAY_COLUMN}.interval`]: '1',
  [`projection.${DAY_COLUMN}.interval.unit`]: 'DAYS',
};
const PARQUET = {
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  serdeInfo: {
    serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
    parameters: { 'serialization.format': '1' },
  },
};

const glueColumns = (columns: readonly HistoryColumn[]): CfnTable.ColumnProperty[] =>
  columns.map(({ name, hiveType: type, meaning: comment }) => ({ name, type, comment }));

/** A name of the database that is only known at deployment is encoded there. */
const base64 = (schema: string, definition: string): string =>
  Token.isUnresolved(schema) ? Fn.base64(definition) : Buffer.from(definition).toString('base64');

export const capitalized = (text: string): string => text[0].toUpperCase() + text.slice(1);
const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
