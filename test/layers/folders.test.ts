import { findCycle } from './cycles';
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

describe('the folders of src', () => {
  test('arrows between folders run one way', () => {
    const graph = arrows(sourceFiles());
    expect(graph.size).toBeGreaterThan(20);
    expect(findCycle(graph)).toBeUndefined();
  });
});
