import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROJECT = join(__dirname, '../..');
export const BUNDLES = [
  'asg-monitoring/groups.lambda',
  'grafana-workspace/access.lambda',
  'grafana-workspace/dashboards.lambda',
  'cost-insights/pricing.lambda',
  'in-flight-snapshot/snapshot.lambda',
  'instance-registry/registry.lambda',
  'job-event-collector/collector.lambda',
  'job-explorer/explorer.lambda',
  'job-history/compact.lambda',
  'job-history/history.lambda',
  'job-history/import.lambda',
  'job-notifications/notify.lambda',
  'run-task-monitoring/run-task.lambda',
] as const;
export type BundleName = (typeof BUNDLES)[number];

/** A copy of what bundles are made of, in a folder of its own; the packages are shared. */
export function copyOfSources(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  for (const name of ['src', 'projenrc', 'package.json', 'tsconfig.json', 'tsconfig.dev.json']) {
    cpSync(join(PROJECT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  return folder;
}

/** Runs the very command of the build, `projen bundle:NAME`, in a folder. */
export function build(folder: string, name: BundleName): void {
  const { tasks } = JSON.parse(readFileSync(join(PROJECT, '.projen/tasks.json'), 'utf8')) as {
    tasks: Record<string, { steps: { execArgs: string[] }[] }>;
  };
  for (const {
    execArgs: [command, ...parameters],
  } of tasks[`bundle:${name}`].steps) {
    const { status, stderr } = spawnSync(join(PROJECT, 'node_modules/.bin', command), parameters, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  }
}

export const builtFile = (folder: string, name: BundleName, file = 'index.js'): string => join(folder, 'assets', name, file);

/** Builds a bundle before the tests of a file. Returns a function for the path of its code. */
export function useBundle(name: BundleName): () => string {
  let folder: string;
  beforeAll(() => {
    folder = copyOfSources();
    build(folder, name);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));
  return () => builtFile(folder, name);
}
