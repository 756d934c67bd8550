import { runInsightsQuery } from '../../lab/aws/insights';
import { IS_COSTED_JOB, IS_COUNTED_JOB, IS_SUBMITTED_JOB, RUN_SECONDS } from '../../src/domain/names/job-filters';

const ofJobs = (JobId: string, more: object = {}) => ({ RecordType: 'job', JobId, ...more });
const LINES = [
  ofJobs('single', { TotalSeconds: 90, TotalRunningSeconds: 60 }),
  ofJobs('never-ran', { TotalSeconds: 90 }),
  ofJobs('array', { ArraySize: 2, TotalSeconds: 90 }),
  ofJobs('child', { ArrayParentId: 'array', TotalRunningSeconds: 30 }),
  ofJobs('multi-node', { NodeCount: 2, TotalRunningSeconds: 80 }),
  ofJobs('node', { NodeParentId: 'multi-node', TotalRunningSeconds: 70 }),
  { RecordType: 'in-flight', JobId: 'no-job' },
];

/** What a query finds in the log of the collector. */
const find = (query: string): Record<string, string | number>[] =>
  runInsightsQuery(
    query,
    LINES.map((line, index) => ({ timestamp: 100 - index, message: JSON.stringify(line) })),
    { start: 0, end: 100 },
  ).rows;

test.each([
  [
    'counted: children instead of their array, and a multi-node job instead of its nodes',
    IS_COUNTED_JOB,
    ['single', 'never-ran', 'child', 'multi-node'],
  ],
  ['listed as they were submitted', IS_SUBMITTED_JOB, ['single', 'never-ran', 'array', 'multi-node']],
  ['costed: children instead of their array, and nodes instead of their job', IS_COSTED_JOB, ['single', 'never-ran', 'child', 'node']],
])('jobs are %s', (_, condition, ids) => {
  expect(find(`filter ${condition} | fields JobId`).map(({ JobId }) => JobId)).toEqual(ids);
});

test('a submitted job ran for what its attempts took, an array from its submission to its end, and a job without attempts for no time', () => {
  const seconds = find(`filter ${IS_SUBMITTED_JOB} | fields JobId, ${RUN_SECONDS} as Seconds`);
  expect(Object.fromEntries(seconds.map(({ JobId, Seconds }) => [JobId, Seconds]))).toEqual({
    single: 60,
    'never-ran': undefined,
    array: 90,
    'multi-node': 80,
  });
});
