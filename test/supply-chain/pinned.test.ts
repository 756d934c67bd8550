import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');
const WORKFLOWS = join(PROJECT, '.github/workflows');

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
}

describe('what must not move', () => {
  const workflows = readdirSync(WORKFLOWS).map((file) => [file, readFileSync(join(WORKFLOWS, file), 'utf8')] as const);

  test.each(workflows)('%s uses actions by their hash alone', (_, text) => {
    const used = [...text.matchAll(/uses: *(\S+)/g)].map(([, action]) => action);
    expect(used.filter((action) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  test.each(workflows)('%s runs no package of whatever version is the newest', (_, text) => {
    expect(text).not.toContain('@latest');
  });

  test('nothing is merged by itself that the checks did not pass, at the queue and at its door', () => {
    expect(readFileSync(join(PROJECT, '.mergify.yml'), 'utf8').match(/- status-success=checks$/gm)).toHaveLength(2);
  });

  test.each([
    ['the project', 'package-lock.json', 100],
    ['the check by cdk-nag 3', 'test/checks/cdk-nag-3/package-lock.json', 5],
  ])('the lock file of %s has a version and a hash of every package, and the address of none', (_, file, atLeast) => {
    const { packages } = JSON.parse(readFileSync(join(PROJECT, file), 'utf8')) as { packages: Record<string, Locked> };
    const installed = Object.entries(packages).filter(([folder, { inBundle }]) => folder !== '' && !inBundle);
    expect(installed.length).toBeGreaterThan(atLeast);
    expect(
      installed
        .filter(([, { version, integrity, resolved }]) => !version || !/^sha512-/.test(integrity ?? '') || resolved)
        .map(([folder]) => folder),
    ).toEqual([]);
  });

  test('the checks install no package of Python without a hash', () => {
    const checks = join(PROJECT, 'test/checks');
    // These install the library as its users do.
    const consumers = ['python-consumer.sh', 'quick-starts.sh'];
    const scripts = (readdirSync(checks, { recursive: true }) as string[]).filter(
      (file) => file.endsWith('.sh') && !consumers.includes(file),
    );
    const installs = scripts.flatMap((file) =>
      readFileSync(join(checks, file), 'utf8')
        .split('\n')
        .filter((line) => /pip["']? install /.test(line)),
    );
    expect(installs).toEqual([expect.stringContaining('--require-hashes')]);
    const locks = readdirSync(join(checks, 'python-tools')).filter((file) => file.endsWith('.txt'));
    expect(locks).toHaveLength(5);
    expect(locks.filter((file) => readFileSync(join(checks, 'python-tools', file), 'utf8').includes('://'))).toEqual([]);
  });

  test('what is published depends on nothing but its peers', () => {
    const { dependencies, bundledDependencies, peerDependencies } = JSON.parse(
      readFileSync(join(PROJECT, 'package.json'), 'utf8'),
    ) as Record<string, object | undefined>;
    expect({ dependencies, bundledDependencies, peers: Object.keys(peerDependencies ?? {}).sort() }).toEqual({
      peers: ['aws-cdk-lib', 'constructs'],
    });
  });
});
