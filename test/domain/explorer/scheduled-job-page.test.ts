import { actionsOf, factsOf, forbiddenIn, textOf } from './elements';
import { frame, HOSTILE_CASES, NOW, reportFrame } from './frames';
import { readRequest } from '../../../src/domain/explorer/request';
import { scheduledJobPage } from '../../../src/domain/explorer/scheduled-job-page';

const shown = (params: object, screen = {}) =>
  scheduledJobPage(frame(screen), readRequest({ view: 'scheduled-job', ...params }, NOW).place);
const NIGHTLY = { expression: 'cron(0 4 * * ? *)', timeZone: 'Asia/Tokyo' };

test('shows the next runs in the time zone of the viewer, and the schedule in its own', () => {
  expect(factsOf(shown(NIGHTLY, { offsetMinutes: 60, zone: 'UTC+01:00' }))).toEqual({
    'Next run (UTC+01:00)': '2026-11-20 20:00:00, in 7 h 00 min',
    Then: '2026-11-21 20:00:00, 2026-11-22 20:00:00, 2026-11-23 20:00:00',
    Schedule: 'every day at 04:00 (Asia/Tokyo)',
  });
});

test('counts a rate from when it begins, and does not guess where that is not known', () => {
  const rate = { expression: 'rate(10 minutes)' };
  expect(factsOf(shown({ ...rate, startDate: '2026-11-20T00:03:00.000Z' }))['Next run (UTC)']).toBe('2026-11-20 12:03:00, in 3 min 00 s');
  expect(factsOf(shown({ ...rate, startDate: 'soon' }))).toEqual({
    'Next run': 'counted from when the schedule was created',
    Schedule: 'every 10 minutes',
  });
});

test.each([
  ['disabled', { ...NIGHTLY, enabled: false }, 'The schedule is disabled: no run is due.'],
  ['over', { ...NIGHTLY, endDate: '2026-11-20T00:00:00Z' }, 'No run is due any more.'],
  ['over, after its only run', { expression: 'at(2026-11-20T11:59:00)' }, 'No run is due any more.'],
  ['not there', {}, 'The widget has no schedule'],
  ['of a time zone that nobody knows', { ...NIGHTLY, timeZone: 'Mars/Olympus' }, 'cannot be read: Invalid time zone'],
  ['of a day that never is', { expression: 'cron(0 4 31 2 ? *)' }, 'No run is due any more.'],
  ['of five fields', { expression: 'cron(0 4 * * *)' }, 'cannot be read: it has 5 fields instead of six'],
])('says so where the schedule is %s', (_, params, text) => {
  const page = shown(params);
  expect(textOf(page)).toContain(text);
  expect(textOf(page)).not.toContain('Next run');
});

test('leads to its runs', () => {
  const names = { job: 'nightly', queue: 'genomics', definition: 'nightly-import' };
  expect(actionsOf(shown({ ...NIGHTLY, ...names }))).toEqual(
    expect.arrayContaining([
      { view: 'search', queue: 'genomics', definition: 'nightly-import:' },
      { view: 'in-flight-jobs', queue: 'genomics', job: 'nightly' },
    ]),
  );
  expect(textOf(shown({ ...NIGHTLY, ...names }))).toContain('Runs in the time range Runs in flight');
  expect(textOf(shown(NIGHTLY))).not.toContain('Runs');
  expect(actionsOf(scheduledJobPage(reportFrame(), readRequest({ ...NIGHTLY, ...names }, NOW).place))).toEqual([]);
});

test.each(HOSTILE_CASES)('shows %s as text', (_, text) => {
  for (const params of [{ expression: text }, { expression: `cron(${text})` }, { ...NIGHTLY, timeZone: text }]) {
    const page = shown({ ...params, job: text, queue: text, definition: text });
    expect(forbiddenIn(page)).toEqual([]);
    expect(page.text.length).toBeLessThan(40_000);
  }
});
