import { automaticPeriod, openingRange } from '../../../lab/grafana/time';

const HOUR = 3_600_000;

test('a dashboard opens with its range before the end of the data', () => {
  expect(openingRange({ from: 'now-24h', to: 'now' }, 100 * HOUR)).toEqual({ from: 76 * HOUR, to: 100 * HOUR });
});

test.each([
  ['now/d', 'now'],
  ['now-6h', 'now-1h'],
])('a range from %s to %s is refused', (from, to) => {
  expect(() => openingRange({ from, to }, 0)).toThrow(`The time range from "${from}" to "${to}" is not supported here`);
});

test.each([
  [24, 60],
  [33, 60],
  [34, 300],
  [24 * 30, 3600],
  [24 * 3650, 86_400],
])('over %i hours metrics have a period of %i seconds', (hours, period) => {
  expect(automaticPeriod({ from: 0, to: hours * HOUR })).toBe(period);
});
