/**
 * Asks the registry for known vulnerabilities of what ships: `npm audit` over the packages that the bundles hold, in their locked versions.
 * `audit [--may-be-unanswered]`, run in the project's folder after the bundles were built. Exit code 1 where there are any, or where the
 * registry does not answer: with `--may-be-unanswered` that is 75, "not judged".
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedFolders } from './shipped-packages';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
}

interface Lock {
  readonly packages: { readonly [folder: string]: Locked };
}

interface ShippedLock {
  readonly name: string;
  readonly version: string;
  readonly lockfileVersion: 3;
  readonly requires: true;
  readonly packages: { readonly '': { readonly dependencies: Readonly<Record<string, string>> } };
}

/** How npm reports that its registry knows no audits, or does not answer. */
const UNANSWERED = /audit endpoint returned an error|ENOAUDIT|EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ECONNRESET|ECONNREFUSED/;
const NOT_JUDGED = 75;

/** The lock file of a project that depends on what ships, and on nothing else. */
export function shippedLock(lock: Lock, folders: readonly string[]): ShippedLock {
  const packages = folders.map((folder) => {
    const locked = lock.packages[folder];
    if (!locked) throw new Error(`Bundled, and not in the lock file: ${folder}`);
    return [folder, { version: locked.version, integrity: locked.integrity }] as const;
  });
  const dependencies = Object.fromEntries(packages.map(([folder, { version }]) => [folder.replace(/^.*node_modules\//, ''), version]));
  const root = { name: 'shipped', version: '1.0.0', dependencies };
  return {
    name: root.name,
    version: root.version,
    lockfileVersion: 3,
    requires: true,
    packages: { '': root, ...Object.fromEntries(packages) },
  };
}

export function audit(project: string, mayBeUnanswered: boolean): number {
  const lock = shippedLock(JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as Lock, shippedFolders(project));
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  try {
    const { dependencies } = lock.packages[''];
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shipped', version: '1.0.0', dependencies }));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    const { status, stdout, stderr } = spawnSync('npm', ['audit', '--package-lock-only'], { cwd: folder, encoding: 'utf8' });
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    if (status !== 0 && mayBeUnanswered && UNANSWERED.test(stderr)) {
      process.stdout.write(`Not judged: this registry answers no audits. ${Object.keys(dependencies).length} packages would be.\n`);
      return NOT_JUDGED;
    }
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (require.main === module) process.exitCode = audit('.', process.argv.includes('--may-be-unanswered'));
