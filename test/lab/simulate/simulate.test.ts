import { dayOf, START } from './simulated-day';
import { simulate } from '../../../lab/simulate/simulate';

const HOUR = 3_600_000;

describe('a simulated day', () => {
  test('is the same for the same seed', () => {
    // GIVEN two days with one seed, and one with another
    const [one, same, other] = [dayOf(300, 7, 'wild'), dayOf(300, 7, 'wild'), dayOf(300, 8, 'wild')];

    // THEN only the seed decides
    expect(JSON.stringify(one)).toEqual(JSON.stringify(same));
    expect(JSON.stringify(one.truth)).not.toEqual(JSON.stringify(other.truth));
  });

  test('reads the same at each pass over its events', () => {
    const day = simulate({ jobs: 60, seed: 3, start: START });

    expect([...day.events]).toEqual([...day.events]);
    expect([...day.events]).toHaveLength(day.eventCount);
  });

  test.each([1, 2, 3, 5, 12, 99, 100, 101, 1000])('of %i jobs has that many runs, and parents on top', (jobs) => {
    const { truth } = dayOf(jobs, 4);
    const parents = truth.filter((record) => record.ArraySize !== undefined || record.NodeCount !== undefined);

    expect(truth.length - parents.length).toBe(jobs);
    expect(new Set(truth.map((record) => record.JobId)).size).toBe(truth.length);
  });

  test.each([1, 2, 3])('ends within a day of its start and begins at most two days before it (seed %i)', (seed) => {
    const { events } = dayOf(400, seed);
    const times = events.map((event) => Date.parse(event.time) - START.getTime());

    expect(Math.min(...times)).toBeGreaterThanOrEqual(-48 * HOUR);
    expect(Math.max(...times)).toBeLessThan(24 * HOUR);
  });

  test('is yesterday by default, and over by now', () => {
    const stops = simulate({ jobs: 200 }).truth.map((record) => Date.parse(record.StoppedAt));

    expect(Math.max(...stops)).toBeLessThan(Date.now());
    expect(Math.max(...stops)).toBeGreaterThan(Date.now() - 48 * HOUR);
  });

  test('has about as many events for each job, however many jobs there are', () => {
    const [few, many] = [500, 2000].map((jobs) => dayOf(jobs, 5).eventCount / jobs);

    expect(many).toBeGreaterThan(4);
    expect(many / few).toBeGreaterThan(0.8);
    expect(many / few).toBeLessThan(1.25);
  });
});
