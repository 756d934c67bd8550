import { createRequire } from 'node:module';
import { sep } from 'node:path';
import type * as FastCheck from 'fast-check';
import type { ServerProcess } from '../../../lab/replay/servers/server-process';

/** Runs of a property for each mutant, the same ones each time. Those that talk to servers are slow. */
const RUNS = 8;
const RUNS_WITH_SERVERS = 2;

type Load = (request: string, parent: NodeJS.Module, isMain: boolean) => unknown;
const modules = createRequire(__filename)('node:module') as { _load: Load };
const servers = new Map<string, Promise<ServerProcess>>();

let hooked = false;

/** What is loaded by many files and slow: properties get few runs, and the servers behind the tests are started once. */
export function loadForMutants(): void {
  if (hooked) return;
  hooked = true;
  const load = modules._load;
  modules._load = function (request, parent, isMain) {
    const loaded = load.call(this, request, parent, isMain);
    if (request === 'fast-check') return withFewRuns(loaded as typeof FastCheck);
    if (request.endsWith('/server-process')) return { startServer: shared((loaded as { startServer: Start }).startServer) };
    return loaded;
  };
}

type Start = (script: string) => Promise<ServerProcess>;

function shared(start: Start): Start {
  return async (script) => {
    if (!servers.has(script)) servers.set(script, start(script));
    const { port } = (await servers.get(script)) as ServerProcess;
    return { port, stop: async () => undefined };
  };
}

function withFewRuns(fc: typeof FastCheck): typeof FastCheck {
  const assert = (property: FastCheck.IRawProperty<unknown>, parameters?: FastCheck.Parameters<unknown>) =>
    fc.assert(property, { ...parameters, numRuns: property.isAsync() ? RUNS_WITH_SERVERS : RUNS, seed: 7, endOnFailure: true });
  return { ...fc, assert } as typeof FastCheck;
}

const ofProject = (): string[] => Object.keys(require.cache).filter((file) => file.startsWith(process.cwd() + sep));

export function forgetModules(files = ofProject()): void {
  files.forEach((file) => delete require.cache[file]);
}

/** Loads a module, and all that needs it, anew for a while, and goes back to the ones that were loaded before. Others stay as they are. */
export async function withNewModules<T>(needed: string, work: () => Promise<T>): Promise<T> {
  const kept = new Map(ofProject().map((file) => [file, require.cache[file]] as const));
  forgetModules(thoseThatNeed(needed));
  try {
    return await work();
  } finally {
    forgetModules();
    kept.forEach((module, file) => {
      require.cache[file] = module;
    });
  }
}

/** The project's loaded files that need one, by however many steps, and this one itself. */
export function thoseThatNeed(needed: string): string[] {
  const parents = new Map<string, string[]>();
  for (const file of ofProject()) {
    for (const { filename } of require.cache[file]?.children ?? []) parents.set(filename, [...(parents.get(filename) ?? []), file]);
  }
  const found = new Set([needed]);
  for (const file of found) parents.get(file)?.forEach((parent) => found.add(parent));
  return [...found];
}
