import { readFileSync } from 'node:fs';
import { WHOLE_DAY } from './job-records';
import { runInsightsQuery } from '../../../../lab/aws/insights/index';

/** The queries that docs/job-record.md gives for redelivered records, in their order. */
const SECTION = /## Redelivered records\n([\s\S]*?)\n## /.exec(readFileSync('docs/job-record.md', 'utf8'))?.[1] ?? '';
const [LIST, SUM, INSTANCES, AT_LEAST, AT_MOST] = [...SECTION.matchAll(/```\n([\s\S]*?)\n```/g)].map(([, query]) => query);

const line = (second: number, record: object) => ({ timestamp: WHOLE_DAY.start + second * 1000, message: JSON.stringify(record) });
const job = (second: number, JobId: string, more: object = {}) =>
  line(second, { RecordType: 'job', JobId, JobQueue: 'q', TotalRunningSeconds: 10, ...more });
const rowsOf = (query: string, lines: readonly ReturnType<typeof line>[]) => runInsightsQuery(query, [...lines], WHOLE_DAY).rows;

describe('the queries that deduplicate', () => {
  // GIVEN a job with a duplicate record, a job with one record, and a job of which only the marked record was written
  const jobs = [
    job(1, 'a'),
    job(2, 'a', { Redelivered: 'k3' }),
    job(3, 'b'),
    job(4, 'c', { Redelivered: 'k4' }),
    job(5, 'c', { Redelivered: 'k4' }),
  ];

  test('list each job once, also where only what is marked got out', () => {
    expect(rowsOf(LIST, jobs)).toHaveLength(3);
  });

  test('add each job up once', () => {
    expect(rowsOf(SUM, jobs)).toEqual([expect.objectContaining({ JobQueue: 'q', RunningSeconds: 30 })]);
  });

  test('count each instance once', () => {
    const instance = (second: number, ContainerInstanceArn: string, more: object = {}) =>
      line(second, { RecordType: 'instance', Change: 'registered', ContainerInstanceArn, ...more });
    expect(rowsOf(INSTANCES, [instance(1, 'x'), instance(2, 'x', { Redelivered: 'k' }), instance(3, 'y', { Redelivered: 'k' })])).toEqual([
      expect.objectContaining({ Registered: 2 }),
    ]);
  });

  test('bound the sums of lines that add up several jobs', () => {
    const transitions = [
      line(1, { RecordType: 'transitions', JobsRunning: 5 }),
      line(2, { RecordType: 'transitions', JobsRunning: 2, Redelivered: 'k' }),
    ];
    expect([rowsOf(AT_LEAST, transitions), rowsOf(AT_MOST, transitions)]).toEqual([
      [expect.objectContaining({ AtLeast: 5 })],
      [expect.objectContaining({ AtMost: 7 })],
    ]);
  });
});
