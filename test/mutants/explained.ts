import { readFileSync } from 'node:fs';
import { isSameMutant } from './mutant-key';
import { isAlive, Mutant } from './report';

/** By reason and file, the mutants that live on: each stands there as often as it lives on in its file. */
export interface Explained {
  readonly [reason: string]: { readonly [file: string]: readonly string[] };
}

export interface Explanation {
  readonly reason: string;
  readonly file: string;
  readonly key: string;
}

export const EXPLAINED = 'test/mutants/survivors.json';
export const readExplained = (): Explained => JSON.parse(readFileSync(EXPLAINED, 'utf8')) as Explained;

export const explanationsOf = (explained: Explained): Explanation[] =>
  Object.entries(explained).flatMap(([reason, files]) =>
    Object.entries(files).flatMap(([file, keys]) => keys.map((key) => ({ reason, file, key }))),
  );

export interface Judged {
  /** Mutants that live on, and that nothing explains. */
  readonly unexplained: readonly Mutant[];
  /** Explanations of mutants that are gone, or that tests notice. */
  readonly stale: readonly Explanation[];
  /** Mutants that could not be run. */
  readonly untried: readonly Mutant[];
}

/** Compares survivors with their explanations. Files that were not tried are left alone. */
export function judge(mutants: readonly Mutant[], explained: Explained): Judged {
  const tried = new Set(mutants.map(({ file }) => file));
  const left = explanationsOf(explained).filter(({ file }) => tried.has(file));
  const unexplained = mutants.filter(isAlive).filter((mutant) => !takeFrom(left, mutant));
  // What takes too long on a busy machine is no survivor, and may well be explained as one.
  mutants.filter(({ status }) => status === 'Timeout').forEach((mutant) => takeFrom(left, mutant));
  return { unexplained, stale: left, untried: mutants.filter(({ status }) => status.endsWith('Error') || status === 'Pending') };
}

/** What is wrong, a line each. */
export function complaints({ untried, unexplained, stale }: Judged): string[] {
  return [
    ...untried.map(({ file, line, status, key, reason }) => `not tried (${status}): ${file}:${line}: ${key}: ${reason}`),
    ...unexplained.map(({ file, line, status, key }) => `lives on (${status}): ${file}:${line}: ${key}`),
    ...stale.map(({ file, key }) => `explained, and no survivor: ${file}: ${key}`),
  ];
}

function takeFrom(left: Explanation[], { file, key }: Mutant): boolean {
  const index = left.findIndex((explanation) => explanation.file === file && isSameMutant(explanation.key, key));
  if (index >= 0) left.splice(index, 1);
  return index >= 0;
}
