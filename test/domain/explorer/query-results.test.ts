import { cellsOf } from './elements';
import { at, frame, JOB_ID, NOW, place, record } from './frames';
import { runInsightsQuery } from '../../../lab/aws/insights';
import { costPage } from '../../../src/domain/explorer/cost-page';
import {
  childrenQuery,
  costQuery,
  ganttQuery,
  inFlightQuery,
  jobQuery,
  nodesQuery,
  searchQuery,
} from '../../../src/domain/explorer/queries';
import { contains } from '../../../src/domain/explorer/query-text';

/** What a query finds in the log of the collector. Lines are older, the later they are in the list. */
function find(query: string, lines: readonly object[]): Record<string, string | number>[] {
  const logged = lines.map((line, index) => ({ timestamp: NOW - index, message: JSON.stringify(line) }));
  return runInsightsQuery(query, logged, { start: 0, end: NOW }).rows;
}
const SNAPSHOT = {
  RecordType: 'in-flight',
  JobId: JOB_ID,
  ArrayParentId: JOB_ID,
  JobQueue: 'genomics',
  At: at(0),
  Submitted: 0,
  Pending: 1,
};

test('a job has its records, the newest first, and no other lines', () => {
  const lines = [SNAPSHOT, record({ Status: 'FAILED' }), record({ JobId: 'other' }), ...Array.from({ length: 6 }, () => record())];
  const found = find(jobQuery(JOB_ID), lines).map((row) => JSON.parse(String(row['@message'])) as { Status: string });
  expect(found.map(({ Status }) => Status)).toEqual(['FAILED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
});

test('an array has its children in the order of their indexes, with all that a list shows', () => {
  const child = (ArrayIndex: number) => record({ JobId: `${JOB_ID}:${ArrayIndex}`, ArrayParentId: JOB_ID, ArrayIndex, CostUsd: 0.5 });
  const lines = [SNAPSHOT, child(2), child(0), child(10), record({ ArrayParentId: 'other' })];
  const found = find(childrenQuery(JOB_ID, 2), lines);
  expect(found.map(({ ArrayIndex }) => Number(ArrayIndex))).toEqual([0, 2]);
  expect(found[0]).toMatchObject({
    JobName: 'align-reads',
    Status: 'SUCCEEDED',
    CostUsd: expect.anything(),
    TotalRunningSeconds: expect.anything(),
  });
});

test('a multi-node job has its nodes in the order of their indexes', () => {
  const node = (NodeIndex: number) => record({ JobId: `${JOB_ID}#${NodeIndex}`, NodeParentId: JOB_ID, NodeIndex });
  const lines = [{ ...SNAPSHOT, NodeParentId: JOB_ID }, node(2), node(0), node(10), record({ NodeParentId: 'other' })];
  const found = find(nodesQuery(JOB_ID, 2), lines);
  expect(found.map(({ NodeIndex, JobName, Status }) => [Number(NodeIndex), JobName, Status])).toEqual([
    [0, 'align-reads', 'SUCCEEDED'],
    [2, 'align-reads', 'SUCCEEDED'],
  ]);
});

test('a Gantt chart has the jobs that ran, the earliest first: nodes and not their multi-node job, children and not their array, so that no work counts twice', () => {
  const lines = [
    record({ JobId: 'late', StartedAt: at(9) }),
    record({ JobId: 'early', StartedAt: at(6), InstanceType: 'm6i.large' }),
    record({ JobId: 'never', StartedAt: undefined }),
    record({ JobId: 'array', ArraySize: 2 }),
    record({ JobId: 'node', NodeParentId: 'main', StartedAt: at(8) }),
    record({ JobId: 'main', NodeCount: 1 }),
    { ...SNAPSHOT, StartedAt: at(0) },
  ];
  const found = find(ganttQuery(10), lines);
  expect(found.map(({ JobId }) => JobId)).toEqual(['early', 'node', 'late']);
  expect(found[0]).toMatchObject({
    JobName: 'align-reads',
    JobQueue: 'genomics',
    StartedAt: at(6),
    StoppedAt: at(26),
    InstanceType: 'm6i.large',
  });
  expect(find(ganttQuery(1), lines)).toHaveLength(1);
});

describe('costs', () => {
  const job = (JobId: string, CostUsd: number | undefined, given = {}) => record({ JobId, CostUsd, ...given });
  const LINES = [
    job('a', 1),
    job('a', 1),
    job('b', 2, { JobDefinition: 'sort:1' }),
    job('c', 4, { JobQueue: 'video' }),
    job('d', undefined),
    job('e', 8, { ArraySize: 2 }),
  ];
  const costsOf = (given: Parameters<typeof place>[0]) =>
    find(costQuery(place(given), 10), LINES).map((row) => [
      row.JobQueue ?? row.JobDefinition ?? row.JobId,
      Number(row.CostUsd),
      Number(row.Jobs),
    ]);

  test('say of how many jobs an amount is that not all of them have', () => {
    const lines = [job('a', 1, { OnDemandCostUsd: 3, SpotCostUsd: 1 }), job('b', 2, { OnDemandCostUsd: 4 }), job('c', 4)];
    const rows = find(costQuery(place(), 10), lines).map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])),
    );
    const [, amounts] = cellsOf(costPage(frame(), place(), { rows, bytesScanned: 0 }));
    expect(amounts).toEqual(['genomics', '$7.00', '$7.00 of 2 jobs', '$1.00 of 1 job', '–', '3']);
  });

  test('are of each queue, the most expensive first, and copies of a record count once', () => {
    expect(costsOf({})).toEqual([
      ['video', 4, 1],
      ['genomics', 3, 2],
    ]);
  });

  test('are of each definition of a queue, and of each of its jobs', () => {
    expect(costsOf({ queue: 'genomics' })).toEqual([
      ['sort:1', 2, 1],
      ['align:7', 1, 1],
    ]);
    expect(costsOf({ queue: 'genomics', definition: 'align:7' })).toEqual([['a', 1, 1]]);
  });

  test('of what is no name are none', () => {
    expect(costsOf({ queue: '"' })).toEqual([]);
    expect(costsOf({ queue: 'genomics', definition: '"' })).toEqual([]);
  });
});

