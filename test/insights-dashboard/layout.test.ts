import { RenderedWidget, renderAll } from './dashboard-fixture';
import { DashboardSection } from '../../src/insights-dashboard';
import { LevelOfDetail } from '../../src/level-of-detail';

const LEVELS = [LevelOfDetail.TOTALS, LevelOfDetail.STANDARD, LevelOfDetail.FULL];
describe.each(LEVELS.map((level): [string, LevelOfDetail] => [level.name, level]))('at level %s', (_name, level) => {
  const { widgets } = renderAll(level);
  const charts = widgets.filter(({ type }) => type !== 'text');
  const named = charts.map((chart): [string, RenderedWidget] => [chart.properties.title ?? '', chart]);
  const overlap = (a: RenderedWidget, b: RenderedWidget): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  test('widgets stay within the 24 columns and do not overlap', () => {
    widgets.forEach((widget, index) => {
      expect(widget.x + widget.width).toBeLessThanOrEqual(24);
      expect(widgets.slice(index + 1).filter((other) => overlap(widget, other))).toEqual([]);
    });
  });

  test('rows leave no holes: the grid is filled to its last column', () => {
    for (const { y } of charts) {
      const inRow = charts.filter((chart) => chart.y === y);
      expect(inRow.reduce((sum, { width }) => sum + width, 0)).toBe(24);
      expect(new Set(inRow.map(({ height }) => height)).size).toBe(1);
    }
  });

  test.each(named)('%s: a title with its unit or scope', (title) => {
    expect(title).toMatch(/^[A-Z][^()]+ \([^()]+\)$|^(p95|vCPU)[^()]+ \([^()]+\)$/);
  });

  test('titles are told apart', () => {
    const titles = named.map(([title]) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test('every section begins with its title and a line on how to read it', () => {
    const headings = widgets.filter(({ properties }) => properties.markdown?.startsWith('#'));
    expect(headings).toHaveLength(1 + DashboardSection.all().length);
    headings.forEach(({ width, properties }) => {
      expect(width).toBe(24);
      expect(properties.markdown).toMatch(/^#{1,2} [^\n]+\n[^\n]{40,}$/);
    });
  });

  test('charts of time series say on their axis what they count', () => {
    const lines = charts.filter(({ type, properties }) => type === 'metric' && properties.view === 'timeSeries');
    expect(lines.length).toBeGreaterThan(5);
    lines.forEach(({ properties }) => expect(properties.title).toContain(`(${properties.yAxis?.left.label})`));
  });

  test('single numbers are of the whole time range, not of the last five minutes', () => {
    const numbers = charts.filter(
      ({ properties }) => ['singleValue', 'gauge', 'pie'].includes(properties.view ?? '') && !/ now /.test(properties.title ?? ''),
    );
    const ofMetrics = numbers.filter(({ type }) => type === 'metric');
    expect(ofMetrics.length).toBeGreaterThan(8);
    ofMetrics.forEach(({ properties }) => expect(properties.setPeriodToTimeRange).toBe(true));
  });

  test('keeps within what CloudWatch takes in one dashboard', () => {
    expect(widgets.length).toBeLessThanOrEqual(500);
    charts.forEach(({ properties }) => expect(properties.metrics?.length ?? 0).toBeLessThanOrEqual(500));
  });
});
