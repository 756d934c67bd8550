import * as fc from 'fast-check';
import { cut, hoursOf, spreadOverHours } from '../../../src/domain/cost/hours';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const sum = (parts: readonly { readonly usd: number }[]): number => parts.reduce((total, { usd }) => total + usd, 0);

test('a range is cut at the hours of the clock', () => {
  expect(hoursOf({ fromMillis: HOUR / 2, toMillis: 2 * HOUR + 1 })).toEqual([
    { fromMillis: HOUR / 2, toMillis: HOUR },
    { fromMillis: HOUR, toMillis: 2 * HOUR },
    { fromMillis: 2 * HOUR, toMillis: 2 * HOUR + 1 },
  ]);
  expect(hoursOf({ fromMillis: HOUR, toMillis: 2 * HOUR })).toHaveLength(1);
  expect(hoursOf({ fromMillis: HOUR, toMillis: HOUR })).toEqual([]);
  expect(hoursOf({ fromMillis: 5 * HOUR, toMillis: HOUR })).toEqual([]);
});

test('a range is cut only at instants within it, so that no part is without time', () => {
  expect(cut({ fromMillis: 10, toMillis: 30 }, [5, 10, 20, 30, 35])).toEqual([
    { fromMillis: 10, toMillis: 20 },
    { fromMillis: 20, toMillis: 30 },
  ]);
});

test('an amount is spread by the time in each hour, and belongs to its last instant', () => {
  expect(spreadOverHours(0.3, { fromMillis: HOUR / 2, toMillis: 2 * HOUR })).toEqual([
    { usd: 0.1, atMillis: HOUR - 1 },
    { usd: 0.2, atMillis: 2 * HOUR - 1 },
  ]);
});

test('what a range of no time costs is nothing', () => expect(spreadOverHours(0, { fromMillis: HOUR, toMillis: HOUR })).toEqual([]));

test('no part is older than 12 days before the end, because CloudWatch would refuse it', () => {
  const parts = spreadOverHours(100, { fromMillis: 0, toMillis: 60 * DAY });
  expect(parts).toHaveLength(12 * 24);
  expect(parts[0].atMillis).toBe(48 * DAY + HOUR - 1);
  expect(sum(parts)).toBeCloseTo(100, 8);
});

test('the parts of an amount add up to it', () => {
  const amount = fc.integer({ min: 0, max: 1e10 });
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 100 * HOUR }), fc.integer({ min: 1, max: 20 * DAY }), (eighths, fromMillis, length) => {
      const parts = spreadOverHours(eighths / 1e8, { fromMillis, toMillis: fromMillis + length });
      expect(sum(parts)).toBeCloseTo(eighths / 1e8, 7);
      parts.forEach(({ usd }) => expect(usd).toBeGreaterThanOrEqual(0));
    }),
  );
});
