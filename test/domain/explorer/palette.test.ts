import { frame, SCREEN } from './frames';
import { markup } from '../../../src/domain/explorer/html';
import { page } from '../../../src/domain/explorer/page';
import { reportFile } from '../../../src/domain/explorer/report';
import { Palette, paletteOf } from '../../../src/domain/explorer/style';

/** The contrast ratio of two colours by WCAG 2. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
function luminance(color: string): number {
  const [red, green, blue] = (/^#(..)(..)(..)$/.exec(color) ?? []).slice(1).map((part) => {
    const share = parseInt(part, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const GROUND = { light: '#ffffff', dark: '#161d26' } as const;
const STATES = ['succeeded', 'failed', 'running', 'starting', 'waiting'] as const;

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const palette = paletteOf({ theme });
  const ground = GROUND[theme];

  test('is drawn on its own ground, in a file too', () => {
    expect(reportFile({ theme }, '', markup``).text).toContain(`background:${ground}"`);
  });

  test.each(['text', 'muted', 'link'] as const)('has %s that can be read on every ground', (name) => {
    for (const behind of [ground, palette.surface, palette.hover]) expect(contrast(palette[name], behind)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(STATES)('has bars of what is %s that can be seen', (state) => {
    expect(contrast(palette[state], ground)).toBeGreaterThanOrEqual(2);
  });

  test('has a colour of its own for each state', () => expect(new Set(STATES.map((state) => palette[state])).size).toBe(STATES.length));

  test('has lines and grounds that are weaker than its text', () => {
    const weak: (keyof Palette)[] = ['line', 'surface', 'hover'];
    for (const name of weak) expect(contrast(palette[name], ground)).toBeLessThan(contrast(palette.muted, ground));
  });
});

test('a form has one column on a phone alone', () => {
  const columnsAt = (width: number) => /grid-template-columns:\s*([^;]+);/.exec(page(frame({ ...SCREEN, width }), 'search').text)?.[1];
  expect([columnsAt(639), columnsAt(640)]).toEqual(['1fr', 'repeat(auto-fit, minmax(150px, 1fr))']);
});
