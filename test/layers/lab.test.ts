import { sourceFiles } from './sources';

/** Imports of another folder tree than the file's own start with `../`. */
const leaves = (imported: string): boolean => imported.startsWith('../');

describe('the lab', () => {
  test('nothing in src imports it', () => {
    const outside = sourceFiles().flatMap(({ path, imports }) => imports.filter(leaves).map((imported) => `${path} -> ${imported}`));
    expect(outside).toEqual([]);
  });

  test('lab/aws has the semantics of AWS alone: it imports nothing else of the lab, and nothing of src', () => {
    const files = sourceFiles('lab').filter(({ path }) => path.startsWith('aws/'));
    expect(files.length).toBeGreaterThan(40);
    const isLocal = (imported: string): boolean => leaves(imported) || imported.endsWith('.ts');
    const outside = files.flatMap(({ path, imports }) =>
      imports.filter((imported) => isLocal(imported) && !imported.startsWith('aws/')).map((imported) => `${path} -> ${imported}`),
    );
    expect(outside).toEqual([]);
  });
});
