import { closedDays, isDay } from '../../../src/domain/day';
import {
  dayFolder,
  dayOfManifest,
  isDue,
  isKept,
  manifestFolder,
  needsCompaction,
  pendingKey,
  readableFiles,
  readManifest,
  settledKey,
} from '../../../src/domain/history/compaction';
import { readDays } from '../../../src/domain/history/requested-days';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-03-10T00:30:00Z');
const stored = (key: string, storageClass = 'STANDARD', modifiedAt = NOW) => ({ key, storageClass, modifiedAt });

describe('days', () => {
  test('are closed when the services have stopped to retry', () => {
    const days = closedDays(NOW);
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-03-08', '2026-02-02', 35]);
    expect(closedDays(Date.parse('2026-03-10T23:59:59Z'))[0]).toBe('2026-03-08');
  });

  test.each(['2026-02-30', '2026-3-1', "2026-03-01'", '2026-03-01T00:00:00Z', ' 2026-03-01', '2026-03-01 ', '2026-13-01', ''])(
    'of the calendar do not include %p',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );

  test('can be requested', () => {
    expect(readDays({ days: ['2024-02-29', '2026-01-01', '2024-02-29'] })).toEqual(['2024-02-29', '2026-01-01']);
    expect(readDays({ days: [] })).toEqual([]);
    expect(readDays({ source: 'aws.events' })).toBeUndefined();
  });

  test('that are none are refused with what they are', () => {
    expect(() => readDays({ days: ['2026-01-01', '2026-02-30'] })).toThrow(
      new Error('payload.days: has one that is not a day like 2026-11-01'),
    );
  });

  test.each([[null], ['2026-01-01'], [{ days: '2026-01-01' }], [{ days: ["2026-01-01' or 1=1"] }], [{ days: [20260101] }]])(
    'are refused in another form: %j',
    (message) => {
      expect(() => readDays(message)).toThrow();
    },
  );
});

describe('files', () => {
  test('that queries do not read are left alone', () => {
    const objects = [
      stored('jobs/day=2026-03-01/a.parquet'),
      stored('jobs/day=2026-03-01/b', 'GLACIER_IR'),
      stored('jobs/day=2026-03-01/_temporary'),
      stored('jobs/day=2026-03-01/.hidden'),
      stored('jobs/day=2026-03-01/'),
      stored('jobs/day=2026-03-01/c.parquet', 'GLACIER'),
      stored('jobs/day=2026-03-01/d.parquet', 'DEEP_ARCHIVE'),
      stored('_e.parquet'),
      stored(''),
    ];
    expect(readableFiles(objects)).toEqual(['jobs/day=2026-03-01/a.parquet', 'jobs/day=2026-03-01/b']);
  });

  test('are enough for a compaction if three of them are new', () => {
    const manifest = { replaced: ['old'], written: ['compacted-1', 'compacted-2', 'compacted-3'] };
    expect(needsCompaction(['1', '2'], [])).toBe(false);
    expect(needsCompaction(['1', '2', '3'], [])).toBe(true);
    expect(needsCompaction(['1', '2', 'old', ...manifest.written], [manifest])).toBe(false);
    expect(needsCompaction(['1', '2', '3', ...manifest.written], [manifest])).toBe(true);
  });

  test('that were written must be there, or be replaced in turn, before those that they replaced are deleted', () => {
    const first = { replaced: ['1', '2', '3'], written: ['a'] };
    const second = { replaced: ['a', '4'], written: ['b'] };
    expect(isKept(first, ['1', 'a'], [first])).toBe(true);
    expect(isKept(first, ['1'], [first])).toBe(false);
    expect(isKept(first, ['b'], [first, second])).toBe(true);
    expect(isKept(second, ['a'], [first, second])).toBe(false);
    expect(isKept({ replaced: [], written: ['a', 'c'] }, ['a'], [first])).toBe(false);
  });
});

describe('a manifest', () => {
  const pending = pendingKey('jobs', '2026-03-01', 'query-1');

  test('is due an hour after its query, until it is settled', () => {
    expect(pending).toBe('compactions/jobs/day=2026-03-01/query-1.json');
    expect(dayFolder('jobs', '2026-03-01')).toBe('jobs/day=2026-03-01/');
    expect(isDue(stored(pending, '', NOW - HOUR), NOW)).toBe(true);
    expect(isDue(stored(pending, '', NOW - HOUR + 1), NOW)).toBe(false);
    expect(isDue(stored(settledKey(pending), '', NOW - 2 * HOUR), NOW)).toBe(false);
  });

  test('has its day in its key', () => {
    expect([pending, settledKey(pending), 'compactions/jobs/other.json'].map((key) => dayOfManifest({ key }))).toEqual([
      '2026-03-01',
      '2026-03-01',
      '',
    ]);
  });

  test('reads what was written', () => {
    expect(readManifest('{"replaced":["a"],"written":[]}')).toEqual({ replaced: ['a'], written: [] });
  });

  test.each(['', '{}', '{"replaced":["a"]}', '{"replaced":"a","written":[]}', '{"replaced":[1],"written":[]}'])(
    'is refused if it is %p',
    (text) => {
      expect(() => readManifest(text)).toThrow();
    },
  );

  test('without keys is refused with what it lacks', () => {
    expect(() => readManifest('{}')).toThrow(new Error('manifest: does not have the keys of files'));
  });

  test('is in the folder of all manifests of its dataset, and is settled by its ending alone', () => {
    expect([manifestFolder('jobs'), pending.startsWith(manifestFolder('jobs'))]).toEqual(['compactions/jobs/', true]);
    expect(settledKey('compactions/jobs/a.json.json')).toBe('compactions/jobs/a.json.settled.json');
  });
});
