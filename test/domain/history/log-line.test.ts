import * as fc from 'fast-check';
import { streamEntry } from '../../../src/domain/history/log-line';
import { HistoryDatasetName } from '../../../src/domain/names/history';
import { runs } from '../../property-runs';

const ALL: HistoryDatasetName[] = ['jobs', 'transitions', 'instances'];
const JOB = {
  RecordType: 'job',
  SchemaVersion: 1,
  JobId: 'job-1',
  Status: 'FAILED',
  StoppedAt: '2026-03-01T23:59:59.999Z',
  AttemptCount: 1,
  SpotInterruptions: 0,
  Attempts: [{ Number: 1 }],
};
const LIMIT = 1_000 * 1024;
const entry = (message: string, datasets = ALL) => streamEntry({ id: 'line-1', loggedAt: 1_772_400_000_000, message }, datasets);
const rejection = (message: string) => JSON.parse(entry(message)?.text ?? '') as { line: string; reason: string; log_event_id: string };

describe('a line of a log group', () => {
  test('that is a record becomes a row of its dataset', () => {
    const { dataset, text, isRejected } = entry(JSON.stringify(JOB)) ?? {};
    expect([dataset, isRejected]).toEqual(['jobs', false]);
    expect(JSON.parse(text ?? '')).toMatchObject({ job_id: 'job-1', day: '2026-03-01' });
  });

  test.each([
    ['a metric document', { _aws: {}, JobsFailed: 1 }],
    ['a record of another kind', { RecordType: 'queue-blocked' }],
    ['a record whose kind is no text', { RecordType: 1 }],
  ])('that is %s is nothing', (_, line) => {
    expect(entry(JSON.stringify(line))).toBeUndefined();
  });

  test('of a dataset that the history does not have is nothing', () => {
    expect(entry(JSON.stringify({ RecordType: 'transitions' }), ['jobs'])).toBeUndefined();
  });

  test.each(['null', '[]', '"job"', '1', '', '{"RecordType":"job"', 'START RequestId: 1'])(
    'that is no object goes to the first stream, without a day: %s',
    (message) => {
      expect(entry(message)).toMatchObject({ dataset: 'jobs', isRejected: true });
      expect(rejection(message)).toEqual({ line: message, reason: 'the line is not a JSON object', log_event_id: 'line-1' });
    },
  );

  test('that is a record with a wrong field goes to the stream of its dataset as it is, with the field', () => {
    const message = JSON.stringify({ ...JOB, Vcpus: 'canary' });
    expect(entry(message)).toMatchObject({ dataset: 'jobs', isRejected: true });
    expect(rejection(message)).toEqual({ line: message, reason: 'Vcpus is not of type double', log_event_id: 'line-1' });
  });

  test('that breaks what reads it goes to the stream as it is', () => {
    const message = JSON.stringify({ ...JOB, StoppedAt: { toString: 1, valueOf: 1 } });
    expect(rejection(message)).toEqual({ line: message, reason: 'the line cannot be read', log_event_id: 'line-1' });
  });

  test('is accepted up to the limit of a stream, and is rejected beyond', () => {
    const ofBytes = (bytes: number) => JSON.stringify({ ...JOB, StatusReason: 'a'.repeat(bytes) });
    // A row has the reason twice: the attempt has it too.
    const around = Buffer.byteLength(entry(ofBytes(1))?.text ?? '') - 2;
    const fits = entry(ofBytes((LIMIT - around) / 2));
    expect([fits?.isRejected, Buffer.byteLength(fits?.text ?? '')]).toEqual([false, LIMIT]);
    const exceeds = ofBytes((LIMIT - around) / 2 + 1);
    expect(rejection(exceeds)).toEqual({ line: exceeds, reason: 'the line makes a row of more than 1,000 KiB', log_event_id: 'line-1' });
  });

  test.each([
    ['characters of one byte', 'a'],
    ['characters that JSON escapes', '\u0001'],
    ['characters of four bytes', '\u{1f600}'],
  ])('that is itself beyond the limit is cut, and its reason says so: %s', (_, character) => {
    const message = `{"RecordType":"job","JobId":"${character.repeat(1_100_000 / character.length)}`;
    const { text, isRejected } = entry(message) ?? {};
    expect([isRejected, Buffer.byteLength(text ?? '') <= LIMIT]).toEqual([true, true]);
    const { line, reason } = rejection(message);
    expect(line).toBe(message.slice(0, 150_000));
    expect(reason).toBe('the line is not a JSON object; this is its beginning');
  });

  test('never throws, whatever it is, and what it becomes is at most as large as the stream accepts', () => {
    const record = fc.record(
      Object.fromEntries(
        [
          'RecordType',
          'JobId',
          'Status',
          'StoppedAt',
          'At',
          'AttemptCount',
          'SchemaVersion',
          'SpotInterruptions',
          'Attempts',
          'Tags',
          'Vcpus',
        ].map((name) => [
          name,
          fc.oneof(
            fc.jsonValue(),
            fc.constantFrom<unknown>(1, 'job', 'transitions', 'instance', '2026-03-01T10:00:00Z', [{ Number: 1 }], [null], [[]], {
              a: 'b',
            }),
          ),
        ]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          record.map((value) => JSON.stringify(value)),
        ),
        (message) => {
          const made = entry(message);
          if (!made) return;
          expect(Buffer.byteLength(made.text)).toBeLessThanOrEqual(LIMIT);
          const { day, reason } = JSON.parse(made.text) as { day?: string; reason?: string };
          expect(made.isRejected ? typeof reason : day).toMatch(/^string$|^\d{4}-\d\d-\d\d$/);
          expect(made.isRejected && day).toBe(made.isRejected ? undefined : false);
        },
      ),
      { numRuns: runs(2_000) },
    );
  });
});
