import { at, frame, NOW, place } from './frames';
import { ganttPage } from '../../../src/domain/explorer/gantt-page';
import { Row } from '../../../src/domain/explorer/page';

const bar = (StartedAt: string, StoppedAt: string): Row =>
  ({ JobId: StartedAt, JobQueue: 'genomics', Status: 'SUCCEEDED', StartedAt, StoppedAt }) as Row;
const rectangles = (rows: readonly Row[], start: number) =>
  [
    ...ganttPage(frame({ start }), place({ view: 'gantt' }), { rows, limit: 100, bytesScanned: 0 }).text.matchAll(
      /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g,
    ),
  ].map(([, x, width]) => [Number(x), Number(width)]);
/** The area of a chart of this width. */
const [LEFT, RIGHT] = [170, 1110];

test('a job that began before the time range begins at its edge', () => {
  const rows = [bar('2026-11-01T00:00:00Z', at(30)), bar(at(30), at(60))];
  expect(rectangles(rows, NOW - 3_600_000)).toEqual([
    [LEFT, 470],
    [LEFT + 470, 470],
  ]);
});

test('jobs that all ended before the time range, whose records were written late, have their own', () => {
  expect(rectangles([bar(at(0), at(30)), bar(at(30), at(60))], NOW + 1)).toEqual([
    [LEFT, 470],
    [LEFT + 470, RIGHT - LEFT - 470],
  ]);
});

test('only a job that began before the time range has a mark', () => {
  const show = (from: string): string =>
    ganttPage(frame({ start: NOW - 3_600_000 }), place({ view: 'gantt' }), { rows: [bar(from, at(30))], limit: 100, bytesScanned: 0 }).text;
  expect(show('2026-11-01T00:00:00Z')).toContain('>‹</text>');
  expect(show(at(0))).not.toContain('>‹</text>');
});

test('a job that ended just as the time range begins is drawn over its own time', () => {
  expect(rectangles([bar(at(0), at(60))], NOW)).toEqual([[LEFT, RIGHT - LEFT]]);
});

test('the mark of a job that began earlier is left of its bar, and as high', () => {
  const rows = [bar('2026-11-01T00:00:00Z', at(30)), bar(at(30), at(60))];
  const { text } = ganttPage(frame({ start: NOW - 3_600_000 }), place({ view: 'gantt' }), { rows, limit: 100, bytesScanned: 0 });
  const [, x, y, top] = (/<text x="([\d.]+)" y="([\d.]+)"[^>]*>‹<\/text><rect x="[\d.]+" y="([\d.]+)"/.exec(text) ?? []).map(Number);
  expect(x).toBeLessThan(LEFT);
  expect(y).toBeGreaterThan(top);
  expect(y).toBeLessThanOrEqual(top + 10);
});
