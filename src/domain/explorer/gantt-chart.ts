import { scaleLinear } from 'd3-scale';
import { count, duration, shortened, time } from './format';
import { Bar, BarGroup, concurrency, groupsOf } from './gantt-bars';
import { Html, markup } from './html';
import { note } from './page';
import { Screen } from './request';
import { isNarrow, Palette, paletteOf } from './style';
import { Area, px, timeAxis } from './time-axis';
import { legend } from './timeline-chart';

/** Beyond these, bars could not be distinguished, and a browser takes long to draw them. */
const MAX_BARS = 1_500;
const MAX_LANES = 150;
const MAX_GROUPS = 60;
const TOP = 22;
const LANE_HEIGHT = 10;
const GROUP_GAP = 8;
const AREA_HEIGHT = 44;
const MIN_BAR = 1;
const PART_PIXELS = 3;
const NAME_CHARACTERS = 22;

interface Drawing {
  readonly screen: Screen;
  readonly palette: Palette;
  readonly area: Area;
  readonly place: (millis: number) => number;
  readonly range: readonly [number, number];
}

/** Jobs as bars over the time range of the viewer, with a mark at those that began earlier, or, of more than can be distinguished, how many ran at a time. */
export function ganttChart(screen: Screen, bars: readonly Bar[]): Html {
  const hasTooMany = bars.length > MAX_BARS;
  const all = groupsOf(bars, hasTooMany ? 0 : MAX_LANES);
  const groups = busiest(all);
  const isDense = hasTooMany || groups.reduce((lanes, { laneCount }) => lanes + laneCount, 0) > MAX_LANES;
  const heights = groups.map(({ laneCount }) => GROUP_GAP + (isDense ? AREA_HEIGHT : Math.max(16, laneCount * LANE_HEIGHT)));
  const bottom = TOP + heights.reduce((sum, height) => sum + height, 0);
  const width = screen.width - 40;
  const area: Area = { left: isNarrow(screen) ? 90 : 170, right: width - 50, top: TOP, bottom };
  const range = rangeOf(screen, bars);
  const { place, svg } = timeAxis(screen, range, area);
  const palette = paletteOf(screen);
  const drawing = { screen, palette, area, place, range };
  const drawn = isDense ? areas(drawing, groups, heights) : bands(drawing, groups, heights);
  return markup`${legend(palette, [
    ['succeeded', 'succeeded'],
    ['failed', 'failed'],
  ])}<svg viewBox="0 0 ${width} ${bottom + 4}" width="${width}" height="${bottom + 4}" font-size="11" role="img">${svg}${drawn}</svg>${
    isDense && note(`These are ${count(bars.length)} jobs: too many for a bar each. The height is the number of jobs that ran at a time.`)
  }${groups.length < all.length && note(`The ${MAX_GROUPS} groups with the most running time are shown; there are ${count(all.length - groups.length)} more.`)}`;
}

/** What the bars span of the time range: a job that began long before it would leave no width for the others. */
function rangeOf({ start }: Screen, bars: readonly Bar[]): readonly [number, number] {
  const first = bars.reduce((least, { from }) => Math.min(least, from), Infinity);
  const last = bars.reduce((most, { to }) => Math.max(most, to), 0);
  return [last > start ? Math.max(first, start) : first, last];
}

function busiest(groups: readonly BarGroup[]): BarGroup[] {
  const millis = ({ bars }: BarGroup): number => bars.reduce((sum, { from, to }) => sum + to - from, 0);
  const kept = new Set([...groups].sort((a, b) => millis(b) - millis(a)).slice(0, MAX_GROUPS));
  return groups.filter((group) => kept.has(group));
}

/** The top of each group. */
const topsOf = (heights: readonly number[]): number[] =>
  heights.map((_, index) => TOP + heights.slice(0, index).reduce((sum, height) => sum + height, 0));

function bands(drawing: Drawing, groups: readonly BarGroup[], heights: readonly number[]): Html {
  const tops = topsOf(heights);
  return markup`${groups.map((group, index) => [
    title(drawing, group, tops[index] + 16),
    group.bars.map((bar, place) => rect(drawing, bar, tops[index] + GROUP_GAP / 2 + group.lanes[place] * LANE_HEIGHT)),
  ])}`;
}

function rect({ screen, palette, place, area, range }: Drawing, { name, hasFailed, from, to }: Bar, y: number): Html {
  const x = place(from);
  const text = `${shortened(name, 120)}: ${duration((to - from) / 1000)} from ${time(from, screen)}`;
  const mark = markup`<text x="${area.left - 8}" y="${y + 8}" fill="${palette.muted}">‹</text>`;
  return markup`${from < range[0] && mark}<rect x="${x}" y="${y}" width="${px(Math.max(MIN_BAR, place(to) - x))}" height="${LANE_HEIGHT - 2}" fill="${hasFailed ? palette.failed : palette.succeeded}"><title>${text}</title></rect>`;
}

function areas(drawing: Drawing, groups: readonly BarGroup[], heights: readonly number[]): Html {
  const { area, range } = drawing;
  const parts = Math.max(2, Math.floor((area.right - area.left) / PART_PIXELS));
  const counted = groups.map((group) => ({
    group,
    all: concurrency(group.bars, range, parts),
    failed: concurrency(
      group.bars.filter(({ hasFailed }) => hasFailed),
      range,
      parts,
    ),
  }));
  const peak = Math.max(1, ...counted.map(({ all }) => Math.max(...all)));
  const scale = scaleLinear([0, peak], [0, AREA_HEIGHT]);
  const tops = topsOf(heights);
  return markup`${counted.map(({ group, all, failed }, index) => {
    const base = tops[index] + heights[index];
    const draw = (values: readonly number[], color: string): Html =>
      markup`<path d="${outline(drawing.area, values, base, scale)}" fill="${color}" />`;
    return [
      title(drawing, group, base - 16),
      markup`<text x="0" y="${base - 3}" fill="${drawing.palette.muted}">${count(group.bars.length)} jobs, up to ${count(Math.max(1, Math.round(Math.max(...all))))}</text>`,
      draw(all, drawing.palette.succeeded),
      draw(failed, drawing.palette.failed),
    ];
  })}`;
}

/** Steps, one for each part. */
function outline({ left, right }: Area, values: readonly number[], base: number, scale: (value: number) => number): string {
  const width = (right - left) / values.length;
  return `M${left} ${base}${values.map((value, index) => `L${px(left + index * width)} ${px(base - scale(value))}H${px(left + (index + 1) * width)}`).join('')}L${right} ${base}Z`;
}

const title = ({ palette }: Drawing, { name }: BarGroup, y: number): Html =>
  markup`<text x="0" y="${y}" fill="${palette.text}">${shortened(name, NAME_CHARACTERS)}<title>${shortened(name, 300)}</title></text>`;
