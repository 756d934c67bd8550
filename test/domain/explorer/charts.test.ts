import { Drawing, drawingOf, heightAt } from './drawings';
import { textOf } from './elements';
import { at, NOW, record, SCREEN } from './frames';
import { Bar } from '../../../src/domain/explorer/gantt-bars';
import { ganttChart } from '../../../src/domain/explorer/gantt-chart';
import { Screen } from '../../../src/domain/explorer/request';
import { Lane, lanesOfItem, lanesOfRecord, SegmentKind } from '../../../src/domain/explorer/segments';
import { timelineChart } from '../../../src/domain/explorer/timeline-chart';

const MINUTE = 60_000;
const SCREENS: readonly [string, Screen][] = [
  ['a desk', SCREEN],
  ['a phone', { ...SCREEN, width: 340 }],
];

/** Whatever is drawn is inside of the picture, with names at the left and times above. */
function expectInside({ width, height, shown, bars, outlines, names, times, lines }: Drawing, screen: Screen): void {
  expect(shown).toEqual([width, height]);
  expect(width).toBeLessThan(screen.width);
  const tops = [...bars.map(({ y }) => y), ...outlines.flatMap(({ corners }) => corners.map(([, y]) => y))];
  const bottoms = [...bars.map((bar) => bar.y + bar.height), ...outlines.map(({ corners }) => corners[0][1])];
  const lefts = [...bars.map(({ x }) => x), ...outlines.flatMap(({ corners }) => corners.map(([x]) => x))];
  const rights = [...bars.map((bar) => bar.x + bar.width), ...outlines.flatMap(({ corners }) => corners.map(([x]) => x))];
  const [top, bottom] = [Math.min(...tops), Math.max(...bottoms)];
  expect(Math.max(...rights)).toBeLessThanOrEqual(width - 40);
  expect(Math.min(...lefts)).toBeGreaterThanOrEqual(90);
  expect(height - bottom).toBeGreaterThanOrEqual(4);
  expect(height - bottom).toBeLessThan(20);
  expect(times.every(({ y }) => y > 8 && y < top)).toBe(true);
  expect(names.every(({ x, y }) => x === 0 && y > top && y < height)).toBe(true);
  expect(lines.every(([from, to]) => from <= top && to >= bottom && to <= height)).toBe(true);
}

describe('the timeline of a job', () => {
  const span = (kind: SegmentKind, from: number, to: number) => ({ kind, from: NOW + from * MINUTE, to: NOW + to * MINUTE });
  const LANES: readonly Lane[] = [
    { label: 'submitted', segments: [span('waiting', 0, 1)] },
    { label: 'attempt 1', segments: [span('starting', 1, 1), span('succeeded', 1, 10)] },
  ];

  test.each(SCREENS)('fits on %s', (_, screen) => expectInside(drawingOf(timelineChart(screen, LANES)), screen));

  test('has a line for each lane, with bars as long as they took, and no invisible ones', () => {
    const { bars, names } = drawingOf(timelineChart(SCREEN, LANES));
    expect(names.map(({ text }) => text)).toEqual(['submitted', 'attempt 1']);
    const [waiting, starting, ran] = bars;
    expect(ran.width / waiting.width).toBeCloseTo(9, 1);
    expect(starting.width).toBeGreaterThanOrEqual(1);
    expect(starting.width).toBeLessThan(3);
    expect(ran.x).toBeCloseTo(waiting.x + waiting.width, 0);
    expect(starting.y).toBe(ran.y);
    expect(ran.y).toBeGreaterThan(waiting.y + waiting.height);
    for (const [index, { y, height }] of [waiting, ran].entries()) {
      expect(names[index].y).toBeGreaterThan(y);
      expect(names[index].y).toBeLessThanOrEqual(y + height);
    }
  });

  test('is the same for a viewer in another time zone, except for the times', () => {
    const [here, there] = [SCREEN, { ...SCREEN, offsetMinutes: 345, zone: 'UTC+05:45' }].map((screen) =>
      drawingOf(timelineChart(screen, LANES)).bars.map(({ x, width }) => [x, width]),
    );
    expect(there).toEqual(here);
  });

  test('explains the colours that it has, and no others', () => {
    const { text } = timelineChart(SCREEN, LANES);
    const legend = [...text.matchAll(/<i style="background:([^"]+)"><\/i>([^<]+)</g)].map(([, color, label]) => [color, label]);
    const fills = drawingOf(timelineChart(SCREEN, LANES)).bars.map(({ fill }) => fill);
    expect(legend.map(([color]) => color)).toEqual(fills);
    expect(legend.map(([, label]) => label)).toEqual(['waiting', 'starting', 'ran, succeeded']);
    const others = textOf(timelineChart(SCREEN, [{ label: 'a', segments: [span('running', 0, 1), span('failed', 1, 2)] }]));
    expect(others).toMatch(/^running ran, failed /);
  });

  test('of a job with many attempts has the first sixty', () => {
    const many = Array.from({ length: 70 }, (_, index) => ({ label: `attempt ${index}`, segments: [span('failed', index, index + 1)] }));
    expect(drawingOf(timelineChart(SCREEN, many)).names).toHaveLength(60);
  });
});

