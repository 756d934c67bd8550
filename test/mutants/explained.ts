import { readFileSync } from 'node:fs';
import { isAlive, Mutant } from './report';

/** By reason and file, the mutants that live on: each stands there as often as it lives on in its file. */
export interface Explained {
  readonly [reason: string]: { readonly [file: string]: readonly string[] };
}

export const EXPLAINED = 'test/mutants/survivors.json';
export const readExplained = (): Explained => JSON.parse(readFileSync(EXPLAINED, 'utf8')) as Explained;

/** What is wrong with the explanations: survivors without one, and explained mutants that are gone. Says nothing of files that were not tried. */
export function complaints(mutants: readonly Mutant[], explained: Explained): string[] {
  const tried = new Set(mutants.map(({ file }) => file));
  const left = Object.values(explained)
    .flatMap((files) => Object.entries(files))
    .flatMap(([file, changes]) => changes.map((change) => keyOf(file, change)));
  const unexplained = mutants.filter(isAlive).filter(({ file, change }) => !takeFrom(left, keyOf(file, change)));
  // What takes too long on a busy machine is no survivor, and may well be explained as one.
  mutants.filter(({ status }) => status === 'Timeout').forEach(({ file, change }) => takeFrom(left, keyOf(file, change)));
  const untried = mutants.filter(({ status }) => status.endsWith('Error') || status === 'Pending');
  return [
    ...untried.map(({ file, line, status, change, reason }) => `not tried (${status}): ${file}:${line}: ${change}: ${reason}`),
    ...unexplained.map(({ file, line, status, change }) => `lives on (${status}): ${file}:${line}: ${change}`),
    ...left.filter((key) => tried.has(key.split(': ')[0])).map((key) => `explained, and no survivor: ${key}`),
  ];
}

const keyOf = (file: string, change: string): string => `${file}: ${change}`;

function takeFrom(keys: string[], key: string): boolean {
  const index = keys.indexOf(key);
  if (index >= 0) keys.splice(index, 1);
  return index >= 0;
}
