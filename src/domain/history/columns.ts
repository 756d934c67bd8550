import { HISTORY_DATASETS, HistoryDatasetName, LOG_EVENT_ID } from '../names/history';
import { ATTEMPT_FIELDS } from '../names/job-record-fields';
import { FieldType, RecordFields, sqlName } from '../names/record-field';
import { RECORD_SCHEMAS } from '../names/record-schemas';

/** A column of a table of the history, with its type in the dialects that a table and a view need. */
export interface HistoryColumn {
  readonly name: string;
  /** As Apache Hive, and so AWS Glue, writes the type. */
  readonly hiveType: string;
  /** As Trino, and so Amazon Athena, writes the type. */
  readonly trinoType: string;
  readonly meaning: string;
}

type Dialect = 'hiveType' | 'trinoType';
/** Types of columns: those of fields, and what SQL counts in. */
export type ScalarType = Exclude<FieldType, 'attempts'> | 'bigint';

const SCALARS: Readonly<Record<ScalarType, Readonly<Record<Dialect, string>>>> = {
  string: { hiveType: 'string', trinoType: 'varchar' },
  int: { hiveType: 'int', trinoType: 'integer' },
  bigint: { hiveType: 'bigint', trinoType: 'bigint' },
  double: { hiveType: 'double', trinoType: 'double' },
  boolean: { hiveType: 'boolean', trinoType: 'boolean' },
  timestamp: { hiveType: 'timestamp', trinoType: 'timestamp(3)' },
  map: { hiveType: 'map<string,string>', trinoType: 'map(varchar, varchar)' },
  strings: { hiveType: 'array<string>', trinoType: 'array(varchar)' },
  ints: { hiveType: 'array<int>', trinoType: 'array(integer)' },
};

/** A column that no field has, for example one of a view. */
export const column = (name: string, type: ScalarType, meaning: string): HistoryColumn => ({ name, ...SCALARS[type], meaning });

/** The columns of a table, in their order, without its partition column. */
export function tableColumns(dataset: HistoryDatasetName): HistoryColumn[] {
  const { recordType, hasLogEventId } = HISTORY_DATASETS[dataset];
  return [...columnsOf(RECORD_SCHEMAS[recordType]), ...(hasLogEventId ? columnsOf(LOG_EVENT_ID) : [])];
}

/** The columns of the records with these fields, in the order of the fields. */
export const columnsOf = (fields: RecordFields): HistoryColumn[] =>
  Object.entries(fields).map(([field, { type, meaning }]) => ({
    name: sqlName(field),
    hiveType: typeIn('hiveType', type),
    trinoType: typeIn('trinoType', type),
    meaning,
  }));

/** The columns of one attempt. */
export const attemptColumns = (): HistoryColumn[] => columnsOf(ATTEMPT_FIELDS);

const typeIn = (dialect: Dialect, type: FieldType): string =>
  type === 'attempts' ? ATTEMPTS_IN[dialect](attemptColumns()) : SCALARS[type][dialect];

const ATTEMPTS_IN: Readonly<Record<Dialect, (columns: readonly HistoryColumn[]) => string>> = {
  hiveType: (columns) => `array<struct<${columns.map(({ name, hiveType }) => `${name}:${hiveType}`).join(',')}>>`,
  trinoType: (columns) => `array(row(${columns.map(({ name, trinoType }) => `${name} ${trinoType}`).join(', ')}))`,
};