describe('what a job went through', () => {
  const shapes = (lanes: readonly Lane[]) => lanes.map(({ label, segments }) => [label, ...segments.map(({ kind }) => kind)]);
  const lanesOf = (given: Parameters<typeof record>[0]) => shapes(lanesOfRecord(record(given)));

  test('is its wait to be queued, and each of its attempts', () => {
    expect(lanesOf({})).toEqual([
      ['submitted', 'waiting'],
      ['attempt 1', 'waiting', 'starting', 'succeeded'],
    ]);
    expect(lanesOf({ CreatedAt: undefined })).toHaveLength(1);
  });

  test('is drawn as a failure for the attempts that failed', () => {
    const Attempts = [
      { Number: 1, StartedAt: at(6), StoppedAt: at(8), FailureCategory: 'TIMEOUT' as const },
      { Number: 2, StartedAt: at(9), StoppedAt: at(26) },
    ];
    const ends = (Status: 'SUCCEEDED' | 'FAILED') => lanesOf({ Status, AttemptCount: 2, Attempts }).map((lane) => lane.at(-1));
    expect(ends('SUCCEEDED')).toEqual(['waiting', 'failed', 'succeeded']);
    expect(ends('FAILED')).toEqual(['waiting', 'failed', 'failed']);
    const unexplained = Attempts.map(({ FailureCategory: _, ...attempt }) => attempt);
    expect(lanesOf({ Status: 'FAILED', AttemptCount: 2, Attempts: unexplained }).map((lane) => lane.at(-1))).toEqual([
      'waiting',
      'succeeded',
      'failed',
    ]);
  });

  test('has the wait of a job that was never placed, from the queue on', () => {
    const never = { Status: 'FAILED' as const, Attempts: [], AttemptCount: 0, StartingAt: undefined, StartedAt: undefined };
    const [, wait] = lanesOfRecord(record(never));
    expect(wait).toEqual({ label: 'in the queue', segments: [{ kind: 'waiting', from: Date.parse(at(1)), to: Date.parse(at(26)) }] });
    expect(lanesOf({ ...never, RunnableAt: undefined })).toEqual([['in the queue', 'waiting']]);
    expect(lanesOf({ ...never, RunnableAt: undefined, CreatedAt: undefined })).toEqual([]);
    expect(lanesOf({ ...never, StoppedAt: undefined })).toEqual([['submitted', 'waiting']]);
  });

  test.each([
    [999, 2],
    [1000, 3],
  ])('has a wait after the last attempt of %i ms in %i lanes: a shorter one is a difference between clocks', (millis, lanes) => {
    const StoppedAt = new Date(Date.parse(at(26)) - millis).toISOString();
    expect(lanesOf({ Status: 'FAILED', Attempts: [{ Number: 1, StoppedAt }] })).toHaveLength(lanes);
  });

  test('leaves out what ended before it began, and keeps what took no time', () => {
    expect(lanesOf({ StartingAt: at(6) })[1]).toEqual(['attempt 1', 'waiting', 'starting', 'succeeded']);
    expect(lanesOf({ StartingAt: at(7) })[1]).toEqual(['attempt 1', 'waiting', 'succeeded']);
  });

  test('of a job in flight ends now', () => {
    const entry = (state: 'RUNNABLE' | 'STARTING' | 'RUNNING', attempt: number, minutes: number) => ({
      ...{ state, attempt, at: Date.parse(at(minutes)) },
    });
    const entries = [entry('RUNNABLE', 1, 0), entry('STARTING', 1, 1), entry('RUNNABLE', 2, 2), entry('RUNNING', 2, 3)];
    const lanes = lanesOfItem({ entries } as unknown as Parameters<typeof lanesOfItem>[0], NOW);
    expect(shapes(lanes)).toEqual([
      ['attempt 1', 'waiting', 'starting'],
      ['attempt 2', 'waiting', 'running'],
    ]);
    expect(lanes[1].segments[1]).toMatchObject({ from: Date.parse(at(3)), to: NOW });
  });
});

