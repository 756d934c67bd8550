import { LogLine, runInsightsQuery } from '../../../../lab/aws/insights/index';

const lines: readonly LogLine[] = [
  { timestamp: 1000, message: '{"a":"2345_","n":10,"ok":true,"deep":{"list":[{"x":"first"}]},"nothing":null}', logStream: 's1' },
  { timestamp: 2000, message: '{"a":"5A","n":"9","ok":false,"with-dash":1}', logStream: 's1' },
  { timestamp: 3000, message: '{"a":"111A","n":100}', logStream: 's2' },
  { timestamp: 4000, message: 'plain text: 42 ms', logStream: 's2' },
];
const run = (query: string, range = { start: 0, end: 10_000 }) => runInsightsQuery(query, lines, range);
const column = (query: string, name: string) => run(query).rows.map((row) => row[name]);

describe('Logs Insights semantics', () => {
  test('without fields a query shows time and message, newest first', () => {
    const { fields, rows } = run('limit 1');
    expect(fields).toEqual(['@timestamp', '@message']);
    expect(rows).toEqual([{ '@timestamp': '1970-01-01 00:00:04.000', '@message': 'plain text: 42 ms' }]);
  });

  test('only lines of the time range are read, both ends included, and their bytes counted', () => {
    const { rows, scannedBytes } = run('fields n', { start: 2000, end: 3000 });
    expect(rows).toEqual([{ n: 100 }, { n: '9' }]);
    expect(scannedBytes).toBe(lines[1].message.length + lines[2].message.length);
  });

  test('sort follows the documented natural order: missing, text by chunks, numbers', () => {
    expect(column('sort a asc', '@message').map((message) => /"a":"(\w+)"/.exec(String(message))?.[1])).toEqual([
      undefined,
      '5A',
      '111A',
      '2345_',
    ]);
    expect(column('filter ispresent(n) | sort n asc | fields n', 'n')).toEqual(['9', 10, 100]);
  });

  test.each([
    ['JSON booleans count as 1 and 0', 'filter ok = 1 | fields a', ['2345_']],
    ['true and false may be written out', 'filter ok = false | fields a', ['5A']],
    ['null is a missing field', 'filter ispresent(nothing) | fields a', []],
    ['a missing field equals nothing', 'filter n = "" | fields a', []],
    ['a missing field differs from any value', 'filter a != "5A" and a != "111A" and a != "2345_" | fields @logStream as a', ['s2']],
    ['a missing field has no order', 'filter n < 1000 or n >= 1000 | sort n | fields a', ['5A', '2345_', '111A']],
    ['nested fields and array elements are discovered', 'filter deep.list.0.x = "first" | fields a', ['2345_']],
    ['a field with other characters is reached in backticks', 'filter `with-dash` = 1 | fields a', ['5A']],
    ['lines without JSON can be parsed', 'parse @message "plain text: * ms" as ms | filter ispresent(ms) | fields ms + 1 as a', [43]],
    ['parse reads the message when no field is given', 'parse /text: (?<ms>\\d+)/ | filter ms > 1 | fields ms as a', ['42']],
    ['like a string finds a part of the text, whatever its characters', 'filter a like "45_" | fields a', ['2345_']],
    ['divided by zero there is no value', 'filter n = 10 | fields n / 0 as a', [undefined]],
    ['commands may begin with a pipe or end with one', '| filter n = 10 | fields a |', ['2345_']],
    ['a sum over a condition counts where it holds', 'stats sum(n >= 10 and ispresent(a)) as a', [2]],
    ['a sum over a list or a pattern does, too', 'stats sum(a in ["5A", "2345_"]) + sum(@message like /^plain/) as a', [3]],
    ['the latest and the earliest value are those of events that have one', 'stats latest(ok) * 10 + earliest(n) as a', [10]],
    ['the latest event of each', 'sort @timestamp desc | dedup @logStream | limit 1', [undefined]],
    ['keywords and functions are known in any case', 'FILTER isPresent(n) AND NOT n = 10 | STATS Count(*) AS a', [2]],
  ])('%s', (_, query, expected) => expect(column(query, 'a')).toEqual(expected));

  test('columns without an alias are named after their text', () => {
    expect(run('stats count(*), avg(n) / 2 by @logStream, bin(1s)').fields).toEqual(['@logStream', 'bin(1s)', 'count(*)', 'avg(n) / 2']);
  });

  test('the last display decides on the columns', () => {
    expect(run('fields a, n | display n | fields a').fields).toEqual(['n']);
  });

  test('a count of nothing is a row with zero, a sum of nothing has no value', () => {
    expect(run('filter n > 1000 | stats count(*) as c, sum(n) as s').rows).toEqual([{ c: 0 }]);
  });

  test('a group without a value is a group of its own', () => {
    expect(run('stats count(*) as c by ok | sort c').rows).toEqual([{ ok: 0, c: 1 }, { ok: 1, c: 1 }, { c: 2 }]);
  });

  test('no more than 200 fields of an event are discovered', () => {
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, index])));
    const [row] = runInsightsQuery('fields f199, f200', [{ timestamp: 0, message: wide }], { start: 0, end: 1 }).rows;
    expect(row).toEqual({ f199: 199 });
  });

  test('bins of months, quarters and years follow the calendar', () => {
    const event = [{ timestamp: Date.parse('2026-08-17T10:00:00Z'), message: '' }];
    const [row] = runInsightsQuery('stats count(*) by bin(1mo) as m, bin(1q) as q, bin(1y) as y, dateceil(@timestamp, 1mo) as c', event, {
      start: 0,
      end: 9e12,
    }).rows;
    expect(row).toMatchObject({
      m: '2026-08-01 00:00:00.000',
      q: '2026-07-01 00:00:00.000',
      y: '2026-01-01 00:00:00.000',
      c: '2026-09-01 00:00:00.000',
    });
  });
});
