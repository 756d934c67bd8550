import { ATTEMPT_FIELDS } from '../../src/domain/names/job-record-fields';
import { RecordField, RecordFields, SQL_TYPES, sqlName } from '../../src/domain/names/record-field';
import { RECORD_SCHEMAS } from '../../src/domain/names/record-schemas';
import { RecordType } from '../../src/domain/names/records';
import { markdownTable } from '../figures/figures';

export const JOB_RECORD_DOC = 'docs/job-record.md';
const HEAD = ['field', 'type', 'unit', 'SQL', 'since', 'meaning'];
/** More values than this are a table of their own in the documentation. */
const MAX_LISTED_VALUES = 5;
/** Types as JSON has them, where it calls them differently. */
const JSON_TYPES: Readonly<Partial<Record<RecordField['type'], string>>> = {
  timestamp: 'ISO 8601 UTC',
  map: 'object',
  strings: 'array of strings',
  attempts: 'array of objects',
};
const APART: ReadonlySet<string> = new Set([RecordType.JOB, RecordType.QUEUE_BLOCKED]);

/** The tables of the documentation of records, by the name of their block. */
export const fieldTables = (): ReadonlyMap<string, string> =>
  new Map([
    ['fields of job records', tableOf(RECORD_SCHEMAS[RecordType.JOB])],
    ['fields of attempts', tableOf(ATTEMPT_FIELDS)],
    ['fields of queue-blocked records', tableOf(RECORD_SCHEMAS[RecordType.QUEUE_BLOCKED])],
    ['fields of other records', otherTables()],
  ]);

const otherTables = (): string =>
  Object.entries<RecordFields>(RECORD_SCHEMAS)
    .filter(([type]) => !APART.has(type))
    .map(([type, fields]) => `### \`${type}\`\n\n${tableOf(fields)}`)
    .join('\n\n');

const tableOf = (fields: RecordFields): string =>
  markdownTable(
    HEAD,
    Object.entries(fields).map(([name, field]) => [
      `\`${name}\``,
      JSON_TYPES[field.type] ?? field.type,
      field.unit ?? '',
      `\`${sqlName(name)} ${SQL_TYPES[field.type]}\``,
      field.since,
      meaningOf(field),
    ]),
  );

const meaningOf = ({ meaning, values = [], required, indexed }: RecordField): string => {
  const listed = values.length > 0 && values.length <= MAX_LISTED_VALUES ? `: ${values.map((value) => `\`${value}\``).join(' ')}` : '';
  return `${meaning}${listed}${required ? '; always there' : ''}${indexed ? '; indexed' : ''}`;
};
