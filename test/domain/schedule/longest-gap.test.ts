import { longestGap } from '../../../src/domain/schedule/longest-gap';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = new Date('2026-03-01T12:34:00Z');

test.each<[string, number | undefined]>([
  ['rate(5 minutes)', HOUR / 12],
  ['rate(1 hour)', HOUR],
  ['rate(3 days)', 3 * DAY],
  ['cron(0 4 * * ? *)', DAY],
  ['cron(*/15 * * * ? *)', HOUR / 4],
  ['cron(0 8-18 ? * MON-FRI *)', 2 * DAY + 14 * HOUR],
  ['cron(30 4 ? * MON *)', 7 * DAY],
  ['cron(0 4 1 * ? *)', 31 * DAY],
  ['cron(0 4 ? * FRI#5 *)', 91 * DAY],
  ['cron(0 4 1 1 ? 2027)', undefined],
  ['cron(0 4 * * ? 2026)', undefined],
  ['cron(0 4 * * ? 2026-2028)', undefined],
  ['cron(0 4 * * ? 2030-2199)', DAY],
  ['cron(0 4 1 1 ? 2020)', undefined],
  ['at(2027-01-01T04:00:00)', undefined],
  ['rate(often)', undefined],
  ['rate(1 hour) ', undefined],
  [' rate(1 hour)', undefined],
  ['rate(01 hours)', undefined],
  ['rate(1 hours!)', undefined],
])('%s has gaps of up to %p ms', (expression, gap) => expect(longestGap({ expression }, FROM)).toBe(gap));

describe('in a time zone', () => {
  test.each<[string, string, number]>([
    ['cron(0 4 * * ? *)', 'Europe/Berlin', 25 * HOUR],
    ['cron(30 2 * * ? *)', 'Europe/Berlin', 47 * HOUR],
    ['cron(30 2 * * ? *)', 'America/New_York', 47 * HOUR],
    ['cron(15 2 * * ? *)', 'Australia/Lord_Howe', 47.5 * HOUR],
    ['cron(0 0 * * ? *)', 'Africa/Cairo', 47 * HOUR],
    ['cron(30 2 * * ? *)', 'Asia/Kolkata', DAY],
    ['cron(0 * * * ? *)', 'Europe/Berlin', 2 * HOUR],
    ['cron(0 8-18 ? * MON-FRI *)', 'Europe/Berlin', 2 * DAY + 15 * HOUR],
    ['cron(* * * * ? *)', 'Europe/Berlin', HOUR + HOUR / 60],
    ['rate(1 day)', 'Europe/Berlin', DAY],
  ])('%s in %s has gaps of up to %p ms', (expression, timeZone, gap) => expect(longestGap({ expression, timeZone }, FROM)).toBe(gap));
});

test.each(['cron(0 4 29 2 ? *)', 'cron(0 4 31 2 ? *)'])(
  '%s has no two runs within two years, and no gap that an alarm could watch',
  (expression) => expect(longestGap({ expression }, new Date('2026-01-01'))).toBeUndefined(),
);
