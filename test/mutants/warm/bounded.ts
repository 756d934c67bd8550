/** Bounds what never comes back: a mutant may turn a loop into an endless one, and no timer of the same process would ever notice. */
import { Script } from 'node:vm';

export const TOOK_TOO_LONG = 'Exceeded timeout';

const PLACE = '__bounded__';
const call = new Script(`globalThis.${PLACE}()`);

/** Does some work; throws if what it does before it first waits takes longer. */
export function bounded<T>(work: () => T, milliseconds: number): T {
  const places = globalThis as Record<string, unknown>;
  const outer = places[PLACE];
  places[PLACE] = work;
  try {
    return call.runInThisContext({ timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new Error(`${TOOK_TOO_LONG} of ${milliseconds} ms, without an end in sight`);
  } finally {
    places[PLACE] = outer;
  }
}
