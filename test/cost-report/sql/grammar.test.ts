import { CUR_2, legacyFormat } from '../../../src/cost-report/sql/line-items';
import { costQueries } from '../../../src/cost-report/sql/queries';
import { costViews } from '../../../src/cost-report/sql/views';
import { trinoGrammar } from '../../job-history/sql/grammar';

const FORMATS = { 'an export of CUR 2.0': CUR_2, 'a legacy report': legacyFormat(['user_project']) };
const STATEMENTS = [
  ...Object.entries(FORMATS).flatMap(([of, format]) =>
    costViews(format).map(({ name, sql }) => [`the view ${name} over ${of}`, sql] as const),
  ),
  ...costQueries().map(({ id, sql }) => [`the query ${id}`, sql] as const),
];

describe('by the grammar of Trino', () => {
  let problemsOf: (sql: string) => string[];
  beforeAll(() => {
    problemsOf = trinoGrammar();
  });

  test.each(STATEMENTS)('%s is a statement', (_, sql) => {
    expect(problemsOf(sql)).toEqual([]);
  });
});
