import { HISTORY_DATASETS, HistoryDatasetName } from '../../../src/domain/names/history';
import { historyQueries } from '../../../src/job-history/sql/queries';
import { historyViews } from '../../../src/job-history/sql/views';

const DATASETS = Object.keys(HISTORY_DATASETS) as HistoryDatasetName[];
/** Limits of AWS::Athena::NamedQuery and of AWS Glue. */
const MAX_NAME = 128;
const MAX_DESCRIPTION = 1024;
const MAX_COLUMN_COMMENT = 255;

test.each(historyQueries(DATASETS).map((query) => [query.id, query] as const))(
  'the query %s is within the limits of Athena',
  (id, { name, description }) => {
    expect(id).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(name.length).toBeLessThanOrEqual(MAX_NAME);
    expect(description.length).toBeLessThanOrEqual(MAX_DESCRIPTION);
  },
);

test.each(historyViews(DATASETS).map((view) => [view.name, view] as const))(
  'the view %s is within the limits of Glue',
  (name, { columns }) => {
    expect(name).toMatch(/^[a-z_]+$/);
    expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
    expect(columns.filter(({ meaning }) => meaning.length > MAX_COLUMN_COMMENT)).toEqual([]);
  },
);

test('views are those of the datasets that are on', () => {
  const names = (...datasets: HistoryDatasetName[]): string[] => historyViews(datasets).map(({ name }) => name);
  expect(names('jobs')).toEqual(['jobs', 'attempts', 'jobs_by_day']);
  expect(names('jobs', 'instances')).toEqual(['jobs', 'attempts', 'jobs_by_day', 'instances']);
});
