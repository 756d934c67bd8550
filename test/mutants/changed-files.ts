/** The files of which a change's mutants are tried: all that it touches, or a sample by a seed where that would take too long. */
import { readFileSync } from 'node:fs';
import { Random } from '../../lab/simulate/random';

/** About a quarter of the rules and handlers, and a few minutes. */
export const MAX_LINES = 1_500;

export interface Chosen {
  readonly files: readonly string[];
  /** Files that the change touches, too. */
  readonly left: readonly string[];
}

/** Whether mutants are made of a file. */
export const isMutated = (file: string): boolean => /^src\/(domain|runtime)\/.*\.ts$/.test(file);

/** @param linesOf how many lines a file has */
export function choose(changed: readonly string[], seed: number, linesOf: (file: string) => number = countLines): Chosen {
  const files: string[] = [];
  const left: string[] = [];
  let lines = 0;
  for (const file of shuffled(changed, seed)) {
    const isRoom = lines + linesOf(file) <= MAX_LINES || files.length === 0;
    (isRoom ? files : left).push(file);
    if (isRoom) lines += linesOf(file);
  }
  return { files: files.sort(), left: left.sort() };
}

function shuffled(files: readonly string[], seed: number): string[] {
  return [...files].sort().sort((a, b) => new Random(seed, a).next() - new Random(seed, b).next());
}

const countLines = (file: string): number => readFileSync(file, 'utf8').split('\n').length;