describe('a Gantt chart of jobs', () => {
  const bar = (group: string, from: number, to: number, hasFailed = false): Bar => ({
    ...{ group, name: `${group} from ${from}`, hasFailed, from: NOW + from * MINUTE, to: NOW + to * MINUTE },
  });
  const BARS = [bar('b', 0, 10), bar('b', 0, 20, true), bar('a', 10, 20), bar('a', 20, 20), bar('c', 0, 5)];

  test.each(SCREENS)('fits on %s', (_, screen) => {
    expectInside(drawingOf(ganttChart(screen, BARS)), screen);
    expectInside(drawingOf(ganttChart(screen, Array.from({ length: 151 }, () => BARS).flat())), screen);
  });

  test('has the groups one below the other by name, and in each its bars without overlap', () => {
    const { bars, names, times } = drawingOf(ganttChart(SCREEN, BARS));
    expect(names.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(times.length).toBeGreaterThan(3);
    const byTitle = Object.fromEntries(bars.map((each) => [each.title.split(':')[0] + each.fill, each]));
    const [later, , earlier, failed] = bars;
    expect(Object.keys(byTitle)).toHaveLength(5);
    expect(failed.width / earlier.width).toBeCloseTo(2, 1);
    expect(earlier.x + earlier.width).toBeCloseTo(later.x, 0);
    expect(bars[1].width).toBe(1);
    const [a, b, c] = [bars.slice(0, 2), bars.slice(2, 4), bars.slice(4)].map((group) => ({
      top: Math.min(...group.map(({ y }) => y)),
      bottom: Math.max(...group.map(({ y, height }) => y + height)),
    }));
    expect(earlier.y + earlier.height).toBeLessThanOrEqual(failed.y);
    expect([a.bottom < b.top, b.bottom < c.top]).toEqual([true, true]);
    for (const [index, { top, bottom }] of [a, b, c].entries()) {
      expect(names[index].y).toBeGreaterThan(top);
      expect(names[index].y).toBeLessThan(bottom + 10);
    }
  });

  test('keeps its bars in the group however many lanes there are', () => {
    const wide = [...Array.from({ length: 20 }, () => bar('a', 0, 5)), bar('b', 0, 5)];
    const { bars } = drawingOf(ganttChart(SCREEN, wide));
    expect(new Set(bars.map(({ y }) => y)).size).toBe(21);
    expect(bars[20].y).toBeGreaterThan(bars[19].y + bars[19].height);
    expectInside(drawingOf(ganttChart(SCREEN, wide)), SCREEN);
  });

  test('puts a job that starts when another ends into the same lane', () => {
    const { bars } = drawingOf(ganttChart(SCREEN, [bar('a', 0, 5), bar('a', 5, 9)]));
    expect(bars[0].y).toBe(bars[1].y);
  });

  test('explains its colours', () => {
    const chart = ganttChart(SCREEN, [bar('a', 0, 1), bar('a', 1, 2, true)]);
    const legend = [...chart.text.matchAll(/<i style="background:([^"]+)"><\/i>([^<]+)</g)].map(([, color, label]) => [label, color]);
    const [succeeded, failed] = drawingOf(chart).bars.map(({ fill }) => fill);
    expect(legend).toEqual([
      ['succeeded', succeeded],
      ['failed', failed],
    ]);
  });

  test.each([
    ['jobs', 1500, (index: number) => bar('a', index, index + 1)],
    ['jobs at a time', 150, () => bar('a', 0, 1)],
  ])('has a bar for each of as many %s as can be distinguished', (_, limit, make) => {
    const draw = (length: number) =>
      drawingOf(
        ganttChart(
          SCREEN,
          Array.from({ length }, (_each, index) => make(index)),
        ),
      );
    expect(draw(limit).bars).toHaveLength(limit);
    expect(draw(limit + 1).bars).toHaveLength(0);
  });

  test('of too many jobs is as high as jobs ran at a time, and in the colour of a failure as many failed', () => {
    const many = [
      ...Array.from({ length: 1000 }, () => bar('a', 50, 100)),
      ...Array.from({ length: 500 }, (_, index) => bar('b', 0, 50, index < 250)),
    ];
    const chart = ganttChart(SCREEN, many);
    const [a, noneFailed, b, failed] = drawingOf(chart).outlines;
    const heights = [a, noneFailed, b, failed].map((outline) => [0.1, 0.4, 0.6, 0.9].map((share) => heightAt(outline, share)));
    expect(heights[1]).toEqual([0, 0, 0, 0]);
    const [, , , full] = heights[0];
    expect(full).toBeGreaterThan(20);
    expect(full).toBeLessThan(60);
    expect(heights[0]).toEqual([0, 0, full, full]);
    expect(heights[2]).toEqual([full / 2, full / 2, 0, 0]);
    expect(heights[3]).toEqual([full / 4, full / 4, 0, 0]);
    expect(a.fill).not.toBe(failed.fill);
    const [baseOfA, baseOfB] = [a.corners[0][1], b.corners[0][1]];
    expect(baseOfB - baseOfA).toBeGreaterThan(full);
    expect(drawingOf(chart).names.map(({ y }) => [y < baseOfA, y < baseOfB])).toEqual([
      [true, true],
      [true, true],
      [false, true],
      [false, true],
    ]);
    for (const { corners } of [a, b]) expect(corners.every(([x], index) => index === 0 || x >= corners[index - 1][0])).toBe(true);
    const steps = new Set(a.corners.map(([x]) => x)).size - 1;
    expect((a.corners[a.corners.length - 1][0] - a.corners[0][0]) / steps).toBeCloseTo(3, 1);
    expect(textOf(chart)).toContain('500 jobs, up to 500');
  });

  test('has at most sixty groups: those whose jobs ran longest, whenever that was', () => {
    const later = (length: number) => Array.from({ length }, (_, index) => bar(`later-${index}`, 500, 501));
    const shown = (bars: readonly Bar[]) => drawingOf(ganttChart(SCREEN, bars)).names.map(({ text }) => text);
    const long = [bar('long', 0, 100)];
    expect(shown([...long, ...later(60)])).toContain('long');
    expect(textOf(ganttChart(SCREEN, [...long, ...later(60)]))).toContain('there are 1 more');
    expect(shown([...long, ...later(59)])).toHaveLength(60);
    expect(textOf(ganttChart(SCREEN, [...long, ...later(59)]))).not.toContain('groups');
  });
});
