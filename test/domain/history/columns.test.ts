import { attemptColumns, column, columnsOf, tableColumns } from '../../../src/domain/history/columns';
import { FieldType } from '../../../src/domain/names/record-field';

/** Of each type of a field, the type of its column in Hive and in Trino. */
const TYPES: readonly (readonly [FieldType, string, string])[] = [
  ['string', 'string', 'varchar'],
  ['int', 'int', 'integer'],
  ['double', 'double', 'double'],
  ['boolean', 'boolean', 'boolean'],
  ['timestamp', 'timestamp', 'timestamp(3)'],
  ['map', 'map<string,string>', 'map(varchar, varchar)'],
  ['strings', 'array<string>', 'array(varchar)'],
  ['ints', 'array<int>', 'array(integer)'],
];

test.each(TYPES)('a field of type %s is a column of %s in a table, and of %s in a view', (type, hiveType, trinoType) => {
  expect(columnsOf({ JobName: { type, since: 1, meaning: 'its name' } })).toEqual([
    { name: 'job_name', hiveType, trinoType, meaning: 'its name' },
  ]);
});

test('a column that counts has 64 bits', () => {
  expect(column('jobs', 'bigint', 'how many')).toEqual({ name: 'jobs', hiveType: 'bigint', trinoType: 'bigint', meaning: 'how many' });
});

test('attempts are a list of what an attempt has, in the order of its fields', () => {
  const attempts = tableColumns('jobs').find(({ name }) => name === 'attempts');
  const [first, second] = attemptColumns();
  expect(attempts?.hiveType).toMatch(`array<struct<${first.name}:${first.hiveType},${second.name}:${second.hiveType},`);
  expect(attempts?.hiveType.endsWith('>>')).toBe(true);
  expect(attempts?.trinoType).toMatch(`array(row(${first.name} ${first.trinoType}, ${second.name} ${second.trinoType}, `);
  expect(attempts?.trinoType.endsWith('))')).toBe(true);
  for (const { name, hiveType } of attemptColumns()) expect(attempts?.hiveType).toContain(`${name}:${hiveType}`);
});
