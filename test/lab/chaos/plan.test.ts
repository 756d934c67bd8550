import { deliveriesOf } from '../../../lab/chaos/deliveries';
import { planOf, seedsOf } from '../../../lab/chaos/plan';
import { RequestFaults } from '../../../lab/chaos/request-faults';
import { Tally } from '../../../lab/chaos/tally';

const EVENTS = Array.from({ length: 200 }, (_, index) => ({
  id: `event-${index}`,
  time: new Date(index * 60_000).toISOString(),
  detail: {},
}));
const update = (jobId: string): string => JSON.stringify({ TableName: 'Jobs', Key: { JobId: { S: jobId } } });

describe('the plan of a run', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(planOf(7)).toEqual(planOf(7));
    expect(new Set([1, 2, 3, 4, 5].map((seed) => planOf(seed).crashes + planOf(seed).copies)).size).toBe(5);
  });

  test('has the same faults with the waits that handlers have in AWS', () => {
    expect(planOf(7, 500, true)).toEqual({ ...planOf(7), waitsDividedBy: 1 });
    expect(planOf(7).waitsDividedBy).toBeGreaterThan(1);
  });

  test('delivers in the same order, as often, with the same messages that cannot be read', () => {
    const deliver = (): string[] =>
      deliveriesOf(planOf(11), EVENTS, new Tally())
        .parts.flat()
        .map(({ text }) => text);
    expect(deliver()).toEqual(deliver());
    expect(new Set(deliver()).size).toBe(EVENTS.length + planOf(11).poison);
  });

  test('has the same done to a request whatever else is asked before', () => {
    // GIVEN requests about many jobs, in two orders
    const jobs = Array.from({ length: 2_000 }, (_, index) => `job-${index}`);
    const ask = (order: readonly string[]): Map<string, unknown> => {
      const faults = new RequestFaults(planOf(3));
      return new Map(order.map((job) => [job, faults.ofDynamoDb('UpdateItem', update(job))]));
    };
    // WHEN they are asked forwards and backwards THEN each job fares the same
    const [forwards, backwards] = [ask(jobs), ask([...jobs].reverse())];
    expect(jobs.map((job) => backwards.get(job))).toEqual(jobs.map((job) => forwards.get(job)));
    expect([...forwards.values()].filter((fault) => fault !== undefined).length).toBeGreaterThan(5);
  });

  test('begins with the seed that was given, so that a run that failed runs alone', () => {
    const [, second] = seedsOf(5, 3);
    expect(seedsOf(5, 3)[0]).toBe(5);
    expect(seedsOf(second, 1)).toEqual([second]);
  });
});
