import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { renderAll } from './dashboard-fixture';
import { DashboardSection } from '../../src/insights-dashboard';
import { LevelOfDetail } from '../../src/level-of-detail';

const LEVELS = [LevelOfDetail.TOTALS, LevelOfDetail.STANDARD, LevelOfDetail.FULL];

const FOLDER = join(__dirname, '../../src/insights-dashboard');
const DATA = [
  'chosen-queues-plots.ts',
  'job-queue-filter.ts',
  'plot.ts',
  'query-text.ts',
  'record-query.ts',
  'section-description.ts',
  'series-description.ts',
  'series-plots.ts',
  ...readdirSync(join(FOLDER, 'sections')).map((name) => join('sections', name)),
];

test.each(DATA)('%s is data that any renderer can draw: it knows no CDK', (file) => {
  const imports = [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, path]) => path);
  expect(imports.filter((path) => !/^\.{1,2}\//.test(path))).toEqual([]);
  expect(imports.filter((path) => /renderer|widget|plot-metrics|variable|sources|console/.test(path))).toEqual([]);
});

describe('the README tells how many queries a section runs', () => {
  const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  const told = [...readme.matchAll(/^\| `(\w+)` \|.*\| (\d+) \| (\d+) \| (\d+) \|$/gm)].map(([, name, ...counts]): [string, number[]] => [
    name,
    counts.map(Number),
  ]);

  test('of all sections', () => {
    expect(told.map(([name]) => DashboardSection[name as 'OVERVIEW'])).toEqual(DashboardSection.all());
  });

  test.each(told)('%s: %j at the three levels of detail', (name, counts) => {
    const queries = LEVELS.map(
      (level) => renderAll(level, { sections: [DashboardSection[name as 'OVERVIEW']] }).widgets.filter(({ type }) => type === 'log').length,
    );
    expect(queries).toEqual(counts);
  });

  test('and how many those of what happened and of what is happening run together', () => {
    const sums = [DashboardSection.history(), DashboardSection.live()].map((sections) =>
      LEVELS.map((_, level) =>
        told
          .filter(([name]) => sections.includes(DashboardSection[name as 'OVERVIEW']))
          .reduce((sum, [, counts]) => sum + counts[level], 0),
      ),
    );
    expect(readme).toContain(`history() | ${sums[0].join(' | ')} |`);
    expect(readme).toContain(`live() | ${sums[1].join(' | ')} |`);
  });
});