test('jobs in flight are the snapshots, the newest first', () => {
  const newer = {
    ...SNAPSHOT,
    At: at(5),
    Runnable: 7,
    Starting: 0,
    Running: 3,
    OldestRunnableJobId: 'id',
    OldestRunnableSeconds: 9,
    BlockedReason: 'x',
  };
  const found = find(inFlightQuery(2), [newer, record(), SNAPSHOT, SNAPSHOT]);
  expect(found).toHaveLength(2);
  const { RecordType: _, JobId: _id, ArrayParentId: _parent, ...shown } = newer;
  expect(found[0]).toEqual(Object.fromEntries(Object.entries(shown).map(([name]) => [name, expect.anything()])));
});

test('a search without a criterion has no condition for it', () => {
  expect(find(searchQuery({}, 10), [record(), record({ Status: 'FAILED' }), SNAPSHOT])).toHaveLength(2);
  const failed = record({ JobId: 'failed', Status: 'FAILED', FailureCategory: 'TIMEOUT' });
  const succeeded = record({ JobId: 'succeeded' });
  expect(find(searchQuery({ status: 'SUCCEEDED' }, 10), [failed, succeeded]).map(({ JobId }) => JobId)).toEqual(['succeeded']);
  expect(find(searchQuery({ category: 'TIMEOUT' }, 10), [failed, succeeded]).map(({ JobId }) => JobId)).toEqual(['failed']);
});

describe('a character that a query could read', () => {
  const found = (typed: string, text: string, flags = ''): boolean => {
    const [, pattern] = /\/\(\?i\)(.*)\/$/.exec(contains('JobName', typed)) ?? [];
    return new RegExp(pattern, `i${flags}`).test(text);
  };

  test('stands for one character, whatever it is', () => {
    expect([found('a*b', 'axb'), found('a*b', 'a*b'), found('a*b', 'axxb'), found('a*b', 'ab')]).toEqual([true, true, false, false]);
  });

  test('finds itself beyond the first plane, in engines that count it as one and as two', () => {
    expect([found('a🚀b', 'a🚀b'), found('a🚀b', 'a🚀b', 'u')]).toEqual([true, true]);
  });

  test('stands for a space of any kind where one was typed', () => {
    expect([found('a b', 'a\nb'), found('a b', 'a-b'), found('a b', 'axb')]).toEqual([true, true, false]);
  });
});
