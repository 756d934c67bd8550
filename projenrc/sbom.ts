/**
 * Writes the bill of materials of what ships, in CycloneDX: npm's own, of which only the packages are kept that the bundles hold.
 * `sbom FILE`, run in the project's folder after the bundles were built.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { shippedFolders } from './shipped-packages';
import { readPackage } from './third-party-notices';

interface Property {
  readonly name: string;
  readonly value: string;
}

interface Component {
  /** `name@version` */
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly properties?: readonly Property[];
}

export interface Bom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** npm's word for what only development needs: what is bundled is shipped. */
const isAboutDevelopment = ({ name }: Property): boolean => name === 'cdx:npm:package:development';

export interface Release {
  readonly name: string;
  readonly version: string;
}

/** Only what ships, and nothing in it depends on what does not. */
export function billOfMaterials(all: Bom, { name, version }: Release, shipped: readonly string[]): Bom {
  const known = all.components.filter((component) => shipped.includes(component['bom-ref']));
  const components = known.map((component) => ({
    ...component,
    properties: (component.properties ?? []).filter((property) => !isAboutDevelopment(property)),
  }));
  const missing = shipped.filter((ref) => !components.some((component) => component['bom-ref'] === ref));
  if (missing.length > 0) throw new Error(`Bundled, and not known to npm: ${missing.join(', ')}`);
  const within = all.dependencies
    .filter(({ ref }) => shipped.includes(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => shipped.includes(other)) }));
  const ref = `${name}@${version}`;
  return {
    ...all,
    metadata: { ...all.metadata, component: { ...all.metadata.component, 'bom-ref': ref, name, version, purl: `pkg:npm/${ref}` } },
    components,
    dependencies: [{ ref, dependsOn: shipped }, ...within],
  };
}

export function writeBillOfMaterials(file: string): void {
  const all = JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'library'], { encoding: 'utf8', maxBuffer: 2 ** 28 }),
  ) as Bom;
  const shipped = shippedFolders('.')
    .map((folder) => readPackage(resolve(folder)))
    .map(({ name, version }) => `${name}@${version}`);
  const bom = billOfMaterials(all, releaseOf(JSON.parse(readFileSync('package.json', 'utf8')) as Release), shipped);
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
  console.log(`${file}: ${bom.components.length} packages in the bundles`);
}

/** A release bumps package.json while it builds, and takes that back; the version stays here. */
const VERSION_FILE = 'dist/version.txt';

const releaseOf = ({ name, version }: Release): Release => ({
  name,
  version: existsSync(VERSION_FILE) ? readFileSync(VERSION_FILE, 'utf8').trim() : version,
});

if (require.main === module) writeBillOfMaterials(process.argv[2]);
