import { join } from 'node:path';

interface SharedServers {
  /** The port of the worker's server of a script of `lab/replay/servers`. */
  portOf(script: string): Promise<number>;
}

/** Jest's environment has `requireShared`, which takes a module from the worker itself; the runner of mutants has one process, whose modules are all shared. */
const { requireShared = require } = globalThis as { requireShared?: NodeJS.Require };

export const { portOf } = requireShared(join(__dirname, 'shared-servers.cjs')) as SharedServers;
