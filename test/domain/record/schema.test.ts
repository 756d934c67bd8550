import * as ts from 'typescript';
import { ATTEMPT_FIELDS, JOB_FIELDS } from '../../../src/domain/names/job-record-fields';
import { RecordFields, SQL_TYPES, sqlName } from '../../../src/domain/names/record-field';
import { RECORD_SCHEMAS } from '../../../src/domain/names/record-schemas';
import { RecordType, SCHEMA_VERSION } from '../../../src/domain/names/records';

const schemas: readonly (readonly [string, RecordFields])[] = [...Object.entries(RECORD_SCHEMAS), ['attempt', ATTEMPT_FIELDS]];
const fields = schemas.flatMap(([type, of]) => Object.entries(of).map(([name, field]) => [type, name, field] as const));

test.each([
  ['JobId', 'job_id'],
  ['Vcpus', 'vcpus'],
  ['MemoryMiB', 'memory_mib'],
  ['TotalRunningSeconds', 'total_running_seconds'],
  ['IsMainNode', 'is_main_node'],
  ['At', 'at'],
])('%s is %s in SQL', (field, name) => expect(sqlName(field)).toBe(name));

test('every kind of record has a schema, which names its kind', () => {
  Object.values(RecordType).forEach((type) => expect(RECORD_SCHEMAS[type].RecordType).toMatchObject({ values: [type], required: true }));
});

test.each(fields)('%s %s has a type, a meaning, a unit by its name and a version that exists', (_type, name, field) => {
  expect(SQL_TYPES).toHaveProperty(field.type);
  expect(field.meaning).toMatch(/^[^|\n]+$/);
  expect(field.unit === 's').toBe(name.endsWith('Seconds'));
  expect(field.unit === 'MiB').toBe(name.endsWith('MiB'));
  expect(field.unit === 'USD').toBe(name.endsWith('Usd'));
  expect(field.type === 'timestamp').toBe(/(At|Since|Oldest)$/.test(name));
  expect(field.since).toBeGreaterThanOrEqual(1);
  expect(field.since).toBeLessThanOrEqual(SCHEMA_VERSION);
});

test.each(schemas)('no two fields of %s have one name in SQL', (_type, of) => {
  const names = Object.keys(of).map(sqlName);
  expect(new Set(names).size).toBe(names.length);
});

describe('the lab predicts records without the schema', () => {
  const source = ts.createSourceFile('record.ts', ts.sys.readFile('lab/simulate/truth/record.ts') ?? '', ts.ScriptTarget.Latest);
  const membersOf = (name: string): string[] =>
    source.statements
      .filter(ts.isInterfaceDeclaration)
      .filter((each) => each.name.text === name)
      .flatMap(({ members }) => members.map((member) => (member.name as ts.Identifier).text));

  test('and its attempts have the same fields', () => {
    expect(membersOf('TrueAttempt').sort()).toEqual(Object.keys(ATTEMPT_FIELDS).sort());
  });

  test('and its jobs have the same fields, except that it predicts no redelivery', () => {
    expect([...membersOf('TrueRecord'), 'Redelivered'].sort()).toEqual(Object.keys(JOB_FIELDS).sort());
  });
});
