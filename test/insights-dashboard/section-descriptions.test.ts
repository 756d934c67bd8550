import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { render } from './dashboard-fixture';
import { DashboardSection } from '../../src/insights-dashboard';

const FOLDER = join(__dirname, '../../src/insights-dashboard');
const DATA = ['record-query.ts', 'section-description.ts', ...readdirSync(join(FOLDER, 'sections')).map(name => join('sections', name))];

test.each(DATA)('%s is data that any renderer can draw: it knows no CDK', file => {
  const imports = [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, path]) => path);
  expect(imports.filter(path => !/^\.{1,2}\//.test(path))).toEqual([]);
  expect(imports.filter(path => /renderer|widget|series-metrics|console/.test(path))).toEqual([]);
});

test('the README tells how many queries each section runs', () => {
  const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  const told = [...readme.matchAll(/^\| `(\w+)` \|.*\| (\d+) \|$/gm)].map(([, name, count]) => [name, Number(count)]);
  const names = told.map(([name]) => name as 'OVERVIEW');
  const counted = names.map(name => [name, render({ sections: [DashboardSection[name]] }).widgets.filter(({ type }) => type === 'log').length]);
  expect(names).toHaveLength(DashboardSection.all().length);
  expect(counted).toEqual(told);
  expect(readme).toContain(`(${told.reduce((sum, [, count]) => sum + Number(count), 0)} with all sections)`);
});
