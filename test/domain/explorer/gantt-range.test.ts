import { textOf } from './elements';
import { frame, listRow, place, SCREEN } from './frames';
import { ganttPage } from '../../../src/domain/explorer/gantt-page';
import { Row } from '../../../src/domain/explorer/page';

const HOUR = 3_600_000;
const screen = { ...SCREEN, start: SCREEN.end - 10 * HOUR };
const iso = (hours: number): string => new Date(screen.start + hours * HOUR).toISOString();
const ran = (from: number, to: number, id = 0): Row => listRow({ JobId: `id-${id}`, StartedAt: iso(from), StoppedAt: iso(to) });
const show = (rows: readonly Row[]) => ganttPage(frame(screen), place({ view: 'gantt' }), { rows, limit: 10_000, bytesScanned: 0 });
const barsOf = (rows: readonly Row[]): [x: number, width: number][] =>
  [...show(rows).text.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, width]) => [Number(x), Number(width)]);

/** The area of the chart, by a bar as long as the range. */
const [[LEFT, WIDTH]] = barsOf([ran(0, 10)]);

test('a Gantt chart covers the time range of the viewer', () => {
  const [[x, width]] = barsOf([ran(5, 6)]);
  expect(x).toBeCloseTo(LEFT + WIDTH / 2, 0);
  expect(width).toBeCloseTo(WIDTH / 10, 0);
});

test('a job that began before the range is drawn from its start, with a mark, and only such a job has one', () => {
  expect(barsOf([ran(-90, 5)])).toEqual([[LEFT, expect.closeTo(WIDTH / 2, 0)]]);
  expect(textOf(show([ran(-90, 5)]))).toContain('‹');
  expect(textOf(show([ran(0, 5)]))).not.toContain('‹');
});

test('what ran before the range does not count for how many ran in it', () => {
  const rows = Array.from({ length: 2_000 }, (_, id) => (id < 1_990 ? ran(-9, -8, id) : ran(0, 10, id)));
  expect(textOf(show(rows))).toContain('2,000 jobs, up to 10');
});
