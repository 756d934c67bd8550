import { BundledPackage, notices, packageFolders } from '../../projenrc/third-party-notices';

const library = (name: string, given: Partial<BundledPackage> = {}): BundledPackage => ({
  name,
  version: '1.0.0',
  licence: 'MIT',
  texts: ['You may.'],
  ...given,
});

describe('the third-party notices', () => {
  test('are of the packages that have code in the bundle, and of no others', () => {
    // GIVEN
    const inputs = {
      'src/handler.ts': { bytesInOutput: 10 },
      '../shared/node_modules/@a/b/lib/index.js': { bytesInOutput: 10 },
      '../shared/node_modules/@a/b/lib/more.js': { bytesInOutput: 10 },
      'node_modules/outer/node_modules/inner/index.js': { bytesInOutput: 10 },
      'node_modules/shaken-off/index.js': { bytesInOutput: 0 },
    };
    // WHEN
    const folders = packageFolders({ outputs: { 'assets/index.js': { inputs } } });
    // THEN
    expect(folders).toEqual(['../shared/node_modules/@a/b', 'node_modules/outer/node_modules/inner']);
  });

  test('are the same in whatever order the packages were found', () => {
    const [a, b, c] = [library('a'), library('b', { texts: ['You also may.'] }), library('c')];
    expect(notices([c, b, a])).toBe(notices([a, b, c]));
  });

  test('tell a text once for all packages that have it', () => {
    const text = notices([library('a'), library('b', { version: '2.0.0' })]);
    expect(text).toContain('a 1.0.0 (MIT)\nb 2.0.0 (MIT)\n\nYou may.\n');
    expect(text.split('You may.')).toHaveLength(2);
  });

  test('of no package name none', () => {
    expect(notices([])).toBe('This bundle contains no code of other packages.\n');
  });

  test.each(['GPL-3.0', 'MIT OR GPL-3.0', 'none'])('refuse licence %s', (licence) => {
    expect(() => notices([library('a', { licence })])).toThrow(
      `a 1.0.0 has licence ${licence}; only 0BSD, Apache-2.0, BSD-2-Clause, BSD-3-Clause, ISC, MIT may be bundled`,
    );
  });

  test('refuse a package that has no licence file', () => {
    expect(() => notices([library('a', { texts: [] })])).toThrow('a 1.0.0 has no licence file');
  });
});
