/** The lines that a run wrote, read in three ways: all, without marked lines, and without duplicates. */
import { InvocationEntry, Phase, Written } from './journal';

/** All lines that were written, also by invocations that died afterwards. */
export const written = (entries: readonly InvocationEntry[], phase: Phase): Written[] =>
  entries.filter((entry) => entry.phase === phase).flatMap((entry) => entry.written);

export const unmarked = (all: readonly Written[]): Written[] => all.filter(({ mark }) => mark === undefined);

/** Without what died, whose messages came again; all that is marked with it. */
export const ofTheLiving = (entries: readonly InvocationEntry[]): InvocationEntry[] => entries.filter(({ crashed }) => !crashed);

/** Without what died, and without what is marked and whose message had been handled to its end before. */
export function withoutDuplicates(entries: readonly InvocationEntry[]): Written[] {
  const handled = new Set<string>();
  return ofTheLiving(entries).flatMap((entry) => {
    const kept = entry.written.filter(({ mark }) => mark === undefined || !handled.has(`${entry.functionId} ${mark}`));
    for (const token of entry.tokens) if (!entry.failedTokens.has(token)) handled.add(`${entry.functionId} ${token}`);
    return kept;
  });
}
