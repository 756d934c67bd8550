/** Which tests are asked first whether they notice a mutant: the sooner one does, the less time it takes. */
import { basename, join, relative, sep } from 'node:path';
import { thoseThatNeed } from './modules';
import { Test, TestFile } from './test-file';

/** Quick tests of all files come before the others of any: most mutants are killed by one of them. */
const QUICK_MILLIS = 100;

/** Some tests of a file. */
type Some = readonly [TestFile, ReadonlySet<string>];

export class TestOrder {
  /** By file with mutants, the names of the files of tests that killed some, the last one first: they are the likeliest to kill its others. */
  private readonly killers = new Map<string, readonly string[]>();

  noteKiller(mutated: string, name: string): void {
    this.killers.set(mutated, [...new Set([name, ...(this.killers.get(mutated) ?? [])])]);
  }

  /** Tests by their files: the quick ones, then the others, and of both those of the likeliest files first, and then those that take least time. */
  quickestFirst(files: readonly TestFile[], tests: ReadonlySet<string>, mutated: string): Some[] {
    const those = (are: (test: Test) => boolean): Some[] =>
      files
        .map((file) => [file, file.tests.filter((test) => tests.has(test.id) && are(test))] as const)
        .filter(([, some]) => some.length > 0)
        .sort(([a, some], [b, others]) => this.compare(a.name, b.name, mutated) || sum(some) - sum(others))
        .map(([file, some]) => [file, new Set(some.map(({ id }) => id))] as const);
    const isQuick = ({ milliseconds }: Test) => milliseconds < QUICK_MILLIS;
    return [...those(isQuick), ...those((test) => !isQuick(test))];
  }

  /**
   * The files that need the one with the mutant: the likeliest first, then those whose place in the tests is most like its place in the source, and those of
   * one subject before others.
   */
  nearestFirst(files: readonly TestFile[], mutated: string): string[] {
    const place = relative(join(process.cwd(), 'src'), mutated);
    const likeness = (name: string) => {
      const other = relative('test', name);
      return [...place].findIndex((letter, index) => letter !== other[index]);
    };
    const depth = (name: string) => name.split(sep).length;
    const needing = new Set(thoseThatNeed(mutated));
    return files
      .map(({ name }) => name)
      .filter((name) => needing.has(join(process.cwd(), name)))
      .sort((a, b) => this.compare(a, b, mutated) || likeness(b) - likeness(a) || depth(b) - depth(a));
  }

  /** The file of tests that has the name of the one with the mutant comes first, and then those that killed mutants of it. */
  private compare(a: string, b: string, mutated: string): number {
    const killers = this.killers.get(mutated) ?? [];
    const place = (name: string): number => {
      if (basename(name, '.test.ts') === basename(mutated, '.ts')) return -1;
      const index = killers.indexOf(name);
      return index >= 0 ? index : killers.length;
    };
    return place(a) - place(b);
  }
}

const sum = (tests: readonly Test[]): number => tests.reduce((total, { milliseconds }) => total + milliseconds, 0);
