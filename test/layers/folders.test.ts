import { SourceFile, sourceFiles } from './sources';

/** The folder that a file belongs to: domain and runtime have a floor below them, constructs are one folder each. */
const folderOf = (path: string): string => {
  const parts = path.split('/').slice(0, -1);
  return parts.slice(0, ['domain', 'runtime'].includes(parts[0]) ? 2 : 1).join('/');
};

const isSource = (path: string): boolean => path.endsWith('.ts') && !path.endsWith('.lambda.ts') && !path.endsWith('-function.ts');

/** Folders and the folders that their files import. */
function arrows(files: readonly SourceFile[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { path, imports } of files.filter((file) => isSource(file.path))) {
    const from = folderOf(path);
    const to = imports.filter(isSource).map(folderOf);
    found.set(from, new Set([...(found.get(from) ?? []), ...to.filter((folder) => folder !== from)]));
  }
  return found;
}

/** The first circle that is found, as the folders that it runs through. */
function circle(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>();
  const visit = (folder: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(folder)) return [...way.slice(way.indexOf(folder)), folder];
    if (done.has(folder)) return undefined;
    for (const next of graph.get(folder) ?? []) {
      const found = visit(next, [...way, folder]);
      if (found) return found;
    }
    done.add(folder);
    return undefined;
  };
  for (const folder of graph.keys()) {
    const found = visit(folder, []);
    if (found) return found;
  }
  return undefined;
}

describe('the folders of src', () => {
  test('a circle is found, however long', () => {
    expect(
      circle(
        new Map([
          ['a', new Set(['b'])],
          ['b', new Set(['c'])],
          ['c', new Set(['a'])],
        ]),
      ),
    ).toEqual(['a', 'b', 'c', 'a']);
    expect(
      circle(
        new Map([
          ['a', new Set(['b', 'c'])],
          ['b', new Set(['c'])],
          ['c', new Set<string>()],
        ]),
      ),
    ).toBeUndefined();
  });

  test('arrows between folders run one way', () => {
    const graph = arrows(sourceFiles());
    expect(graph.size).toBeGreaterThan(20);
    expect(circle(graph)).toBeUndefined();
  });
});
