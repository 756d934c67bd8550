import { scheduleInWords } from '../../../src/domain/schedule/schedule-words';

test.each([
  ['cron(0 4 * * ? *)', 'every day at 04:00 (UTC)'],
  ['cron(30 4,16 ? * * *)', 'every day at 04:30 and 16:30 (UTC)'],
  ['cron(0 0 ? * MON-FRI *)', 'on Monday to Friday at 00:00 (UTC)'],
  ['cron(0 0 ? * 1,wed *)', 'on Sunday and Wednesday at 00:00 (UTC)'],
  ['cron(5 7 1,15 * ? *)', 'on day 1 and 15 of the month at 07:05 (UTC)'],
  ['cron(5 7 L 1,4,JUL,10 ? *)', 'on the last day of the month in January, April, July and October at 07:05 (UTC)'],
  ['cron(0/15 * * * ? *)', 'every day every 15 minutes (UTC)'],
  ['cron(5 * ? * SAT *)', 'on Saturday every hour at minute 5 (UTC)'],
  ['rate(1 day)', 'every day'],
  ['rate(10 minutes)', 'every 10 minutes'],
  ['rate(11 days)', 'every 11 days'],
  ['cron( 0  4 * * ? * )', 'every day at 04:00 (UTC)'],
  ['cron(0 1,2,3,4 * * ? *)', 'every day at 01:00, 02:00, 03:00 and 04:00 (UTC)'],
  ['cron(0 4 ? 1,2,3,4,5,6 1,2,3 *)', 'on Sunday, Monday and Tuesday in January, February, March, April, May and June at 04:00 (UTC)'],
  [
    'cron(0 4 ? JUL,aug,Sep,OCT,NOV,DEC WED,thu,Fri,SAT *)',
    'on Wednesday, Thursday, Friday and Saturday in July, August, September, October, November and December at 04:00 (UTC)',
  ],
  ['at(2027-01-01T04:00:00)', 'once, at 2027-01-01 04:00:00 (UTC)'],
])('%s is %s', (expression, words) => expect(scheduleInWords(expression)).toBe(words));

test.each([
  'cron(0 4 ? * 6#3 *)',
  'cron(0 4 3W * ? *)',
  'cron(0 4 * * ? 2027)',
  'cron(0 8-18/2 * * ? *)',
  'cron(0,10,20,30,40 4 * * ? *)',
  'cron(0/5 4 * * ? *)',
  'cron(1,2 * * * ? *)',
  'cron(0 4 ? * 8 *)',
  'cron(0 4 * * *)',
  'cron()',
  'cron(0 4 ? * MON-TUE-WED *)',
  'cron(0 4 ? * MON,8 *)',
  'cron(0 4 1,15W * ? *)',
  'cron(10/15 * * * ? *)',
  'cron(0/15,20 * * * ? *)',
  'every cron(0 4 * * ? *)',
  'cron(0 4 * * ? *) or so',
  'soon',
])('%s is left as it is', (expression) => expect(scheduleInWords(expression, 'Asia/Tokyo')).toBe(`${expression} (Asia/Tokyo)`));
