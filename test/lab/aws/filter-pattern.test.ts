import { compileFilterPattern } from '../../../lab/aws/filter-patterns/filter-pattern';

describe('a filter pattern of CloudWatch Logs', () => {
  test.each([
    ['{ $.RecordType = "job" }', { RecordType: 'job' }, true],
    ['{$.RecordType="job"}', { RecordType: 'job' }, true],
    ['{ $.RecordType = "job" }', { RecordType: 'Job' }, false],
    ['{ $.RecordType = "job" }', { Other: { RecordType: 'job' } }, false],
    ['{ $.a.b = "c" }', { a: { b: 'c' } }, true],
    ['{ $.a = 1.5 }', { a: 1.5 }, true],
    ['{ $.a = 1 }', { a: '1' }, false],
    ['{ $.a = "x" || $.a = "y" && $.b = 1 }', { a: 'x' }, true],
    ['{ ($.a = "x" || $.a = "y") && $.b = 1 }', { a: 'x' }, false],
    ['{ ($.a = "x") || ($.a = "y") }', { a: 'y' }, true],
    ['{ $.a != "x" }', { a: 'y' }, true],
    ['{ $.a != "x" }', { a: 'x' }, false],
    ['{ $.a != "x" }', { b: 'y' }, false],
    ['{ $.a NOT EXISTS }', { b: 1 }, true],
    ['{ $.a.b NOT EXISTS }', { a: { c: 1 } }, true],
    ['{ $.a NOT EXISTS }', { a: 0 }, false],
    ['{ ($.a = "x") && ($.b != "y") && ($.c NOT EXISTS) }', { a: 'x', b: 'z' }, true],
    ['{ ($.a = "x") && ($.b != "y") && ($.c NOT EXISTS) }', { a: 'x', b: 'z', c: 1 }, false],
    ['', { a: 1 }, true],
  ])('%s over %j: %s', (pattern, document, passes) => {
    expect(compileFilterPattern(pattern)(JSON.stringify(document))).toBe(passes);
  });

  test('passes no line that is no object in JSON', () => {
    const passes = compileFilterPattern('{ $.RecordType = "job" }');
    expect(['RecordType job', '"job"', '{"RecordType":"job"', '[{"RecordType":"job"}]'].filter(passes)).toEqual([]);
  });

  test.each([
    '{ $.a != 1 }',
    '{ $.a EXISTS }',
    '{ $.a NOT EXISTS $.b }',
    '{ $.a != }',
    '{ $.a = "x*" }',
    '{ $.a IS TRUE }',
    '{ $.a = x }',
    '{ $.a[0] = "x" }',
    '{ $.a = "x" ',
    '{ ($.a = "x" }',
    '{ $.a = "x" } more',
    'ERROR',
    '[a, b]',
    '{ }',
  ])('%s is not supported', (pattern) => {
    expect(() => compileFilterPattern(pattern)).toThrow(`The filter pattern ${pattern} is not supported`);
  });
});
