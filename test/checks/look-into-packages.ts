/** Looks into the packages of all languages: `look-into-packages DIST LANGUAGE...`. Exit code 1 where one shows what only the repository or another language has. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text that users of a package read, what it must hold, and what it must not. */
export interface PackagedText {
  readonly name: string;
  readonly text: string;
  readonly has: readonly RegExp[];
  readonly hasNot: readonly RegExp[];
}

/** Code as the README and doc comments have it, before it is translated. */
const TYPESCRIPT = [/^[\s*/]*import \{ .* \} from '/m, /^[\s*/]*declare const /m];
/** Outside of the repository it leads nowhere. */
const RELATIVE_LINK = /\]\((?!https?:\/\/)/;

export const faultsOf = ({ name, text, has, hasNot }: PackagedText): string[] => [
  ...has.filter((pattern) => !pattern.test(text)).map((pattern) => `${name} lacks ${String(pattern)}`),
  ...hasNot.filter((pattern) => pattern.test(text)).map((pattern) => `${name} holds ${String(pattern)}: ${pattern.exec(text)?.[0].trim()}`),
];

const escaped = (text: string): string => text.replace(/[.^$*+?()[\]{}|\\]/g, '\\$&');

/** The lowest versions that the library takes. */
function floors(): { readonly cdk: string; readonly constructs: string } {
  const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { peerDependencies: Record<string, string> };
  const [cdk, constructs] = ['aws-cdk-lib', 'constructs'].map((name) => escaped(peerDependencies[name].replace('^', '')));
  return { cdk, constructs };
}

function only(folder: string, pattern: RegExp): string {
  const found = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => pattern.test(file)) : [];
  if (found.length !== 1) throw new Error(`${folder} must hold one file like ${String(pattern)}, and holds ${found.length}`);
  return join(folder, found[0]);
}

const inArchive = (archive: string, file: string): string =>
  execFileSync('unzip', ['-p', archive, file], { encoding: 'utf8', maxBuffer: 2 ** 28 });

function python(dist: string): PackagedText[] {
  const wheel = only(join(dist, 'python'), /\.whl$/);
  const { cdk, constructs } = floors();
  const requires = (name: string, floor: string): RegExp => new RegExp(`^Requires-Dist: ${name} <[\\d.]+,>=${floor}$`, 'm');
  return [
    {
      name: 'The page on PyPI',
      text: inArchive(wheel, '*.dist-info/METADATA'),
      has: [/^from cdk_batch_insights import BatchInsights$/m, requires('aws-cdk-lib', cdk), requires('constructs', constructs)],
      hasNot: [...TYPESCRIPT, RELATIVE_LINK],
    },
    {
      name: 'The help of Python',
      text: inArchive(wheel, 'cdk_batch_insights/__init__.py'),
      has: [/^\s+from cdk_batch_insights import /m],
      hasNot: TYPESCRIPT,
    },
  ];
}

function java(dist: string): PackagedText[] {
  const { cdk, constructs } = floors();
  const takes = (artifact: string, floor: string): RegExp => new RegExp(`<artifactId>${artifact}</artifactId>\\s*<version>\\[${floor},`);
  return [
    {
      name: 'The POM',
      text: readFileSync(only(join(dist, 'java'), /\.pom$/), 'utf8'),
      has: [takes('aws-cdk-lib', cdk), takes('constructs', constructs)],
      hasNot: [],
    },
    {
      name: 'The sources of Java',
      text: inArchive(only(join(dist, 'java'), /-sources\.jar$/), 'io/github/cdkbatchinsights/*.java'),
      has: [/^[\s*]*BatchInsights\.Builder\.create\(/m],
      hasNot: TYPESCRIPT,
    },
  ];
}

function go(dist: string): PackagedText[] {
  const folder = join(dist, 'go/cdkbatchinsights');
  const { cdk, constructs } = floors();
  const sources = readdirSync(folder).filter((file) => file.endsWith('.go'));
  return [
    {
      name: 'go.mod',
      text: readFileSync(join(folder, 'go.mod'), 'utf8'),
      has: [new RegExp(`awscdk/v2 v${cdk}$`, 'm'), new RegExp(`constructs/v10 v${constructs}$`, 'm')],
      hasNot: [],
    },
    { name: 'The README of Go', text: readFileSync(join(folder, 'README.md'), 'utf8'), has: [], hasNot: [...TYPESCRIPT, RELATIVE_LINK] },
    {
      name: 'The sources of Go',
      text: sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n'),
      has: [/^\/\/\s+cdkbatchinsights\.NewBatchInsights\(stack, jsii\.String\("Insights"\)/m],
      hasNot: TYPESCRIPT,
    },
  ];
}

/** The package itself, or the code that it is built from where there is no .NET SDK. */
function dotnet(dist: string): PackagedText[] {
  const folder = join(dist, 'dotnet');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const built = files.find((file) => file.endsWith('.nupkg'));
  const sources = files.filter((file) => file.endsWith('.cs'));
  const text = built
    ? inArchive(join(folder, built), 'lib/*/CdkBatchInsights.xml')
    : sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  return [{ name: 'The documentation of C#', text, has: [/new BatchInsights\(stack, (?:"|&quot;)Insights/], hasNot: TYPESCRIPT }];
}

const TEXTS: Readonly<Record<string, (dist: string) => PackagedText[]>> = { python, java, go, dotnet };

function main([dist, ...languages]: readonly string[]): number {
  const texts = languages.flatMap((language) => TEXTS[language](dist));
  const faults = texts.flatMap(faultsOf);
  for (const fault of faults) console.log(fault);
  if (faults.length === 0) {
    console.log(`${texts.length} texts of packages speak the language of their users, and take the lowest aws-cdk-lib.`);
  }
  return faults.length === 0 ? 0 : 1;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
