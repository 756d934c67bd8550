import * as fc from 'fast-check';
import { HOSTILE_CASES, NOW } from './frames';
import { asksForDocumentation, MAX_TYPED, readRequest } from '../../../src/domain/explorer/request';

const DAY = 86_400_000;

describe('a request', () => {
  test('has dates of a schedule that are texts, and no others', () => {
    const dates = (startDate: unknown) => readRequest({ expression: 'rate(1 hour)', startDate }, NOW).place.schedule?.startDate;
    expect([dates('2026-11-20T00:00:00Z'), dates(0), dates(null), dates('soon')]).toEqual([
      new Date('2026-11-20T00:00:00Z'),
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('without anything is a search over the last day', () => {
    expect(readRequest({}, NOW)).toEqual({
      place: { view: 'search', page: 0, by: 'queue' },
      screen: { theme: 'light', width: 1200, start: NOW - DAY, end: NOW, offsetMinutes: 0, zone: 'UTC' },
    });
  });

  test('has the time range, the time zone, the theme and the width of the widget', () => {
    const widgetContext = {
      theme: 'dark',
      width: 588,
      timeRange: { start: NOW - 1000, end: NOW },
      timezone: { label: 'Local', offsetISO: '-03:30', offsetInMinutes: 210 },
    };
    expect(readRequest({ widgetContext }, NOW).screen).toEqual({
      theme: 'dark',
      width: 588,
      start: NOW - 1000,
      end: NOW,
      offsetMinutes: -210,
      zone: 'UTC-03:30',
    });
  });

  test('prefers what the viewer zoomed in to', () => {
    const timeRange = { start: 1000, end: 9000, zoom: { start: 3000, end: 4000 } };
    expect(readRequest({ widgetContext: { timeRange } }, NOW).screen).toMatchObject({ start: 3000, end: 4000 });
  });

  test.each([
    ['ends before it starts', { start: 5, end: 3 }],
    ['is no number', { start: 'yesterday', end: NOW }],
    ['is text', { start: '1000', end: '9000' }],
    ['has no length', { start: 5, end: 5 }],
    ['is beyond all dates', { start: 0, end: 1e300 }],
    ['is negative', { start: -1, end: 1 }],
  ])('ignores a time range that %s', (_, timeRange) => {
    expect(readRequest({ widgetContext: { timeRange } }, NOW).screen).toMatchObject({ start: NOW - DAY, end: NOW });
  });

  test.each([
    [0, 1],
    [0, 8.64e15],
  ])('takes a time range from %i to %i', (start, end) => {
    expect(readRequest({ widgetContext: { timeRange: { start, end } } }, NOW).screen).toMatchObject({ start, end });
  });

  test.each(['+05:30 ', 'UTC+05:30', '+24:00', '+05:60', 5, undefined])('takes the offset %j for UTC', (offsetISO) => {
    expect(readRequest({ widgetContext: { timezone: { offsetISO } } }, NOW).screen).toMatchObject({ offsetMinutes: 0, zone: 'UTC' });
  });

  test('without a width has the default one', () => {
    expect(readRequest({ widgetContext: { width: null } }, NOW).screen.width).toBe(1200);
  });

  test('has the view and the grouping that it names', () => {
    expect(readRequest({ view: 'gantt', by: 'type' }, NOW).place).toMatchObject({ view: 'gantt', by: 'type' });
  });

  test('reads a form only if its button was pressed', () => {
    const widgetContext = { forms: { all: { job: ' align ', status: 'FAILED', queue: '' } } };
    expect(readRequest({ view: 'search', widgetContext }, NOW).place.job).toBeUndefined();
    expect(readRequest({ view: 'search', form: true, widgetContext }, NOW).place).toMatchObject({
      job: 'align',
      status: 'FAILED',
      page: 0,
    });
    expect(readRequest({ view: 'search', form: true, widgetContext }, NOW).place.queue).toBeUndefined();
  });

  test('pages keep the criteria', () => {
    expect(readRequest({ view: 'search', job: 'align', page: 3 }, NOW).place).toMatchObject({ job: 'align', page: 3 });
  });

  test.each([
    [{ page: -5 }, 0],
    [{ page: 'x' }, 0],
    [{ page: 1e9 }, 1000],
    [{ page: null }, 0],
    [{ page: 1.4 }, 1],
  ])('bounds the page %j', (params, page) => {
    expect(readRequest(params, NOW).place.page).toBe(page);
  });

  test.each(HOSTILE_CASES)('shortens %s and takes it for no view', (_, text) => {
    const { place } = readRequest({ view: text, by: text, job: text, reason: text }, NOW);
    expect(place).toMatchObject({ view: 'search', by: 'queue' });
    expect([...(place.job ?? '')].length).toBeLessThanOrEqual(MAX_TYPED);
  });

  test('is read, whatever is sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (params, widgetContext) => {
        const event = typeof params === 'object' ? { ...params, widgetContext } : params;
        const { place, screen } = readRequest(event, NOW);
        expect(screen.start).toBeLessThan(screen.end);
        expect(place.page).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('for the documentation is recognized', () => {
    expect([{ describe: true }, { describe: 'true' }, null, 'describe'].map(asksForDocumentation)).toEqual([true, false, false, false]);
  });
});
