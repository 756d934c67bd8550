import { readFileSync } from 'fs';
import { join } from 'path';
import { RenderedWidget, renderAll } from './dashboard-fixture';
import { DashboardSection } from '../../src/insights-dashboard';
import { LevelOfDetail } from '../../src/level-of-detail';

/** How many widgets each dashboard of the sample has, headings among them. */
const WIDGETS = {
  InstancesRegistration: 6,
  'Jobs-Placement': 11,
  'Jobs-States': 27,
  'EC2-Capacity': 7,
  'ASG-Utilization': 5,
  'Jobs-Timings': 16,
};
const LEVELS = [LevelOfDetail.FULL, LevelOfDetail.STANDARD, LevelOfDetail.TOTALS];
const SAME = 'the same';

const document = readFileSync(join(__dirname, '../../docs/runtime-dashboards.md'), 'utf8');
const rows = [...document.matchAll(/^\| ([\w-]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
  .map(([, ...cells]) => cells)
  .filter(([dashboard]) => dashboard in WIDGETS);

/** The charts that a row names at a level: `SECTION: chart; SECTION: chart`. */
function named(cells: readonly string[], level: number): readonly (readonly string[])[] {
  const cell =
    cells[level] === SAME
      ? named(cells, level - 1)
          .map((parts) => parts.join(': '))
          .join('; ')
      : cells[level];
  return cell.split('; ').map((chart) => chart.split(': '));
}

const widgetsOf = new Map<string, readonly RenderedWidget[]>();
function sectionAt(level: LevelOfDetail, section: string): readonly RenderedWidget[] {
  const key = `${level.name} ${section}`;
  const widgets = widgetsOf.get(key) ?? renderAll(level, { sections: [DashboardSection[section as 'OVERVIEW']] }).widgets;
  widgetsOf.set(key, widgets);
  return widgets;
}

const isThere = (widgets: readonly RenderedWidget[], title: string): boolean =>
  widgets.some(
    ({ properties }) =>
      (title === 'heading' ? properties.markdown?.startsWith('## ') : properties.title?.startsWith(`${title} (`)) ?? false,
  );

test('the document has all widgets of the sample, dashboard by dashboard, and no double', () => {
  const counts = Object.fromEntries(
    Object.keys(WIDGETS).map((dashboard) => [dashboard, rows.filter(([first]) => first === dashboard).length]),
  );
  expect(counts).toEqual(WIDGETS);
  expect(new Set(rows.map(([dashboard, widget]) => `${dashboard}/${widget}`)).size).toBe(56 + 16);
});

describe.each(LEVELS.map((level, index): [string, LevelOfDetail, number] => [level.name, level, index]))(
  'at level %s',
  (_name, level, index) => {
    test.each(rows.map(([dashboard, widget, ...cells]): [string, string, string[]] => [dashboard, widget, cells]))(
      '%s: %s has its chart',
      (_dashboard, _widget, cells) => {
        const missing = named(cells, index).filter(([section, title]) => !isThere(sectionAt(level, section), title));
        expect(missing).toEqual([]);
      },
    );
  },
);

test('charts by group are lines from metrics at FULL, none of them a query', () => {
  const queries = sectionAt(LevelOfDetail.FULL, 'TRANSITIONS_BY_GROUP').filter(({ type }) => type === 'log');
  expect(queries).toEqual([]);
});
