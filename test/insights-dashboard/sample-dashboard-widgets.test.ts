import { readFileSync } from 'fs';
import { join } from 'path';
import { RenderedWidget, renderAll } from './dashboard-fixture';
import { DashboardSection } from '../../src/insights-dashboard';

/** The sections of the dashboard in AWS's sample, and how many widgets each has. */
const WIDGETS = {
  'Batch jobs overview': 3,
  'Job placement analysis': 4,
  'CPU architecture analysis': 5,
  'Job definition analysis': 5,
  'Job queue analysis': 5,
};

const document = readFileSync(join(__dirname, '../../docs/dashboards.md'), 'utf8');
const rows = [...document.matchAll(/^\| ([\w ]+ (?:overview|analysis)) \| ([^|]+) \| (\w+): ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, sample, widget, section, chart, numbers]) => ({ sample, widget, section, chart, numbers: numbers.split(', ') }),
);

const widgetsOf = (section: string): readonly RenderedWidget[] =>
  renderAll(undefined, { sections: [DashboardSection[section as 'OVERVIEW']] }).widgets;

/** The labels of a chart of metrics, or the names of columns in a query. */
const numbersOf = ({ properties: { metrics = [], query = '' } }: RenderedWidget): string[] => [
  ...metrics.flatMap((parts) => parts.flatMap((part) => (typeof part === 'string' ? [] : (part.label ?? [])))),
  ...(query.match(/\w+/g) ?? []),
];

test('the document has all 22 widgets, section by section', () => {
  const counts = Object.fromEntries(
    Object.keys(WIDGETS).map((section) => [section, rows.filter(({ sample }) => sample === section).length]),
  );
  expect(counts).toEqual(WIDGETS);
});

test.each(rows.filter(({ chart }) => chart !== 'heading'))(
  '$sample: $widget lives on in $section: $chart',
  ({ section, chart, numbers }) => {
    const found = widgetsOf(section).find(({ properties }) => properties.title?.startsWith(`${chart} (`));
    expect(found && numbersOf(found)).toEqual(expect.arrayContaining(numbers));
  },
);

test.each(rows.filter(({ chart }) => chart === 'heading'))('$sample: the heading lives on in $section', ({ section }) => {
  const title = DashboardSection[section as 'OVERVIEW'].title;
  expect(widgetsOf(section).some(({ properties }) => properties.markdown?.startsWith(`## ${title}\n`))).toBe(true);
});
