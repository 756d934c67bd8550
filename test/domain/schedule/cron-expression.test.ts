import { CronFault, isOn, readCron } from '../../../src/domain/schedule/cron-expression';

/** The days of a month that an expression of days allows. */
const daysOf = (dayOfMonth: string, dayOfWeek: string, month = '2026-02'): number[] => {
  const { isOnDay } = readCron(`0 4 ${dayOfMonth} * ${dayOfWeek} *`);
  const days = Array.from(
    { length: 31 },
    (_, index) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1, index + 1)),
  );
  return days.filter((day) => day.toISOString().startsWith(month) && isOnDay(day)).map((day) => day.getUTCDate());
};

describe('a cron expression', () => {
  test('has lists, ranges and steps', () => {
    expect(readCron('0,30 8-10 * 1/3 ? *')).toMatchObject({ minutes: [0, 30], hours: [8, 9, 10], months: [1, 4, 7, 10] });
    expect(readCron('5/20 */6 ? JAN-MAR MON 2026-2028')).toMatchObject({
      minutes: [5, 25, 45],
      hours: [0, 6, 12, 18],
      months: [1, 2, 3],
      years: [2026, 2027, 2028],
    });
    expect(readCron('0-30/15,10,10 4 * * ? *').minutes).toEqual([0, 10, 15, 30]);
  });

  // February 2026 begins on a Sunday and has 28 days; May 2026 ends on a Sunday, August 2026 begins on a Saturday.
  test.each<[string, string, string, string, number[]]>([
    ['days of a month', '1,15', '?', '2026-02', [1, 15]],
    ['days that the month does not have', '30', '?', '2026-02', []],
    ['the last day', 'L', '?', '2026-02', [28]],
    ['the weekday nearest to a Sunday', '8W', '?', '2026-02', [9]],
    ['the weekday nearest to a Saturday', '7W', '?', '2026-02', [6]],
    ['the weekday nearest to a weekday', '10W', '?', '2026-02', [10]],
    ['of the same month, at its begin', '1W', '?', '2026-08', [3]],
    ['the last weekday, before a Sunday', 'LW', '?', '2026-05', [29]],
    ['the last weekday, before a Saturday', 'LW', '?', '2026-02', [27]],
    ['days of the week by number', '?', '2', '2026-02', [2, 9, 16, 23]],
    ['days of the week by name', '?', 'sat-sat', '2026-02', [7, 14, 21, 28]],
    ['the last day of the week', '?', 'L', '2026-02', [7, 14, 21, 28]],
    ['the last Thursday', '?', '5L', '2026-02', [26]],
    ['the last Saturday, which is the last day', '?', '7L', '2026-02', [28]],
    ['the last Friday, by name', '?', 'FRIL', '2026-02', [27]],
    ['the second Thursday', '?', '5#2', '2026-02', [12]],
    ['a fifth Sunday', '?', 'SUN#5', '2026-02', []],
    ['every day', '?', '*', '2026-02', Array.from({ length: 28 }, (_, index) => index + 1)],
  ])('has %s', (_, dayOfMonth, dayOfWeek, month, days) => expect(daysOf(dayOfMonth, dayOfWeek, month)).toEqual(days));

  test.each<[string, string]>([
    ['0 4 * * ?', 'it has 5 fields instead of six'],
    ['0 4 * * *', 'it has 5 fields instead of six'],
    ['0 4 * * * *', 'one of day of month and day of week must be ?'],
    ['0 4 ? * ? *', 'one of day of month and day of week must be ?'],
    ['60 4 * * ? *', 'minutes is "60", but it must be from 0 to 59'],
    ['0 24 * * ? *', 'hours is "24", but it must be from 0 to 23'],
    ['0 4 0 * ? *', 'day of month is "0", but it must be from 1 to 31'],
    ['0 4 32W * ? *', 'day of month is "32", but it must be from 1 to 31'],
    ['0 4 * JANUARY ? *', 'month is "JANUARY", but it must be from 1 to 12'],
    ['0 4 ? * 0 *', 'day of week is "0", but it must be from 1 to 7'],
    ['0 4 ? * 8L *', 'day of week is "8", but it must be from 1 to 7'],
    ['0 4 L-3 * ? *', 'day of month is "L-3", but it must be from 1 to 31, L, LW or for example 15W'],
    ['0 4 W * ? *', 'day of month is "W"'],
    ['0 4 ? * 3#6 *', 'day of week is "3#6", but it must be'],
    ['0 4 * * ? 1969', 'year is "1969", but it must be from 1970 to 2199'],
    ['0 10-8 * * ? *', 'hours is "10-8", but it must be'],
    ['0 1-2-3 * * ? *', 'hours is "1-2-3", but it must be'],
    ['*/0 4 * * ? *', 'minutes is "*/0", but it must be'],
    ['0, 4 * * ? *', 'minutes is "", but it must be'],
    ['1.5 4 * * ? *', 'minutes is "1.5", but it must be'],
    ['/5 4 * * ? *', 'minutes is "/5", but it must be'],
    ['*/5x 4 * * ? *', 'minutes is "*/5x", but it must be'],
    ['0 4 115W * ? *', 'day of month is "115W", but it must be'],
    ['0 4 15WX * ? *', 'day of month is "15WX", but it must be'],
    ['0 4 ? * 2-5L *', 'day of week is "5L", but it must be'],
    ['0 4 ? * FRI#3x *', 'day of week is "FRI#3x", but it must be'],
  ])('%s is none: %s', (text, message) => {
    expect(() => readCron(text)).toThrow(message);
    expect(() => readCron(text)).toThrow(CronFault);
  });

  test('has a fault that ends with what is allowed', () => {
    const faultOf = (text: string): string => {
      try {
        return String(readCron(text));
      } catch (error) {
        return String(error);
      }
    };
    expect(faultOf('0 24 * * ? *')).toBe('CronFault: hours is "24", but it must be from 0 to 23');
  });
});

test('a name stands for its number', () => {
  const all = (text: string) => text.split(' ').join();
  expect(readCron(`0 4 1 ${all('jan FEB Mar apr MAY jun JUL aug SEP oct NOV dec')} ? *`).months).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
  ]);
  for (const [index, name] of ['SUN', 'mon', 'TUE', 'wed', 'THU', 'fri', 'SAT'].entries()) {
    const day = new Date(Date.UTC(2026, 1, 1 + index));
    expect([name, isOn(readCron(`0 4 ? * ${name} *`), day)]).toEqual([name, true]);
  }
});

test('space around fields does not matter', () => {
  expect(readCron('  0  4 *\t* ? * ')).toMatchObject({ minutes: [0], hours: [4] });
});
