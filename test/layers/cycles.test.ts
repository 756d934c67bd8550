import { findCycle } from './cycles';
import { SourceFile, sourceFiles } from './sources';

/** Files and the files of the same folder tree that they import, by value or by type. */
const importsOf = (files: readonly SourceFile[]): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(files.map(({ path, imports }) => [path, new Set(imports)]));

describe('the files import each other one way', () => {
  test('a cycle is found, however long', () => {
    expect(
      findCycle(
        new Map([
          ['a', new Set(['b'])],
          ['b', new Set(['c'])],
          ['c', new Set(['a'])],
        ]),
      ),
    ).toEqual(['a', 'b', 'c', 'a']);
    expect(
      findCycle(
        new Map([
          ['a', new Set(['b', 'c'])],
          ['b', new Set(['c'])],
          ['c', new Set<string>()],
        ]),
      ),
    ).toBeUndefined();
  });

  test.each(['src', 'lab'] as const)('no import of a file of %s leads back to it, by value or by type', (folder) => {
    const graph = importsOf(sourceFiles(folder));
    expect(graph.size).toBeGreaterThan(100);
    expect(findCycle(graph)).toBeUndefined();
  });
});
