import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { documents, readmes } from './code-blocks';

const ROOT = join(__dirname, '../..');
const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /^```[^]*?^```$|`[^`\n]+`/gm;

const others = (): string[] => [
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs/adr')).map((file) => `docs/adr/${file}`),
  ...readdirSync(join(ROOT, 'examples')).map((folder) => `examples/${folder}/README.md`),
];

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The anchors that GitHub gives headings. */
function anchorsOf(file: string): string[] {
  const headings = [
    ...read(file)
      .replace(/^```[^]*?^```$/gm, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading]) => heading);
  return headings.map((heading) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/ /g, '-'),
  );
}

function faultsIn(file: string): string[] {
  const links = [...read(file).replace(CODE, '').matchAll(LINK)].map(([, to]) => to).filter((to) => !/^[a-z]+:/.test(to));
  return links.flatMap((to) => {
    const [path, anchor] = to.split('#');
    const target = path === '' ? file : relative(ROOT, join(ROOT, dirname(file), path));
    if (!existsSync(join(ROOT, target))) return [`${file}: there is no ${to}`];
    return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor)
      ? [`${file}: there is no section ${to}`]
      : [];
  });
}

describe('links between documents', () => {
  test('lead to files and sections that are there', () => {
    expect([...readmes(), ...documents(), ...others()].flatMap(faultsIn)).toEqual([]);
  });
});
