import fc from 'fast-check';
import { CronFault } from '../../../src/domain/schedule/cron-expression';
import { nextRuns, RunTimes } from '../../../src/domain/schedule/next-runs';

const MINUTE = 60_000;

const runsOf = (times: RunTimes | string, after: string, count = 3): string[] =>
  nextRuns(typeof times === 'string' ? { expression: times } : times, new Date(after), count).map((run) =>
    run.toISOString().replace(':00.000Z', 'Z'),
  );

describe('the next runs of a schedule', () => {
  test.each<[string, RunTimes, string, string[]]>([
    ['are after the instant', { expression: 'cron(0 4 * * ? *)' }, '2026-03-01T04:00Z', ['2026-03-02T04:00Z', '2026-03-03T04:00Z']],
    [
      'are one at most on the same day',
      { expression: 'cron(0 4 * * ? *)' },
      '2026-03-01T03:59:59Z',
      ['2026-03-01T04:00Z', '2026-03-02T04:00Z'],
    ],
    [
      'are at local times',
      { expression: 'cron(30 4 ? * MON *)', timeZone: 'Asia/Kolkata' },
      '2026-03-01T00:00Z',
      ['2026-03-01T23:00Z', '2026-03-08T23:00Z'],
    ],
    [
      'follow the clock into summer time',
      { expression: 'cron(0 4 * * ? *)', timeZone: 'Europe/Berlin' },
      '2026-03-28T00:00Z',
      ['2026-03-28T03:00Z', '2026-03-29T02:00Z'],
    ],
    [
      'skip what the clock skips',
      { expression: 'cron(30 2 * * ? *)', timeZone: 'Europe/Berlin' },
      '2026-03-28T00:00Z',
      ['2026-03-28T01:30Z', '2026-03-30T00:30Z'],
    ],
    [
      'happen once where clocks are set back',
      { expression: 'cron(30 2 * * ? *)', timeZone: 'Europe/Berlin' },
      '2026-10-24T12:00Z',
      ['2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ],
    [
      'do not repeat within the hour that the clock repeats',
      { expression: 'cron(30 2 * * ? *)', timeZone: 'Europe/Berlin' },
      '2026-10-25T00:45Z',
      ['2026-10-26T01:30Z', '2026-10-27T01:30Z'],
    ],
    [
      'skip a day that a zone skips',
      { expression: 'cron(0 12 * * ? *)', timeZone: 'Pacific/Apia' },
      '2011-12-29T00:00Z',
      ['2011-12-29T22:00Z', '2011-12-30T22:00Z'],
    ],
    [
      'of a rate count from its start',
      { expression: 'rate(90 minutes)', startDate: new Date('2026-03-01T00:10Z') },
      '2026-03-02T00:00Z',
      ['2026-03-02T00:10Z', '2026-03-02T01:40Z'],
    ],
    [
      'of a rate begin with its start',
      { expression: 'rate(1 day)', startDate: new Date('2026-03-05T00:10Z') },
      '2026-03-02T00:00Z',
      ['2026-03-05T00:10Z', '2026-03-06T00:10Z'],
    ],
    ['of a rate count from its creation', { expression: 'rate(2 hours)' }, '2026-03-02T00:05Z', ['2026-03-02T02:05Z', '2026-03-02T04:05Z']],
    [
      'of a rate of days are 24 hours apart',
      { expression: 'rate(1 day)', timeZone: 'Europe/Berlin' },
      '2026-03-28T12:00Z',
      ['2026-03-29T12:00Z', '2026-03-30T12:00Z'],
    ],
    [
      'of a cron expression wait for its start',
      { expression: 'cron(0 4 * * ? *)', startDate: new Date('2026-03-07T04:00Z') },
      '2026-03-01T00:00Z',
      ['2026-03-07T04:00Z', '2026-03-08T04:00Z'],
    ],
    [
      'end on their last day',
      { expression: 'cron(0 4 * * ? *)', startDate: new Date('2026-01-01'), endDate: new Date('2026-03-02T04:00Z') },
      '2026-03-01T04:00Z',
      ['2026-03-02T04:00Z'],
    ],
    ['of a rate end', { expression: 'rate(1 hour)', endDate: new Date('2026-03-01T01:59Z') }, '2026-03-01T00:00Z', ['2026-03-01T01:00Z']],
    ['end with the years', { expression: 'cron(0 4 31 12 ? 2026-2027)' }, '2027-06-01T00:00Z', ['2027-12-31T04:00Z']],
    ['are none on days that do not exist', { expression: 'cron(0 4 30 2 ? *)' }, '2026-06-01T00:00Z', []],
    [
      'of one that runs once ignore start and end',
      {
        expression: 'at(2026-07-01T09:00:00)',
        timeZone: 'America/New_York',
        startDate: new Date('2027-01-01'),
        endDate: new Date('2026-01-01'),
      },
      '2026-03-01T00:00Z',
      ['2026-07-01T13:00Z'],
    ],
    ['of one that ran are none', { expression: 'at(2026-07-01T09:00:00)' }, '2026-07-01T09:00Z', []],
    ['are none at a time that is skipped', { expression: 'at(2026-03-29T02:30:00)', timeZone: 'Europe/Berlin' }, '2026-03-01T00:00Z', []],
    ['are none on the 31st of February', { expression: 'at(2026-02-31T02:30:00)' }, '2026-01-01T00:00Z', []],
    ['are none on a day that does not exist', { expression: 'at(2026-13-29T02:30:00)' }, '2026-03-01T00:00Z', []],
    ['are none at no time', { expression: 'at(noon)' }, '2026-03-01T00:00Z', []],
    ['are none of no rate', { expression: 'rate(0 hours)' }, '2026-03-01T00:00Z', []],
    ['are none of another kind', { expression: 'every(1 hour)' }, '2026-03-01T00:00Z', []],
  ])('%s', (_, times, after, expected) => expect(runsOf(times, after, 2)).toEqual(expected));

  test('are as many as are asked for', () => {
    expect(runsOf('rate(1 hour)', '2026-03-01T00:00Z', 0)).toEqual([]);
    expect(runsOf('cron(*/10 * * * ? *)', '2026-03-01T00:00Z', 100)).toHaveLength(100);
  });

  test('need an expression and a time zone that can be read', () => {
    expect(() => runsOf('cron(60 4 * * ? *)', '2026-03-01T00:00Z')).toThrow(CronFault);
    expect(() => runsOf({ expression: 'rate(1 hour)', timeZone: 'Mars/Olympus' }, '2026-03-01T00:00Z')).toThrow(RangeError);
  });
});

/** Days on which clocks change, by their zone; Lord Howe by half an hour, Havana at midnight. */
const DAYS = [
  ['UTC', '2026-02-27'],
  ['Europe/Berlin', '2026-03-28'],
  ['Europe/Berlin', '2026-10-24'],
  ['America/New_York', '2026-03-07'],
  ['America/New_York', '2026-10-31'],
  ['Australia/Lord_Howe', '2026-04-04'],
  ['Australia/Lord_Howe', '2026-10-03'],
  ['America/Havana', '2026-10-31'],
  ['America/Havana', '2026-03-07'],
  ['Pacific/Apia', '2011-12-29'],
] as const;

test.each(['every(1 hour)', 'rate(1 hour) ', ' rate(1 hour)', 'at(2026-03-02T04:00:00.5)', 'at(2026-03-02)', 'at(2026-03-02T04:00)'])(
  '"%s" is no schedule',
  (expression) => expect(runsOf(expression, '2026-03-01T00:00Z')).toEqual([]),
);

test.each([0, 1, 2])('there are %d if so many are asked for', (count) =>
  expect(runsOf('rate(1 hour)', '2026-03-01T00:00Z', count)).toHaveLength(count),
);

/** What the clock of a zone shows at each minute of three days, and the runs that are due then: a clock that goes on, and no calendar. */
function walk(zone: string, from: number, isDue: (local: Date) => boolean): number[] {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const shown = new Set<string>();
  const minutes = Array.from({ length: 3 * 24 * 60 }, (_, index) => from + index * MINUTE);
  return minutes.filter((minute) => {
    const text = clock.format(minute);
    const isNew = !shown.has(text);
    shown.add(text);
    return isNew && isDue(new Date(`${text.replace(' ', 'T')}Z`));
  });
}

const someOf = (min: number, max: number) => fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 });

test('runs are those of somebody who watches the clock of the zone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...DAYS),
      someOf(0, 59),
      someOf(0, 23),
      fc.option(someOf(1, 7), { nil: undefined }),
      fc.nat(36 * 60),
      ([zone, day], minutes, hours, weekdays, later) => {
        const from = Date.parse(`${day}T00:00:00Z`);
        const after = from + later * MINUTE;
        const due = walk(
          zone,
          from - 24 * 60 * MINUTE,
          (local) =>
            minutes.includes(local.getUTCMinutes()) &&
            hours.includes(local.getUTCHours()) &&
            (weekdays === undefined || weekdays.includes(local.getUTCDay() + 1)),
        ).filter((run) => run > after);
        const expression = `cron(${minutes.join()} ${hours.join()} ${weekdays ? '?' : '*'} * ${weekdays?.join() ?? '?'} *)`;
        expect(nextRuns({ expression, timeZone: zone }, new Date(after), due.length).map(Number)).toEqual(due);
      },
    ),
    { numRuns: 60 },
  );
});
