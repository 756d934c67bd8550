import { compilePartitionQuery } from '../../../lab/aws/firehose/partition-query';
import { evaluatePrefix } from '../../../lab/aws/firehose/prefix';
import { duckDbType, parseHiveType } from '../../../lab/aws/hive/hive-type';
import { readRow } from '../../../lab/aws/hive/open-x';
import { JsonObject } from '../../../lab/aws/json';

describe('a partition query', () => {
  const keys = compilePartitionQuery('{day: (.day // error("no day"))}');

  test('takes the keys of a record', () => {
    expect(keys({ day: '2026-11-20', a: 1 })).toEqual({ day: '2026-11-20' });
    expect(compilePartitionQuery('{ a : .b.c, d:.e }')({ b: { c: 'x' }, e: 'y' })).toEqual({ a: 'x', d: 'y' });
  });

  test.each([{}, { day: null }, { day: false }])('stops with its error where %j has no value', (record) => {
    expect(() => keys(record as JsonObject)).toThrow('no day');
  });

  test.each([{ day: '' }, { day: 1 }, { day: {} }])('takes no key from %j', (record) => {
    expect(() => keys(record as JsonObject)).toThrow('partitionKeys values must not be null or empty');
  });

  test('reads no field of a text', () => {
    expect(() => compilePartitionQuery('{a: .b.c}')({ b: 'x' })).toThrow('Cannot index string with "c"');
  });

  test.each([
    '.day',
    '{}',
    '{day}',
    '{day: .day[0:10]}',
    '{day: (.day // "none")}',
    '{day: .day | ascii_downcase}',
    '{"day": .day}',
    '{day: .}',
  ])('%s is not supported', (query) => {
    expect(() => compilePartitionQuery(query)).toThrow(`The partition query ${query} is not supported`);
  });
});

describe('a prefix', () => {
  const values = { keys: { day: '2026-11-20' }, at: Date.parse('2026-11-21T03:04:05Z') };

  test('has the keys, the type of error and the time in the places of its expressions', () => {
    expect(evaluatePrefix('jobs/day=!{partitionKeyFromQuery:day}/', values)).toBe('jobs/day=2026-11-20/');
    expect(evaluatePrefix('errors/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd/HH}/', { ...values, errorOutputType: 'x' })).toBe(
      'errors/x/2026-11-21/03/',
    );
  });

  test.each([
    '!{partitionKeyFromQuery:hour}',
    '!{firehose:random-string}',
    '!{firehose:error-output-type}',
    '!{timestamp:EEE}',
    '!{partitionKeyFromLambda:x}',
  ])('%s is not supported', (expression) => {
    expect(() => evaluatePrefix(`a/${expression}/`, values)).toThrow(`The expression ${expression} of a prefix is not supported`);
  });
});

describe('a type of Hive', () => {
  test.each([
    ['string', 'VARCHAR'],
    ['array<int>', 'INTEGER[]'],
    ['map<string,string>', 'MAP(VARCHAR, VARCHAR)'],
    ['array<struct<a:int,b:map<string,double>,c:array<timestamp>>>', 'STRUCT("a" INTEGER, "b" MAP(VARCHAR, DOUBLE), "c" TIMESTAMP[])[]'],
  ])('%s is %s in DuckDB', (type, expected) => {
    expect(duckDbType(parseHiveType(type))).toBe(expected);
  });

  test.each(['decimal(1,2)', 'array<int', 'array', 'struct<>', 'map<int,string>', 'int>'])('%s is not supported', (type) => {
    expect(() => parseHiveType(type)).toThrow(`The type ${type} is not supported`);
  });
});

describe('a record, read by the columns of a table', () => {
  const read = (type: string, value: JsonObject[string]): unknown =>
    readRow({ value }, [{ name: 'value', type: parseHiveType(type) }]).value;

  test('drops attributes without a column, and has null for columns without an attribute', () => {
    expect(
      readRow(
        { a: 'x', c: 1 },
        ['a', 'b'].map((name) => ({ name, type: parseHiveType('string') })),
      ),
    ).toEqual({ a: 'x', b: null });
  });

  test.each([
    ['string', 'x', 'x'],
    ['string', 1.5, '1.5'],
    ['string', { a: 1 }, '{"a":1}'],
    ['string', '\ud800', '\ufffd'],
    ['int', -2_147_483_648, -2_147_483_648],
    ['bigint', 2_147_483_648, 2_147_483_648],
    ['double', 1, 1],
    ['boolean', false, false],
    ['timestamp', '2026-11-20T01:02:03.4Z', '2026-11-20T01:02:03.4Z'],
    ['timestamp', '2026-11-20 01:02:03', '2026-11-20T01:02:03Z'],
    ['timestamp', 1_800_000_000, '2027-01-15T08:00:00.000Z'],
    ['timestamp', 1_800_000_000_000, '2027-01-15T08:00:00.000Z'],
    ['array<int>', [1, null], [1, null]],
    ['map<string,string>', { A: 'x' }, { A: 'x' }],
    ['struct<a:int,b:int>', { a: 1, c: 2 }, { a: 1, b: null }],
    ['struct<a:int>', { A: 1 }, { a: null }],
    ['int', null, null],
  ])('has for %s and %j the value %j', (type, value, expected) => {
    expect(read(type, value as JsonObject[string])).toEqual(expected);
  });

  test.each([
    ['int', '1'],
    ['int', 1.5],
    ['int', 2_147_483_648],
    ['double', '1'],
    ['boolean', 'true'],
    ['timestamp', '2026-13-20T01:02:03Z'],
    ['timestamp', 'yesterday'],
    ['array<int>', { a: 1 }],
    ['map<string,string>', ['a']],
    ['struct<a:int>', 'a'],
  ])('cannot be read where the type is %s and the value is %j', (type, value) => {
    expect(() => read(type, value as JsonObject[string])).toThrow(/^value: .* is no /);
  });
});
