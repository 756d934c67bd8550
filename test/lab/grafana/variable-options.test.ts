import type { DashboardVariable } from '../../../lab/grafana/dashboard';
import { Choice, Scope } from '../../../lab/grafana/scope';
import { VariableSources, withOptions } from '../../../lab/grafana/variable-options';

const RANGE = { from: 1000, to: 2000 };
const asked: string[] = [];
const SOURCES: VariableSources = {
  athena: async (sql) => {
    asked.push(sql);
    return ['b', 'A', 'c', 'b'];
  },
  dimensionValues: (...question) => question,
  logGroups: (prefix) => [`${prefix}one/performance`, `${prefix}two/other`],
};

const query = (name: string, more: Partial<DashboardVariable>): DashboardVariable => ({
  name,
  type: 'query',
  multi: true,
  includeAll: true,
  ...more,
});

async function optionsOf(variables: readonly DashboardVariable[], choice: Choice = {}) {
  return (await withOptions(variables, new Scope(variables, RANGE, choice), SOURCES)).options;
}

test.each<[string, DashboardVariable, readonly string[]]>([
  ['SQL, in its order and once each', query('V', { query: { rawSQL: 'select 1' } }), ['b', 'A', 'c']],
  ['SQL, by the alphabet', query('V', { query: { rawSQL: 'select 1' }, sort: 5 }), ['A', 'b', 'c']],
  [
    'a dimension',
    query('V', { query: { queryType: 'dimensionValues', namespace: 'N', metricName: 'M', dimensionKey: 'D' } }),
    ['N', 'M', 'D'],
  ],
  [
    'log groups that match',
    query('V', { query: { queryType: 'logGroups', logGroupPrefix: '/x/' }, regex: '/performance$/' }),
    ['/x/one/performance'],
  ],
  [
    'the group of a pattern',
    query('V', { query: { queryType: 'logGroups', logGroupPrefix: '/x/' }, regex: '/x\\/([a-z]+)/' }),
    ['one', 'two'],
  ],
  ['a list', { name: 'V', type: 'custom', query: 'a, b\\,c ,d' }, ['a', 'b,c', 'd']],
  ['a text', { name: 'V', type: 'textbox', query: 'as it is' }, ['as it is']],
  ['a data source', { name: 'V', type: 'datasource', query: 'cloudwatch' }, ['cloudwatch']],
])('a variable offers %s', async (_, variable, expected) => {
  expect(await optionsOf([variable])).toEqual({ V: expected });
});

test('a variable depends on those before it: on what is chosen, and else on all that they offer', async () => {
  const variables = [
    query('First', { query: { rawSQL: 'select 1' } }),
    query('Second', { query: { rawSQL: "select x where y in ('${First:join:','}') and t > ${__from}" } }),
  ];
  await optionsOf(variables);
  await optionsOf(variables, { First: ['z'] });
  expect(asked.filter((sql) => sql.includes('where'))).toEqual([
    "select x where y in ('b','A','c') and t > 1000",
    "select x where y in ('z') and t > 1000",
  ]);
});
