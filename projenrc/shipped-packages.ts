/** What ships beside this project's own code: the packages that the handlers' bundles hold. Run-time dependencies there are none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metafile, packageFolders } from './third-party-notices';

const METAFILES = 'out';

/** Folders of all packages that any bundle has code of, below the project's folder. */
export function shippedFolders(project: string): string[] {
  const metafiles = readdirSync(join(project, METAFILES)).filter((file) => /^bundle-.*\.json$/.test(file));
  if (metafiles.length === 0) throw new Error(`There is no bundle-*.json in ${METAFILES}: run "npx projen bundle" first`);
  const folders = metafiles.flatMap((file) => packageFolders(JSON.parse(readFileSync(join(project, METAFILES, file), 'utf8')) as Metafile));
  return [...new Set(folders)].sort();
}
