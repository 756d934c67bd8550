import { bytes, duration, millisOf, numberOf, shortened, usd } from '../../../src/domain/explorer/format';

test.each([
  [9.44, '9.4 s'],
  [10.4, '10 s'],
  [42.4, '42 s'],
  [60, '1 min 00 s'],
  [3600, '1 h 00 min'],
  [86_400, '1 d 00 h'],
])('%s seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

test.each([
  [0.01, '$0.01'],
  [99.99, '$99.99'],
  [100, '$100'],
])('%s dollars are %s', (amount, text) => expect(usd(amount)).toBe(text));

test.each([
  [12_345, '12.3 kB'],
  [2_000_000_000, '2 GB'],
  [3e12, '3 TB'],
])('%s bytes are %s', (amount, text) => expect(bytes(amount)).toBe(text));

test('a text is shortened only if it is too long', () => {
  expect([shortened('12345', 5), shortened('123456', 5)]).toEqual(['12345', '1234…']);
});

test.each([null, true, [], {}, '', 'x', NaN, Infinity])('%j in a log is no number', (value) => expect(numberOf(value)).toBeUndefined());

test.each([5, null, true, 'never'])('%j in a log is no time', (value) => expect(millisOf(value)).toBeUndefined());
