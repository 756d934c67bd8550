import { scaleUtc } from 'd3-scale';
import { Html, markup } from './html';
import { Screen } from './request';
import { paletteOf } from './style';

/** Where an instant is drawn. */
export type Place = (millis: number) => number;

export interface TimeAxis {
  readonly place: Place;
  /** Lines at round times of the viewer's time zone, with their times above. */
  readonly svg: Html;
}

export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const PIXELS_PER_TICK = 110;
const DAY_MILLIS = 86_400_000;
const MINUTE_MILLIS = 60_000;

/** A coordinate: tenths of a pixel are enough. */
export const px = (value: number): number => Math.round(value * 10) / 10;

export function timeAxis(screen: Screen, [start, end]: readonly [number, number], area: Area): TimeAxis {
  const shift = screen.offsetMinutes * MINUTE_MILLIS;
  const scale = scaleUtc([start + shift, end + shift], [area.left, area.right]).clamp(true);
  const ticks = scale.ticks(Math.max(2, Math.floor((area.right - area.left) / PIXELS_PER_TICK))).map(Number);
  const step = ticks[1] - ticks[0];
  const { line, muted } = paletteOf(screen);
  return {
    place: (millis) => px(scale(millis + shift)),
    svg: markup`${ticks.map((tick) => {
      const x = px(scale(tick));
      return markup`<line x1="${x}" x2="${x}" y1="${area.top}" y2="${area.bottom}" stroke="${line}"/><text x="${x}" y="${area.top - 6}" fill="${muted}" text-anchor="middle">${label(tick, step)}</text>`;
    })}`,
  };
}

/** A day, and a time only as exact as the ticks are. */
function label(tick: number, step: number): string {
  const iso = new Date(tick).toISOString();
  if (tick % DAY_MILLIS === 0) return iso.slice(0, 10);
  return step >= MINUTE_MILLIS ? iso.slice(11, 16) : iso.slice(11, step < 1_000 ? 23 : 19);
}
