import { markdownTable, withFigures } from '../../../lab/figures/figures';

const DOCUMENT = `# Title

<!-- figures: chaos -->
old
<!-- end of figures: chaos -->

Prose.

<!-- figures: fuzz -->
<!-- end of figures: fuzz -->
`;

test('GIVEN a document with two blocks WHEN figures of one are written THEN only that block changes, and writing again changes nothing', () => {
  const once = withFigures(DOCUMENT, 'chaos', '| runs |\n');
  expect(once).toBe(DOCUMENT.replace('old', '| runs |'));
  expect(withFigures(once, 'chaos', '| runs |')).toBe(once);
});

test('GIVEN an empty block WHEN figures are written THEN they stand in it', () => {
  expect(withFigures(DOCUMENT, 'fuzz', 'new')).toContain('<!-- figures: fuzz -->\nnew\n<!-- end of figures: fuzz -->');
});

test('GIVEN a document without the block WHEN figures are written THEN the error names it', () => {
  expect(() => withFigures(DOCUMENT, 'mutants', 'new')).toThrow('There is no block for the figures "mutants"');
});

test('GIVEN rows WHEN made a table THEN numbers are grouped by thousands', () => {
  expect(markdownTable(['what', 'how often'], [['runs', 20000]])).toBe('| what | how often |\n| --- | --- |\n| runs | 20,000 |');
});
