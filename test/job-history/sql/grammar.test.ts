import { trinoGrammar } from './grammar';
import { compactionSql } from '../../../src/domain/history/compaction';
import { HISTORY_DATASETS, HistoryDatasetName } from '../../../src/domain/names/history';
import { historyQueries } from '../../../src/job-history/sql/queries';
import { historyViews } from '../../../src/job-history/sql/views';

const DATASETS = Object.keys(HISTORY_DATASETS) as HistoryDatasetName[];

describe('by the grammar of Trino', () => {
  let problemsOf: (sql: string) => string[];
  beforeAll(() => {
    problemsOf = trinoGrammar();
  });

  test('SQL of another dialect is refused', () => {
    expect(problemsOf('select list_transform(a, x -> x + 1) from t')).toEqual([]);
    expect(problemsOf('select a from t qualify row_number() over () = 1')).not.toEqual([]);
    expect(problemsOf('select * exclude (a) from t')).not.toEqual([]);
  });

  test.each(historyViews(DATASETS).map(({ name, sql }) => [name, sql]))('the view %s is a statement', (_name, sql) => {
    expect(problemsOf(sql)).toEqual([]);
  });

  test.each(DATASETS)('the compaction of %s is a statement', (dataset) => {
    expect(problemsOf(compactionSql(dataset, '2026-01-31'))).toEqual([]);
  });

  test.each(historyQueries(DATASETS).map(({ id, sql }) => [id, sql]))('the query %s is a statement', (_id, sql) => {
    expect(problemsOf(sql)).toEqual([]);
  });
});
