import { readFileSync } from 'node:fs';
import { withFigures } from '../../lab/figures/figures';
import { HISTORY_DOC, historyTables } from '../../lab/records/history-tables';

const DOCUMENT = readFileSync(HISTORY_DOC, 'utf8');

test.each([...historyTables()])(
  'the documentation has the %s as the code has them; `npm run lab -- records --write` writes them',
  (name, table) => {
    expect(DOCUMENT).toBe(withFigures(DOCUMENT, name, table));
  },
);
