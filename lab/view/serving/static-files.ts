import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { OutFolder } from '../out-folder';

export interface StaticFile {
  readonly content: Buffer;
  readonly type: string;
  /** Offered as a download under this name, so that no browser shows data as a page. */
  readonly download?: string;
}

const PAGE = join(__dirname, '..', 'page');
const PAGE_FILES: Readonly<Record<string, string>> = {
  '/': 'index.html',
  ...Object.fromEntries(
    [
      'style.css',
      'main.js',
      'api.js',
      'charts.js',
      'chart-colors.js',
      'custom-widget.js',
      'dom.js',
      'files-panel.js',
      'format.js',
      'layout.js',
      'links.js',
      'markdown.js',
      'tables.js',
      'time-picker.js',
      'variables.js',
      'widgets.js',
    ].map((file) => [`/page/${file}`, file]),
  ),
};
/** Browser libraries come from the installed packages, so that the page needs no other server. */
const LIBRARIES: Readonly<Record<string, () => string>> = {
  '/vendor/echarts.js': () => join(packageFolder('echarts'), 'dist', 'echarts.esm.min.mjs'),
  '/vendor/marked.js': () => join(packageFolder('marked'), 'lib', 'marked.esm.js'),
};
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
};

/** A file of the page, of a library or of the replay's output; nothing else of the machine can be named. */
export function findFile(path: string, out: OutFolder): StaticFile | undefined {
  if (Object.hasOwn(PAGE_FILES, path)) return read(join(PAGE, PAGE_FILES[path]));
  if (Object.hasOwn(LIBRARIES, path)) return read(LIBRARIES[path]());
  const name = path.startsWith('/files/') ? path.slice('/files/'.length) : '';
  if (!out.files().includes(name)) return undefined;
  return { content: readFileSync(join(out.path, name)), type: 'application/octet-stream', download: name.replaceAll('/', '-') };
}

function read(file: string): StaticFile {
  return { content: readFileSync(file), type: TYPES[extname(file)] };
}

function packageFolder(name: string): string {
  return join(require.resolve(`${name}/package.json`), '..');
}
