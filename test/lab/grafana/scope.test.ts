import { Scope, Variable } from '../../../lab/grafana/scope';

const VARIABLES: readonly Variable[] = [
  { name: 'Queue', type: 'query', multi: true, includeAll: true, allValue: '${Namespace}' },
  { name: 'Task', type: 'query', multi: true, includeAll: true },
  { name: 'Namespace', type: 'constant' },
];
const RANGE = { from: 1000, to: 2000 };
const scopeOf = (choice: Readonly<Record<string, readonly string[]>> = {}) =>
  new Scope(VARIABLES, RANGE, { Namespace: ['BatchInsights'], ...choice }, { Task: ['t1', 't2'] });

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
    ['the range', {}, '${__from}-${__to}', '1000-2000'],
    ['what is no variable stays', {}, "$__all ${PROP('Dim.X')} $Other", "$__all ${PROP('Dim.X')} $Other"],
  ])('%s', (_, choice, text, expected) => {
    expect(scopeOf(choice).interpolate(text)).toBe(expected);
  });

  test('in a format that is not known is an error', () => {
    expect(() => scopeOf().interpolate('${Queue:lucene}')).toThrow('The format "lucene" of a variable is not supported here');
  });
});

describe('a link', () => {
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
