import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { Fixture, writeFixture } from './fixture';
import { parseHiveType } from '../../../lab/aws/hive/hive-type';
import { withDuckDb, writeParquet } from '../../../lab/replay/history/parquet';
import { tableColumns } from '../../../src/domain/history/columns';
import { historyRow } from '../../../src/domain/history/history-row';
import { HISTORY_DATASETS } from '../../../src/domain/names/history';
import type { JobRecord } from '../../../src/domain/names/job-record-fields';
import { PARQUET, glueColumns, viewInput } from '../../../src/job-history/history-catalogue';
import { historyViews } from '../../../src/job-history/sql/views';
import { Dashboard, costReportOf, importedHistory } from '../../grafana-dashboards/dashboards';
import { newStack } from '../../insights-dashboard/dashboard-fixture';
import { logLines } from '../aws/insights/job-records';

/** The database that the dashboards of the tests name. */
const DATABASE = 'batch_history';
const LOG_GROUPS = ['in-flight-log', 'instances-log', 'run-task-log'];
const ASSET = 'asset.dashboards';
const KEY = 'dashboards.zip';

/** An output folder whose template writes these dashboards for Grafana, and has a history; `@Stage@` in them is a marker. */
export async function writeGrafanaFixture(dashboards: readonly (Dashboard | object)[]): Promise<Fixture> {
  const fixture = writeFixture(120);
  const { out, records } = fixture;
  const assembly = join(out, 'cloud-assembly');
  mkdirSync(join(assembly, ASSET));
  dashboards.forEach((dashboard, index) => writeFileSync(join(assembly, ASSET, `${index}.json`), JSON.stringify(dashboard)));
  writeFileSync(join(assembly, 'Grafana.template.json'), JSON.stringify({ Resources: { ...deployment(), ...catalogue() } }));
  writeFileSync(
    join(assembly, 'Grafana.assets.json'),
    JSON.stringify({ files: { dashboards: { source: { path: ASSET }, destinations: { here: { objectKey: KEY } } } } }),
  );
  writeFileSync(
    join(out, 'logs', 'insights-log.ndjson'),
    logLines(records)
      .map((line) => JSON.stringify(line))
      .join('\n'),
  );
  for (const name of LOG_GROUPS) writeFileSync(join(out, 'logs', `${name}.ndjson`), '');
  await writeHistory(out, records as unknown as readonly JobRecord[]);
  return fixture;
}

const deployment = () => ({
  Files: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      SourceObjectKeys: [KEY],
      SourceMarkers: [{ '@Stage@': { Ref: 'Stage' } }],
      SourceMarkersConfig: [{ jsonEscape: true }],
    },
  },
  Stage: { Type: 'AWS::SSM::Parameter' },
});

/** The table of jobs and the views over it, as the construct declares them. */
function catalogue(): object {
  const { table, folder } = HISTORY_DATASETS.jobs;
  const day = { Name: 'day', Type: 'string' };
  const columns = glueColumns(tableColumns('jobs')).map(({ name, type }) => ({ Name: name, Type: type }));
  const inputs = [
    {
      Name: table,
      TableType: 'EXTERNAL_TABLE',
      PartitionKeys: [day],
      StorageDescriptor: { Columns: columns, Location: `s3://bucket/${folder}/`, InputFormat: PARQUET.inputFormat },
    },
    ...historyViews(['jobs']).map((view) => {
      const { name, tableType, viewOriginalText } = viewInput(view, DATABASE);
      return { Name: name, TableType: tableType, ViewOriginalText: viewOriginalText };
    }),
  ];
  const tables = Object.fromEntries(
    inputs.map((TableInput, index) => [`Table${index}`, { Type: 'AWS::Glue::Table', Properties: { DatabaseName: DATABASE, TableInput } }]),
  );
  return { ...tables, ...catalogueOfCosts() };
}

/** What a report of costs adds to it. */
function catalogueOfCosts(): object {
  const stack = newStack();
  costReportOf(stack, importedHistory(stack));
  return Template.fromStack(stack).findResources('AWS::Glue::Table');
}

async function writeHistory(out: string, records: readonly JobRecord[]): Promise<void> {
  const rows = records.map((record) => historyRow(record, 'jobs', { id: record.JobId, loggedAt: Date.parse(record.StoppedAt) }));
  const columns = tableColumns('jobs').map(({ name, hiveType }) => ({ name, type: parseHiveType(hiveType) }));
  for (const day of new Set(rows.map((row) => String(row.day)))) {
    const folder = join(out, 'history', HISTORY_DATASETS.jobs.folder, `day=${day}`);
    mkdirSync(folder, { recursive: true });
    const lines = join(out, 'rows.ndjson');
    writeFileSync(
      lines,
      rows
        .filter((row) => row.day === day)
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
    await withDuckDb((connection) => writeParquet(connection, lines, columns, join(folder, 'rows.parquet')));
  }
}
