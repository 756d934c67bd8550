import { Html, markup } from './html';
import { Screen } from './request';

/** Colours of a theme. Those of states differ in lightness too, and each is explained in a legend. */
export interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly hover: string;
  readonly link: string;
  readonly succeeded: string;
  readonly failed: string;
  readonly running: string;
  readonly starting: string;
  readonly waiting: string;
}

const LIGHT: Palette = {
  text: '#0f141a',
  muted: '#5f6b7a',
  line: '#d5dbe1',
  surface: '#f6f7f9',
  hover: '#eef3fb',
  link: '#0b63ce',
  succeeded: '#1d8102',
  failed: '#c4240a',
  running: '#2f6fd0',
  starting: '#d99400',
  waiting: '#aab4c0',
};

const DARK: Palette = {
  text: '#e6eaee',
  muted: '#9aa7b5',
  line: '#414d5c',
  surface: '#1b232d',
  hover: '#232f3e',
  link: '#6cb2ff',
  succeeded: '#4fb53a',
  failed: '#ff6b57',
  running: '#6ba4f5',
  starting: '#eebb4a',
  waiting: '#68778a',
};

export const paletteOf = ({ theme }: Pick<Screen, 'theme'>): Palette => (theme === 'dark' ? DARK : LIGHT);

/** Below this, tables leave out what matters less, and forms have one column. */
const NARROW = 640;
export const isNarrow = ({ width }: Pick<Screen, 'width'>): boolean => width < NARROW;

/** The style of all pages. `.bx` keeps it apart from the console's own. */
export function style(screen: Screen): Html {
  const { text, muted, line, surface, hover, link, succeeded, failed } = paletteOf(screen);
  const columns = isNarrow(screen) ? '1fr' : 'repeat(auto-fit, minmax(150px, 1fr))';
  return markup`<style>
    .bx {
      font:
        14px/1.45 'Amazon Ember',
        'Helvetica Neue',
        Roboto,
        Arial,
        sans-serif;
      color: ${raw(text)};
      padding: 4px 8px 16px;
    }
    .bx * {
      box-sizing: border-box;
    }
    .bx a {
      color: ${raw(link)};
      text-decoration: none;
      cursor: pointer;
    }
    .bx a:hover {
      text-decoration: underline;
    }
    .bx nav {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 18px;
      border-bottom: 1px solid ${raw(line)};
      padding: 2px 0 8px;
      margin-bottom: 12px;
    }
    .bx nav b {
      border-bottom: 3px solid ${raw(link)};
      padding-bottom: 6px;
      margin-bottom: -9px;
    }
    .bx h2 {
      font-size: 18px;
      line-height: 1.3;
      margin: 4px 0 8px;
      overflow-wrap: anywhere;
      color: inherit;
    }
    .bx h3 {
      font-size: 15px;
      margin: 20px 0 6px;
      color: inherit;
    }
    .bx p {
      margin: 6px 0;
      overflow-wrap: anywhere;
    }
    .bx .muted {
      color: ${raw(muted)};
    }
    .bx form {
      display: grid;
      grid-template-columns: ${raw(columns)};
      gap: 8px 12px;
      align-items: end;
      margin: 0 0 12px;
    }
    .bx label {
      display: block;
      font-size: 12px;
      color: ${raw(muted)};
    }
    .bx input,
    .bx select {
      display: block;
      width: 100%;
      height: 32px;
      padding: 4px 8px;
      font: inherit;
      color: ${raw(text)};
      background: ${raw(surface)};
      border: 1px solid ${raw(muted)};
      border-radius: 4px;
    }
    .bx .bx-go {
      display: inline-block;
      height: 32px;
      line-height: 30px;
      padding: 0 18px;
      border: 1px solid ${raw(link)};
      border-radius: 16px;
      font-weight: 700;
      text-align: center;
      color: ${raw(link)};
      background: none;
    }
    .bx .bx-scroll {
      overflow-x: auto;
    }
    .bx table {
      border-collapse: collapse;
      width: 100%;
      font-size: 13px;
      background: none;
    }
    .bx th {
      text-align: left;
      font-weight: 700;
      color: ${raw(muted)};
      background: none;
    }
    .bx th,
    .bx td {
      padding: 5px 12px 5px 0;
      border-bottom: 1px solid ${raw(line)};
      vertical-align: top;
      white-space: nowrap;
      color: inherit;
    }
    .bx tr:hover td {
      background: ${raw(hover)};
    }
    .bx .num {
      text-align: right;
    }
    .bx td.wide {
      white-space: normal;
      overflow-wrap: anywhere;
      min-width: 160px;
    }
    .bx .ok {
      color: ${raw(succeeded)};
    }
    .bx .bad {
      color: ${raw(failed)};
    }
    .bx .facts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(${isNarrow(screen) ? 130 : 170}px, 1fr));
      gap: 8px 16px;
      margin: 8px 0;
    }
    .bx .facts dt {
      font-size: 12px;
      color: ${raw(muted)};
    }
    .bx .facts dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .bx .facts div {
      min-width: 0;
    }
    .bx .note {
      border-left: 4px solid ${raw(line)};
      background: ${raw(surface)};
      padding: 8px 12px;
      margin: 8px 0;
      overflow-wrap: anywhere;
    }
    .bx .note.bad {
      border-color: ${raw(failed)};
      color: inherit;
    }
    .bx svg {
      display: block;
      max-width: 100%;
      height: auto;
    }
    .bx .legend {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      font-size: 12px;
      color: ${raw(muted)};
      margin: 4px 0;
    }
    .bx .legend i {
      display: inline-block;
      width: 10px;
      height: 10px;
      border-radius: 2px;
      margin-right: 5px;
    }
  </style>`;
}

/** A colour or a rule of this file. */
const raw = (text: string): Html => new Html(text);
