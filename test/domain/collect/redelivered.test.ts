import { joinByJob, observe } from '../../../src/domain/collect/observe';
import { markJobRedelivered } from '../../../src/domain/collect/waiting';
import { markEntriesRedelivered } from '../../../src/domain/collect/waiting-entries';
import { DataPoint } from '../../../src/domain/data-point';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { ENDED, Fact, factOf, nameOfFact } from '../../../src/domain/job/facts';
import { jobEvent } from '../events';

const reading = (state: 'RUNNABLE' | 'SUCCEEDED') => readJobEvent(jobEvent(state, 5), []);
const observed = (state: 'RUNNABLE' | 'SUCCEEDED', token: string) => ({ reading: reading(state), token });
const outcome = (token: string, known: Parameters<typeof observe>[1], state: 'RUNNABLE' | 'SUCCEEDED' = 'RUNNABLE') =>
  observe(joinByJob([observed(state, token)])[0], known, () => ({ dimensions: {} }));
const marksOf = (points: readonly DataPoint[]) => [...new Set(points.map(({ redelivered }) => redelivered))];
const fact = (token: string) => factOf(reading('RUNNABLE'), token) as Fact;
const point: DataPoint = { name: 'JobsStarting', value: 1, atMillis: 1, dimensions: {} };

describe('an entry into a state', () => {
  test('is not marked where it is told for the first time', () => {
    expect(marksOf(outcome('k1', { facts: [] }).dataPoints)).toEqual([undefined]);
    expect(outcome('k1', { facts: [] }).own.possiblyEmitted).toEqual([]);
  });

  test('is marked with its message where that comes again, and leaves a mark when it is taken back', () => {
    const again = outcome('k1', { facts: [fact('k1')] });
    expect(marksOf(again.dataPoints)).toEqual(['k1']);
    expect(again.own.possiblyEmitted).toEqual([nameOfFact(fact('k1'))]);
  });

  test('is marked with another message where it was taken back after it may have been told', () => {
    expect(marksOf(outcome('k2', { facts: [], possiblyEmitted: [nameOfFact(fact('k1'))] }).dataPoints)).toEqual(['k2']);
  });
});

describe('the end of a job', () => {
  test('is marked where it was told before, or taken back after it may have been', () => {
    expect(outcome('k1', { facts: [] }, 'SUCCEEDED').finished?.redelivered).toBeUndefined();
    expect(outcome('k1', { facts: [], ended: 'k1' }, 'SUCCEEDED').finished?.redelivered).toBe('k1');
    expect(outcome('k1', { facts: [], ended: 'k1' }, 'SUCCEEDED').own.possiblyEmitted).toEqual([ENDED]);
    expect(outcome('k2', { facts: [], possiblyEmitted: [ENDED] }, 'SUCCEEDED').finished?.redelivered).toBe('k2');
  });
});

describe('what waited', () => {
  test('is marked with its message when that comes again, unless it is marked already', () => {
    const entries = [point, { ...point, redelivered: 'k1' }];
    expect(markEntriesRedelivered(entries, 'w').map(({ redelivered }) => redelivered)).toEqual(['w', 'k1']);
    const job = { ...observed('SUCCEEDED', 'k1'), tries: 1, entries };
    expect([markJobRedelivered(job, 'w').redelivered, markJobRedelivered({ ...job, redelivered: 'k1' }, 'w').redelivered]).toEqual([
      'w',
      'k1',
    ]);
  });
});
