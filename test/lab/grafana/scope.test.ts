import { Scope, Variable } from '../../../lab/grafana/scope';

const VARIABLES: readonly Variable[] = [
  { name: 'Queue', type: 'query', multi: true, includeAll: true, allValue: '${Namespace}' },
  { name: 'Task', type: 'query', multi: true, includeAll: true },
  { name: 'Namespace', type: 'constant' },
  { name: 'Source', type: 'datasource' },
];
const RANGE = { from: 1000, to: 2000 };
const scopeOf = (choice: Readonly<Record<string, readonly string[]>> = {}) =>
  new Scope(VARIABLES, RANGE, { Namespace: ['BatchInsights'], ...choice }, { Task: ['t1', 't2'], Source: ['s1', 's2'] });

describe('a reference to a variable', () => {
  test.each([
    ['one value, plain', { Queue: ['a'] }, '$Queue ${Queue}', 'a a'],
    ['several values are a glob', { Queue: ['a', 'b'] }, '$Queue', '{a,b}'],
    ['several values, joined', { Queue: ['a', 'b'] }, `('\${Queue:join:','}')`, `('a','b')`],
    ['one value, joined', { Queue: ['a'] }, `('\${Queue:join:','}')`, `('a')`],
    ['all, with a value of its own, which can name a variable', {}, '("${Queue:join:" OR "}")', '("BatchInsights")'],
    ['all, without one: everything that is offered', {}, '${Task:join:|}', 't1|t2'],
    ['parameters of an address', { Queue: ['a', 'b c'] }, '${Queue:queryparam}', 'var-Queue=a&var-Queue=b%20c'],
    ['parameters for all', {}, '${Queue:queryparam}', 'var-Queue=%24__all'],
    ['several values, as a list', { Queue: ['a', 'b'] }, '${Queue:csv}', 'a,b'],
    ['several values, quoted', { Queue: ["o'neil", 'b'] }, '${Queue:singlequote}', `'o\\'neil','b'`],
    ['several values, in double quotes', { Queue: ['say "a"', 'b'] }, '${Queue:doublequote}', '"say \\"a\\"","b"'],
    ['several values, for SQL', { Queue: ["o'neil", 'b'] }, '${Queue:sqlstring}', `'o''neil','b'`],
    ['several values, between bars', { Queue: ['a', 'b'] }, '${Queue:pipe}', 'a|b'],
    ['several values, as a pattern', { Queue: ['a.b', 'c'] }, '${Queue:regex}', '(a\\.b|c)'],
    ['one value, as a pattern', { Queue: ['a.b'] }, '${Queue:regex}', 'a\\.b'],
    ['one value, in an address', { Queue: ['a/b#0 (c)'] }, '${Queue:percentencode}', 'a%2Fb%230%20%28c%29'],
    ['an address', { Queue: ['https://a/b#0 (c)'] }, '${Queue:uriencode}', 'https://a/b#0%20%28c%29'],
    ['where "All" cannot be chosen, the first that is offered', {}, '${Source}', 's1'],
    ['the range', {}, '${__from}-${__to}', '1000-2000'],
    ['what is no variable stays', {}, "$__all ${PROP('Dim.X')} $Other", "$__all ${PROP('Dim.X')} $Other"],
  ])('%s', (_, choice, text, expected) => {
    expect(scopeOf(choice).interpolate(text)).toBe(expected);
  });

  test('in a format that is not known is an error', () => {
    expect(() => scopeOf().interpolate('${Queue:lucene}')).toThrow('The format "lucene" of a variable is not supported here');
  });
});

describe('a text that a data source gets', () => {
  test.each(['select $__timeFilter(at)', '${Other}', '${Queue.text}'])('is refused with %s', (text) => {
    expect(() => scopeOf().fill(text)).toThrow('is no variable of the dashboard, and not supported here');
  });

  test.each([
    ['$Queue', { Queue: ['a', 'b'] }, ['a', 'b']],
    ['${Queue}', {}, ['BatchInsights']],
    ['$Task', {}, ['t1', 't2']],
    ['/group/$Queue', { Queue: ['a'] }, ['/group/a']],
  ])('is a list of values where it is %s alone', (text, choice, expected) => {
    expect(scopeOf(choice).listOf(text)).toEqual(expected);
  });
});

describe('a link', () => {
  test('keeps the sign of a node only in a value that is encoded for a parameter', () => {
    const [plain, encoded] = ['${__value.raw}', '${__value.raw:percentencode}'].map(
      (value) => scopeOf().follow(`/d/x?var-Task=${value}&from=1&to=2`, 'job#1').choice.Task,
    );
    expect([plain, encoded]).toEqual([['job'], ['job#1']]);
  });

  test('of a cell with an address leads there', () => {
    expect(scopeOf().addressOf('${__value.raw}', 'https://a.example/b?c=d#e')).toBe('https://a.example/b?c=d#e');
  });

  test('leads to the range and the values that it names, and to all of the others', () => {
    const { choice, range } = scopeOf({ Queue: ['a', 'b'], Task: ['t1'] }).follow(
      '/d/x?${__url_time_range}&${Queue:queryparam}&var-Task=$__all&var-Namespace=${__value.raw}',
      'a job/1',
    );
    expect(range).toEqual(RANGE);
    expect(choice).toEqual({ Queue: ['a', 'b'], Namespace: ['a job/1'] });
  });
});

test('what variables offer is added to', () => {
  expect(
    scopeOf()
      .offering({ Task: ['t3'] })
      .interpolate('${Task:join:,}'),
  ).toBe('t3');
});
