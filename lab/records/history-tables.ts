import { HISTORY_DATASETS, HistoryDatasetName } from '../../src/domain/names/history';
import { historyQueries } from '../../src/job-history/sql/queries';
import { HistoryView, historyViews } from '../../src/job-history/sql/views';
import { markdownTable } from '../figures/figures';

export const HISTORY_DOC = 'docs/history.md';
const DATASETS = Object.keys(HISTORY_DATASETS) as HistoryDatasetName[];

/** The tables of the documentation of the history, by the name of their block. */
export const historyTables = (): ReadonlyMap<string, string> =>
  new Map([
    ['datasets of the history', datasetsTable()],
    ['views of the history', viewsTable()],
    ['queries of the history', queriesTable()],
    ...historyViews(DATASETS).map((view): [string, string] => [`columns of ${view.name}`, columnsTable(view)]),
  ]);

const code = (text: string): string => `\`${text}\``;

const datasetsTable = (): string =>
  markdownTable(
    ['dataset', 'records', 'table', 'folder in the bucket', 'day of a record'],
    Object.entries(HISTORY_DATASETS).map(([name, { recordType, table, folder, dayOf }]) => [
      name,
      code(recordType),
      code(table),
      code(`${folder}/day=YYYY-MM-DD/`),
      `UTC day of ${code(dayOf)}`,
    ]),
  );

const viewsTable = (): string =>
  markdownTable(
    ['view', 'rows'],
    historyViews(DATASETS).map(({ name, description }) => [`[${code(name)}](#${name})`, description]),
  );

const queriesTable = (): string =>
  markdownTable(
    ['query', 'what it answers'],
    historyQueries(DATASETS).map(({ name, description }) => [name, description]),
  );

/** Meanings refer to sections of the documentation of records. */
const columnsTable = ({ columns }: HistoryView): string =>
  markdownTable(
    ['column', 'type', 'meaning'],
    columns.map(({ name, trinoType, meaning }) => [code(name), code(shortened(trinoType)), meaning.replace('(#', '(job-record.md#')]),
  );

/** The columns of a row have a table of their own: as the view of attempts. */
const shortened = (type: string): string => type.replace(/row\(.*\)\)$/, 'row(…))');
