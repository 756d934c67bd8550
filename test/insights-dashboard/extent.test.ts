import { RenderedWidget, bodiesOf, newStack, renderAll } from './dashboard-fixture';
import { BatchInsights } from '../../src/batch-insights';
import { DashboardSection } from '../../src/insights-dashboard';
import { LevelOfDetail } from '../../src/level-of-detail';

/** Rows of the grid that a screen shows. */
const SCREEN = 20;
const LEVELS = [LevelOfDetail.TOTALS, LevelOfDetail.STANDARD, LevelOfDetail.FULL];
const named = LEVELS.map((level): [string, LevelOfDetail] => [level.name, level]);

const rowsOf = (widgets: readonly RenderedWidget[]): number => Math.max(...widgets.map(({ y, height }) => y + height));
const countOf = (widgets: readonly RenderedWidget[], type: RenderedWidget['type']): number =>
  widgets.filter((widget) => widget.type === type).length;
const shown = (level: LevelOfDetail, sections: DashboardSection[]): readonly RenderedWidget[] => renderAll(level, { sections }).widgets;
const withoutRunTask = (): DashboardSection[] => DashboardSection.live().filter((section) => section !== DashboardSection.RUN_TASK);

describe.each(named)('at level %s', (_name, level) => {
  test('the history is at most four screens and twelve log queries', () => {
    const widgets = shown(level, DashboardSection.history());
    expect(rowsOf(widgets)).toBeLessThanOrEqual(4 * SCREEN);
    expect(countOf(widgets, 'log')).toBeLessThanOrEqual(12);
  });

  test('what is happening is at most three screens and six log queries', () => {
    const widgets = shown(level, withoutRunTask());
    expect(rowsOf(widgets)).toBeLessThanOrEqual(3 * SCREEN);
    expect(countOf(widgets, 'log')).toBeLessThanOrEqual(6);
  });

  test.each([
    ['the history', DashboardSection.history],
    ['what is happening', withoutRunTask],
  ])('texts of %s are the headline and a line for each section', (_what, sections) => {
    const chosen = sections.call(DashboardSection);
    expect(countOf(shown(level, chosen), 'text')).toBe(1 + chosen.length);
  });
});

test('the dashboards of BatchInsights, with its alarms, are not longer', () => {
  const stack = newStack();
  new BatchInsights(stack, 'Insights');
  const [history, live] = bodiesOf(stack).map(({ widgets }) => widgets);
  expect(rowsOf(history)).toBeLessThanOrEqual(4 * SCREEN);
  expect(rowsOf(live)).toBeLessThanOrEqual(3 * SCREEN);
  expect(countOf(history, 'log')).toBeLessThanOrEqual(12);
  expect(countOf(live, 'log')).toBeLessThanOrEqual(6);
});

describe('the first screen', () => {
  const firstScreen = (sections: DashboardSection[]): (string | undefined)[] =>
    shown(LevelOfDetail.STANDARD, sections)
      .filter(({ y, height }) => y + height <= SCREEN)
      .map(({ properties }) => properties.title?.replace(/ \(.*/, ''));

  test('of the history shows the workload over the range and now, and what is wrong', () => {
    expect(firstScreen(DashboardSection.history())).toEqual(
      expect.arrayContaining([
        'Jobs finished',
        'Success rate',
        'Run time lost',
        'Jobs now',
        'Longest in the state now',
        'Failed jobs by cause',
        'Blocked job queues',
        'Jobs finishing over time',
      ]),
    );
  });

  test('of what is happening shows the jobs in each state, the longest waits and why queues wait', () => {
    expect(firstScreen(DashboardSection.live())).toEqual(
      expect.arrayContaining(['Jobs in each state now', 'Longest waits now', 'Job queues and their oldest waiting job']),
    );
  });
});
