import { readFileSync } from 'node:fs';
import { withFigures } from '../../lab/figures/figures';
import { fieldTables, JOB_RECORD_DOC } from '../../lab/records/field-tables';

const DOCUMENT = readFileSync(JOB_RECORD_DOC, 'utf8');

test.each([...fieldTables()])(
  'the documentation has the %s as the schema has them; `npm run lab -- records --write` writes them',
  (name, table) => {
    expect(DOCUMENT).toBe(withFigures(DOCUMENT, name, table));
  },
);
