import { Html } from '../../../src/domain/explorer/html';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly title: string;
}

export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** A filled outline, as its corners. */
export interface Outline {
  readonly corners: readonly (readonly [x: number, y: number])[];
  readonly fill: string;
}

/** What a chart draws, in pixels from the top left. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** How large it is shown. */
  readonly shown: readonly [width: number, height: number];
  readonly bars: readonly Rectangle[];
  readonly outlines: readonly Outline[];
  /** Names beside the bars. */
  readonly names: readonly Label[];
  /** Times above the lines of the axis. */
  readonly times: readonly Label[];
  readonly lines: readonly (readonly [top: number, bottom: number])[];
}

export function drawingOf({ text }: Html): Drawing {
  const [width, height] = (/viewBox="0 0 (\S+) (\S+)"/.exec(text) ?? []).slice(1).map(Number);
  const labels = elements(text, 'text').map(({ attributes, content }) => ({
    x: Number(attributes.x),
    y: Number(attributes.y),
    text: content.replace(/<title>.*<\/title>/, ''),
    isTime: 'text-anchor' in attributes,
  }));
  return {
    width,
    height,
    shown: [Number(/<svg [^>]*\bwidth="([^"]+)"/.exec(text)?.[1]), Number(/<svg [^>]*\bheight="([^"]+)"/.exec(text)?.[1])],
    bars: elements(text, 'rect').map(({ attributes: { x, y, width: length, height: thickness, fill }, content }) => ({
      ...{ x: Number(x), y: Number(y), width: Number(length), height: Number(thickness), fill },
      title: content.replace(/<[^>]*>/g, ''),
    })),
    outlines: elements(text, 'path').map(({ attributes: { d, fill } }) => ({ corners: cornersOf(d), fill })),
    names: labels.filter(({ isTime }) => !isTime),
    times: labels.filter(({ isTime }) => isTime),
    lines: elements(text, 'line').map(({ attributes: { y1, y2 } }) => [Number(y1), Number(y2)] as const),
  };
}

/** How high an outline is at a place between its left and its right end, in pixels. */
export function heightAt({ corners }: Outline, share: number): number {
  const [[left, base], [right]] = [corners[0], corners[corners.length - 1]];
  const at = left + share * (right - left);
  const next = corners.findIndex(([x], index) => index > 0 && x > at);
  return base - corners[next][1];
}

function elements(text: string, tag: string): { attributes: Record<string, string>; content: string }[] {
  return [...text.matchAll(new RegExp(`<${tag}((?: [\\w-]+="[^"]*")*) ?(?:/>|>(.*?)</${tag}>)`, 'gs'))].map(([, attributes, content]) => ({
    attributes: Object.fromEntries([...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
    content: content ?? '',
  }));
}

/** Of a path of absolute moves, lines and horizontal lines. */
function cornersOf(path: string): (readonly [number, number])[] {
  if (!/^M[-\d. ]+(?:[LH][-\d. ]+)+Z$/.test(path)) throw new Error(`This is no outline: ${path.slice(0, 100)}`);
  let y = NaN;
  return [...path.matchAll(/([MLH])([-\d.]+)(?: ([-\d.]+))?/g)].map(([, , x, moved]) => {
    y = moved === undefined ? y : Number(moved);
    return [Number(x), y] as const;
  });
}
