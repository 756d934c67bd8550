/**
 * Writes THIRD-PARTY-NOTICES.txt beside each bundle: the packages whose code esbuild put in it, with their licences.
 * `third-party-notices METAFILE…`, run in the project's folder after esbuild.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What esbuild's metafile says that is needed here. */
export interface Metafile {
  readonly outputs: { readonly [file: string]: { readonly inputs: { readonly [file: string]: { readonly bytesInOutput: number } } } };
}

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** The texts of the package's licence and notice files. */
  readonly texts: readonly string[];
}

/** Licences that ask for nothing but their own text. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
const LEGAL_FILE = /^(licen[cs]e|notice|copying)(\.(md|txt))?$/i;
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The folders of the packages that a bundle holds code of. */
export function packageFolders(metafile: Metafile): string[] {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? (PACKAGE_FOLDER.exec(file) ?? []) : []));
  return [...new Set(folders)];
}

export function readPackage(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const files = readdirSync(folder)
    .filter((file) => LEGAL_FILE.test(file))
    .sort(byText);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim());
  return { name: String(name), version: String(version), licence: typeof license === 'string' ? license : 'none', texts };
}

/** The same packages give the same text, wherever and in whatever order they were found. Licences are told once. */
export function notices(packages: readonly BundledPackage[]): string {
  if (packages.length === 0) return 'This bundle contains no code of other packages.\n';
  packages.forEach(refuseWhatMayNotBeBundled);
  const titled = packages.map(({ name, version, licence, texts }) => ({
    title: `${name} ${version} (${licence})`,
    text: texts.join('\n\n'),
  }));
  const sections = new Map<string, Set<string>>();
  for (const { title, text } of titled.sort((a, b) => byText(a.title, b.title))) {
    sections.set(text, (sections.get(text) ?? new Set()).add(title));
  }
  const rule = `\n\n${'='.repeat(80)}\n`;
  return (
    [
      'This bundle contains code of these packages, under their licences.',
      ...[...sections].map(([text, titles]) => `${[...titles].join('\n')}\n\n${text}`),
    ].join(rule) + '\n'
  );
}

function refuseWhatMayNotBeBundled({ name, version, licence, texts }: BundledPackage): void {
  if (!ALLOWED.includes(licence)) throw new Error(`${name} ${version} has licence ${licence}; only ${ALLOWED.join(', ')} may be bundled`);
  if (texts.length === 0) throw new Error(`${name} ${version} has no licence file, and its licence asks for the text`);
}

export function writeNotices(metafilePath: string): void {
  const metafile = JSON.parse(readFileSync(metafilePath, 'utf8')) as Metafile;
  const [bundle] = Object.keys(metafile.outputs);
  if (!bundle || !existsSync(bundle)) throw new Error(`${metafilePath} names no bundle that is there`);
  const packages = packageFolders(metafile).map((folder) => readPackage(resolve(folder)));
  writeFileSync(join(dirname(bundle), 'THIRD-PARTY-NOTICES.txt'), notices(packages));
}

if (require.main === module) process.argv.slice(2).forEach(writeNotices);
