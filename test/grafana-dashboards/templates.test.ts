import { readFileSync } from 'fs';
import { join } from 'path';
import { everyDashboard } from './dashboards';
import { TEMPLATES, fileOf } from '../../projenrc/grafana/templates';

const ROOT = join(__dirname, '../..');
const names = Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[];

test.each(names)('the file of "%s" is what the SDK builds now; otherwise run npx projen grafana-dashboards', (name) => {
  expect(readFileSync(join(ROOT, 'grafana-dashboards', `${name}.json`), 'utf8') === fileOf(TEMPLATES[name])).toBe(true);
});

test("nothing of Grafana's SDK is needed where a stack is synthesized", () => {
  const {
    dependencies = {},
    peerDependencies,
    devDependencies,
  } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
  expect(Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => name.includes('grafana'))).toEqual([]);
  expect(devDependencies['@grafana/grafana-foundation-sdk']).toMatch(/^\d+\.\d+\.\d+$/);
});

describe.each(Object.entries(everyDashboard()))('the dashboard of %s', (_, { panels, templating, uid }) => {
  test('has a uid that Grafana takes', () => {
    expect(uid).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
  });

  test('has no placeholder left', () => {
    expect(JSON.stringify({ panels, templating }).match(/@\w+@/g)).toBeNull();
  });

  test('has panels with ids of their own, in a grid without overlaps', () => {
    expect(panels.map(({ id }) => id)).toEqual(panels.map((_each, index) => index + 1));
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_each, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });

  test('reads from data sources that the viewer chooses', () => {
    const chosen = templating.list.filter(({ type }) => type === 'datasource').map(({ name }) => `\${${name}}`);
    const used = panels.flatMap(({ datasource, targets = [] }) => [datasource, ...targets.map((target) => target.datasource)]);
    const uids = used.flatMap((source) => (source as { uid?: string } | undefined)?.uid ?? []);
    expect(chosen).toEqual(expect.arrayContaining([...new Set(uids)]));
  });

  test('names variables that it has', () => {
    const known = templating.list.map(({ name }) => name);
    const queries = panels.flatMap(({ targets = [] }) => targets.flatMap(({ expression = '', rawSQL = '' }) => [expression, rawSQL]));
    const named = queries.flatMap((query) => [...query.matchAll(/\$\{([A-Z][A-Za-z]+)[:}]/g)].map(([, name]) => name));
    expect(known).toEqual(expect.arrayContaining([...new Set(named)]));
  });
});

test('the documentation has the number of queries that an opening of the dashboard of jobs runs', () => {
  const { panels, templating } = everyDashboard().jobs;
  const ofPanels = panels.flatMap(({ targets = [] }) => targets.filter(({ rawSQL }) => rawSQL));
  const ofVariables = templating.list.filter(({ query }) => typeof query === 'object' && query !== null && 'rawSQL' in query);
  expect([ofVariables.length, ofPanels.length]).toEqual([5, 8]);
  expect(readFileSync(join(ROOT, 'docs/grafana.md'), 'utf8')).toContain('runs 13 Athena queries: five for variables, eight for panels');
});
