import { duration, time } from './format';
import { Html, markup } from './html';
import { Screen } from './request';
import { Lane, Segment, SegmentKind } from './segments';
import { isNarrow, Palette, paletteOf } from './style';
import { Area, px, timeAxis } from './time-axis';

const LANE_HEIGHT = 26;
const BAR_HEIGHT = 16;
const TOP = 22;
/** A shorter bar could not be seen. */
const MIN_BAR = 1.5;
const MAX_LANES = 60;

const LEGEND: readonly (readonly [kind: SegmentKind, label: string])[] = [
  ['waiting', 'waiting'],
  ['starting', 'starting'],
  ['running', 'running'],
  ['succeeded', 'ran, succeeded'],
  ['failed', 'ran, failed'],
];

/** The attempts of a job over time. */
export function timelineChart(screen: Screen, all: readonly Lane[]): Html {
  const lanes = all.slice(0, MAX_LANES);
  const segments = lanes.flatMap((lane) => lane.segments);
  if (segments.length === 0) return markup`<p class="muted">No event reported when this job waited or ran.</p>`;
  const range = [Math.min(...segments.map(({ from }) => from)), Math.max(...segments.map(({ to }) => to))] as const;
  const width = screen.width - 40;
  const area: Area = { left: isNarrow(screen) ? 90 : 130, right: width - 50, top: TOP, bottom: TOP + lanes.length * LANE_HEIGHT };
  const axis = timeAxis(screen, range, area);
  const palette = paletteOf(screen);
  return markup`${legend(
    palette,
    LEGEND.filter(([kind]) => segments.some((segment) => segment.kind === kind)),
  )}<svg viewBox="0 0 ${width} ${area.bottom + 4}" width="${width}" height="${area.bottom + 4}" font-size="11" role="img">${axis.svg}${lanes.map(
    (lane, index) => {
      const y = area.top + index * LANE_HEIGHT;
      return markup`<text x="0" y="${y + 16}" fill="${palette.text}">${lane.label}</text>${lane.segments.map((segment) => bar(screen, segment, y + 4, axis.place))}`;
    },
  )}</svg>`;
}

function bar(screen: Screen, { kind, from, to }: Segment, y: number, place: (millis: number) => number): Html {
  const x = place(from);
  const title = `${kind} ${duration((to - from) / 1000)}: ${time(from, screen)} to ${time(to, screen)}`;
  return markup`<rect x="${x}" y="${y}" width="${px(Math.max(MIN_BAR, place(to) - x))}" height="${BAR_HEIGHT}" fill="${paletteOf(screen)[kind]}"><title>${title}</title></rect>`;
}

export const legend = (palette: Palette, entries: readonly (readonly [kind: SegmentKind, label: string])[]): Html =>
  markup`<div class="legend">${entries.map(([kind, label]) => markup`<span><i style="background:${palette[kind]}"></i>${label}</span>`)}</div>`;
