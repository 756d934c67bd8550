import type { Panel } from '../../../lab/grafana/dashboard';
import { checkPanel, checkTarget, checkVariable } from '../../../lab/grafana/known-json';
import { everyDashboard, panelOf } from '../../grafana-dashboards/dashboards';

const EVERY = everyDashboard();
const { details } = EVERY;
const BARS = 'Jobs by number of attempts (jobs)';
const BUILDER = { refId: 'A', queryMode: 'Metrics', metricEditorMode: 0, namespace: 'N', metricName: 'M', statistic: 'Sum', period: '' };

test.each(Object.entries(EVERY))('all of the JSON of the dashboard "%s" is known', (_, { panels, templating }) => {
  for (const panel of panels) {
    expect(() => checkPanel({ ...panel })).not.toThrow();
    for (const target of panel.targets ?? []) expect(() => checkTarget({ ...target })).not.toThrow();
  }
  for (const variable of templating.list) expect(() => checkVariable({ ...variable })).not.toThrow();
});

test.each<[string, object, string]>([
  ['of another type', { type: 'heatmap' }, 'Panels of type "heatmap" are not supported here'],
  ['of a type that objects have as a property', { type: 'constructor' }, 'Panels of type "constructor" are not supported here'],
  ['that is repeated', { repeat: 'JobQueue' }, '"repeat" of a panel of type "barchart" is not supported here'],
  [
    'with an option of another value',
    { options: { stacking: 'percent' } },
    '"options.stacking" of a panel of type "barchart" is not supported as "percent"',
  ],
  [
    'with a transformation',
    { transformations: [{ id: 'merge' }] },
    '"transformations[].id" of a panel of type "barchart" is not supported here',
  ],
])('a panel %s is refused', (_, change, message) => {
  const panel = panelOf(details, BARS) as Panel;
  expect(() => checkPanel({ ...panel, ...change })).toThrow(message);
});

test.each<[string, object, string]>([
  ['with a period of its own', { ...BUILDER, period: '300' }, '"period" of a query is not supported as "300"'],
  ['of Metrics Insights', { ...BUILDER, metricQueryType: 1 }, '"metricQueryType" of a query is not supported as 1'],
  ['with something new', { ...BUILDER, accountId: 'all' }, '"accountId" of a query is not supported here'],
  ['in a format for logs', { refId: 'A', rawSQL: 'select 1', format: 2 }, '"format" of a query is not supported as 2'],
])('a query %s is refused', (_, target, message) => {
  expect(() => checkTarget({ ...target })).toThrow(message);
});

test.each<[string, { readonly type: string }, string]>([
  ['of another type', { type: 'adhoc' }, 'Variables of type "adhoc" are not supported here'],
  [
    'that asks for something else',
    Object.assign({ type: 'query', name: 'V' }, { query: { queryType: 'regions' } }),
    '"query.queryType" of variable "V"',
  ],
])('a variable %s is refused', (_, variable, message) => {
  expect(() => checkVariable({ ...variable })).toThrow(message);
});
