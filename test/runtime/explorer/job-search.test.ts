import { QueryAnswer } from '../../../src/domain/explorer/page';
import { JobSearch } from '../../../src/runtime/explorer/job-search';
import { LogsQuery } from '../../../src/runtime/explorer/logs-insights';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-20T12:00:00Z');
const ID = '01234567-89ab-cdef-0123-456789abcdef';
const job = (more: object = {}) =>
  JSON.stringify({ RecordType: 'job', JobId: ID, JobName: 'align', Status: 'SUCCEEDED', StoppedAt: '2026-11-20T11:00:00Z', ...more });
const answerOf = (...messages: string[]): QueryAnswer =>
  ({ rows: messages.map((message) => ({ '@message': message })), bytesScanned: 1 }) as never;

/** A search that gets these answers, one after the other, and what it asked for. */
function searchOf(answers: readonly QueryAnswer[], maxRangeMillis = 365 * DAY) {
  const asked: LogsQuery[] = [];
  const insights = { run: (query: LogsQuery) => Promise.resolve(answers[asked.push(query) - 1] ?? answerOf()) };
  const items = { get: () => Promise.resolve(undefined) };
  const search = new JobSearch(insights as never, items as never, { logGroup: 'group', maxRows: 100, maxRangeMillis }, () => NOW);
  return { search, asked };
}

test('a job of the last weeks is found by one query, without a problem', async () => {
  const answer = answerOf(job());
  const { search, asked } = searchOf([answer]);
  const found = await search.find(ID);
  expect(found).toMatchObject({ id: ID, record: { JobName: 'align' }, problems: [], children: undefined });
  expect(found.answers).toEqual([answer]);
  expect(asked.map(({ start, end }) => [start, end])).toEqual([[NOW - 30 * DAY, NOW]]);
});

test('an older job is found by a second one', async () => {
  const answers = [answerOf(), answerOf(job({ JobName: 'old' }))];
  const { search, asked } = searchOf(answers);
  const found = await search.find(ID);
  expect(found).toMatchObject({ record: { JobName: 'old' }, problems: [] });
  expect(found.answers).toEqual(answers);
  expect(asked.map(({ start, end }) => [start, end])).toEqual([
    [NOW - 30 * DAY, NOW],
    [NOW - 365 * DAY, NOW - 30 * DAY],
  ]);
});

test('a line that cannot be read is a problem, and another line has the job', async () => {
  const { search } = searchOf([answerOf('{', job())]);
  const { record, problems } = await search.find(ID);
  expect([record?.JobName, problems]).toEqual(['align', ['A line of the log with this job could not be read.']]);
});

test('children are looked for in a range that is not empty', async () => {
  const children = answerOf();
  const { search, asked } = searchOf(
    [answerOf(job({ ArraySize: 2, CreatedAt: '2026-09-01T00:00:00Z', StoppedAt: '2026-09-02T00:00:00Z' })), children],
    DAY,
  );
  const found = await search.find(ID);
  expect(asked[1]).toMatchObject({ start: NOW - DAY, end: NOW - DAY + 1 });
  expect(found.children).toEqual({ ...children, limit: 100 });
  expect(found.answers).toHaveLength(2);
});
