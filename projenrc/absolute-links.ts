/**
 * Makes the links and pictures of the README absolute in the assembly that jsii compiled: PyPI, pkg.go.dev and others show the README of a package, and
 * know nothing of the repository. `absolute-links`, run in the project's folder before packages are made; it changes nothing where it ran already.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const ASSEMBLY = '.jsii';
/** A link or picture, whose text may hold code; or else code, which stays as it is. */
const LINK_OR_CODE = /(!?)\[((?:`[^`\n]*`|[^\][`])*)\]\(([^)\s]+)\)|^```[^]*?^```$|`[^`\n]+`/gm;
const ELSEWHERE = /^(?:[a-z][a-z+.-]*:|\/\/)/i;

export interface Repository {
  /** `https://github.com/OWNER/NAME` */
  readonly url: string;
  readonly branch: string;
}

export function withAbsoluteLinks(markdown: string, repository: Repository): string {
  return markdown.replace(LINK_OR_CODE, (found, mark?: string, text?: string, to?: string) =>
    to === undefined ? found : `${mark}[${text}](${addressOf(to, mark === '!', repository)})`,
  );
}

/** An anchor alone leads to the README itself: not every registry gives headings the anchors that GitHub gives them. */
function addressOf(to: string, isPicture: boolean, { url, branch }: Repository): string {
  if (ELSEWHERE.test(to)) return to;
  if (to.startsWith('#')) return `${url}/blob/${branch}/README.md${to}`;
  if (isPicture) return `${url.replace('//github.com/', '//raw.githubusercontent.com/')}/${branch}/${to}`;
  return `${url}/${to.endsWith('/') ? 'tree' : 'blob'}/${branch}/${to}`;
}

interface Assembly {
  readonly repository: { readonly url: string };
  readonly readme?: { markdown: string };
}

function main(): void {
  const text = readFileSync(ASSEMBLY, 'utf8');
  const assembly = JSON.parse(text) as Assembly;
  if (assembly.readme === undefined) throw new Error(`${ASSEMBLY} holds no README: run "npx projen compile" first`);
  const repository = { url: assembly.repository.url.replace(/^git\+|\.git$/g, ''), branch: 'main' };
  const markdown = withAbsoluteLinks(assembly.readme.markdown, repository);
  if (markdown === assembly.readme.markdown) return;
  assembly.readme.markdown = markdown;
  writeFileSync(ASSEMBLY, JSON.stringify(assembly, null, 2));
}

if (require.main === module) main();
