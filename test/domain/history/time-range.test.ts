import { readTimeRange, SliceLength } from '../../../src/domain/history/time-range';

const NOW = Date.parse('2026-03-10T00:30:00Z');
const HOUR = 3_600_000;

describe('the time of an import', () => {
  test.each([
    [{ from: '2026-01-01', to: '2026-02-01' }, '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'],
    [{ from: '2026-01-01T10:00:00.123Z' }, '2026-01-01T10:00:00.123Z', '2026-03-10T00:30:00Z'],
    [{ from: '2026-01-01T10:00:00+02:00', to: '2026-01-01T08:00:00.001Z' }, '2026-01-01T08:00:00Z', '2026-01-01T08:00:00.001Z'],
  ])('%j', (message, from, to) => {
    expect(readTimeRange(message, NOW)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
  });

  test.each([
    [{}, 'payload.from: is missing'],
    [null, 'payload: expected an object, got null'],
    [{ from: 'yesterday' }, 'payload.from: is not a time in ISO 8601'],
    [{ from: '2026-02-30' }, 'payload.from: is not a time in ISO 8601'],
    [{ from: 1 }, 'payload.from: expected a string, got a number'],
    [{ from: '2026-01-01', to: '2026-01-01' }, 'payload.from: is not before `to`'],
    [{ from: '2026-04-01' }, 'payload.from: is not before `to`'],
  ])('is refused for %j', (message, problem) => {
    expect(() => readTimeRange(message, NOW)).toThrow(new Error(problem));
  });
});

describe('slices of an import', () => {
  test('begin with an hour, and end with the range', () => {
    const length = new SliceLength();
    expect(length.of({ from: 0, to: 2 * HOUR })).toEqual({ from: 0, to: HOUR });
    expect(length.of({ from: 0, to: 5 })).toEqual({ from: 0, to: 5 });
  });

  test('become longer, up to a day', () => {
    const length = new SliceLength();
    const lengths = Array.from({ length: 6 }, () => {
      length.lengthen();
      return length.of({ from: 0, to: 100 * HOUR }).to / HOUR;
    });
    expect(lengths).toEqual([2, 4, 8, 16, 24, 24]);
  });

  test('become shorter, down to a millisecond', () => {
    const length = new SliceLength();
    let slice = length.of({ from: 7, to: 8 + HOUR });
    let times = 0;
    while (length.canShorten(slice)) {
      length.shorten(slice);
      slice = length.of({ from: 7, to: 8 + HOUR });
      times++;
    }
    expect([slice, times]).toEqual([{ from: 7, to: 8 }, 8]);
  });
});
