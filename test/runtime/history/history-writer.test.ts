import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { dataMessage, DeployedHistory, job, logEvent, payloadOf, transitions } from './deployed-history';
import { runs } from '../../property-runs';
import { answerError, answerJson } from '../stage/wire';

const history = DeployedHistory.use();
const { firehose, lines } = history;
const ids = (stream = 'stream-of-jobs') => firehose.rowsOf(stream).map((row) => row.job_id);
const jobs = (count: number, fields: object = {}) => Array.from({ length: count }, (_, index) => logEvent(job(`job-${index}`, fields)));
const FAILED = 'The event could not be processed';

describe('lines of a log group', () => {
  test('go to the stream of their dataset', async () => {
    const line = logEvent(transitions());
    await history.send(dataMessage([logEvent(job('a')), line, logEvent(job('b'))]));
    expect(ids()).toEqual(['a', 'b']);
    expect(firehose.rowsOf('stream-of-transitions')).toEqual([
      { record_type: 'transitions', at: '2026-03-01T10:00:00.000Z', jobs_running: 1, log_event_id: line.id, day: '2026-03-01' },
    ]);
    expect(lines.raw).toEqual([]);
  });

  test('that are no records are left out, and no stream is called for none', async () => {
    await history.send(dataMessage([logEvent({ _aws: {} }), logEvent({ RecordType: 'instance' })]));
    expect(firehose.puts).toEqual([]);
  });

  test('that are no rows go to the stream with the reason, and nothing of them is logged', async () => {
    const line = logEvent(job('canary', { Vcpus: 'canary' }));
    await history.send(dataMessage([line, logEvent(job('b'))]));
    expect(firehose.rowsOf('stream-of-jobs')).toEqual([
      { line: line.message, reason: 'Vcpus is not of type double', log_event_id: line.id },
      expect.objectContaining({ job_id: 'b' }),
    ]);
    expect(lines.raw).toEqual([]);
  });

  test('are in two calls where what is around them would exceed the limit of one', async () => {
    // A row of a job whose name has no character is so many bytes shorter.
    await history.send(dataMessage(jobs(1, { JobName: '' })));
    const bytes = firehose.puts[0].records[0].byteLength;
    history.reset();
    // 500 records of 8,376 characters in Base64: with 12 around each 4,194,000 of 4 MiB less 1 KiB, without them 4,188,000.
    const rows = 500;
    const events = Array.from({ length: rows }, () => logEvent(job('job-0', { JobName: 'x'.repeat((8_376 / 4) * 3 - bytes) })));
    await history.send(dataMessage(events));
    expect(firehose.wire.requests.every(({ headers }) => headers['content-type'] === 'application/x-amz-json-1.1')).toBe(true);
    expect(new Set(firehose.puts.map(({ records }) => records.length))).toEqual(new Set([1, rows - 1]));
    expect(firehose.accepted).toHaveLength(rows);
  });

  test('are none where CloudWatch Logs only tries the subscription', async () => {
    await history.send(payloadOf({ messageType: 'CONTROL_MESSAGE', logEvents: [logEvent('CWL CONTROL MESSAGE')] }));
    expect(firehose.puts).toEqual([]);
  });

  test('of any number and size are all written, within the limits of the stream', async () => {
    const sizes = fc.array(fc.constantFrom(10, 1_000, 100_000, 450_000), { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 0, max: 1_200 }), async (large, small) => {
        history.reset();
        const events = [...large, ...Array<number>(small).fill(10)].map((bytes, index) =>
          logEvent(job(`job-${index}`, { StatusReason: 'é'.repeat(bytes / 2) })),
        );
        await history.send(dataMessage(events));
        expect(ids().sort()).toEqual(events.map((_, index) => `job-${index}`).sort());
        expect(firehose.puts.length).toBeGreaterThanOrEqual(Math.ceil(events.length / 500));
      }),
      { numRuns: runs(24) },
    );
  }, 60_000);
});

describe('records that a stream does not accept', () => {
  test('are sent again, and the others are not', async () => {
    firehose.refuse = (text, call) => call < 3 && /job-[13]"/.test(text);
    await history.send(dataMessage(jobs(5)));
    expect(firehose.puts.map(({ records }) => records.length)).toEqual([5, 2, 2]);
    expect(ids().sort()).toEqual(['job-0', 'job-1', 'job-2', 'job-3', 'job-4']);
    expect(lines.raw).toEqual([]);
  });

  test('fail the invocation after some tries, so that Lambda sends all lines again', async () => {
    // GIVEN
    firehose.refuse = (text) => text.includes('job-1"');
    const payload = dataMessage(jobs(3));
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.001);
    // WHEN
    await expect(history.send(payload)).rejects.toThrow(FAILED);
    random.mockRestore();
    // THEN
    expect(ids()).toEqual(['job-0', 'job-2']);
    expect(lines.all).toEqual([
      expect.objectContaining({
        RecordType: 'processing-failed',
        Subject: 'PutRecordBatch',
        Problem: 'Amazon Data Firehose did not accept records: ServiceUnavailableException',
      }),
    ]);
    expect(firehose.puts).toHaveLength(12);
    // WHEN the stream accepts them
    firehose.refuse = () => false;
    await history.send(payload);
    // THEN
    expect([...new Set(ids())].sort()).toEqual(['job-0', 'job-1', 'job-2']);
  });

  test('are sent again only while there is time', async () => {
    let left = 60_000;
    firehose.refuse = () => {
      left = 0;
      return true;
    };
    await expect(history.send(dataMessage(jobs(1)), () => left)).rejects.toThrow(FAILED);
    expect(firehose.puts).toHaveLength(1);
    expect(lines.all).toEqual([
      expect.objectContaining({ Problem: 'Amazon Data Firehose did not accept records: ServiceUnavailableException' }),
    ]);
  });

  test('are sent again where a response does not cover them', async () => {
    firehose.fail = ({ records }) =>
      records.length === 3 ? answerJson({ FailedPutCount: 0, RequestResponses: [{ RecordId: 'r' }] }) : undefined;
    await history.send(dataMessage(jobs(3)));
    expect(firehose.puts.map(({ records }) => records.length)).toEqual([3, 2]);
  });

  test('fail the invocation where no response ever covers them', async () => {
    let left = 60_000;
    firehose.fail = () => {
      left = 0;
      return answerJson({ FailedPutCount: 0, RequestResponses: [] });
    };
    await expect(history.send(dataMessage(jobs(1)), () => left)).rejects.toThrow(FAILED);
    expect(lines.all).toEqual([expect.objectContaining({ Problem: 'Amazon Data Firehose did not accept records: no response' })]);
  });
});

describe('a stream that', () => {
  test('throttles calls gets them again', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.001);
    firehose.fail = () => (firehose.puts.length <= 20 ? answerError('ServiceUnavailableException', 503) : undefined);
    await history.send(dataMessage(jobs(2)));
    random.mockRestore();
    expect(ids()).toEqual(['job-0', 'job-1']);
  });

  test('cannot be called fails the invocation, and the other streams still get their rows', async () => {
    firehose.fail = ({ stream }) => (stream === 'stream-of-jobs' ? answerError('ResourceNotFoundException') : undefined);
    await expect(history.send(dataMessage([...jobs(1), logEvent(transitions())]))).rejects.toThrow(FAILED);
    expect(firehose.rowsOf('stream-of-transitions')).toHaveLength(1);
    expect(lines.all).toEqual([expect.objectContaining({ Problem: 'The call to firehose failed: 400 ResourceNotFoundException' })]);
  });

  test('is not called without time for it: the invocation fails', async () => {
    await expect(history.send(dataMessage(jobs(2)), () => 400)).rejects.toThrow(FAILED);
    expect(firehose.puts).toEqual([]);
    expect(lines.all).toEqual([expect.objectContaining({ Problem: 'NoTimeLeft' })]);
  });
});

describe('a payload that is none', () => {
  const torn = gzipSync('{"messageType":"DATA_MESSAGE","logEvents":[]}').subarray(0, 20).toString('base64');
  test.each<[string, unknown, string]>([
    ['nothing', {}, 'awslogs.data'],
    ['an event of another service', { Records: undefined, awslogs: 1 }, 'awslogs'],
    ['no text', { awslogs: { data: 1 } }, 'awslogs.data'],
    ['not compressed', { awslogs: { data: Buffer.from('{}').toString('base64') } }, 'awslogs.data'],
    ['not Base64', { awslogs: { data: 'ä'.repeat(10) } }, 'awslogs.data'],
    ['torn', { awslogs: { data: torn } }, 'awslogs.data'],
    ['not JSON', payloadOf('canary'), 'awslogs.data'],
    ['a list', payloadOf([]), 'awslogs.data'],
    ['of another kind', payloadOf({ messageType: 'canary' }), 'awslogs.data.messageType'],
    ['without a time', payloadOf({ messageType: 'DATA_MESSAGE', logEvents: [{ id: '1', message: 'canary' }] }), 'logEvents[0].timestamp'],
    ['without an id', payloadOf({ messageType: 'DATA_MESSAGE', logEvents: [{ timestamp: 1.7e12, message: 'canary' }] }), 'logEvents[0].id'],
    ['without a text', payloadOf({ messageType: 'DATA_MESSAGE', logEvents: [{ id: '1', timestamp: 1.7e12 }] }), 'logEvents[0].message'],
  ])('fails the invocation, and is not quoted: %s', async (_, payload, field) => {
    await expect(history.send(payload)).rejects.toThrow(FAILED);
    expect(lines.all).toEqual([expect.objectContaining({ RecordType: 'event-rejected', Field: expect.stringContaining(field) })]);
    expect(lines.raw.join()).not.toContain('canary');
    expect(firehose.puts).toEqual([]);
  });

  test('names what is missing', async () => {
    await expect(history.send({})).rejects.toThrow(FAILED);
    expect(lines.all).toEqual([expect.objectContaining({ Field: 'awslogs.data', Problem: 'is missing' })]);
  });

  test('that is no object is rejected as a whole', async () => {
    await expect(history.send(['canary'])).rejects.toThrow(FAILED);
    expect(lines.all).toEqual([expect.objectContaining({ Field: '', Problem: 'expected an object, got an array' })]);
  });

  test('of which little becomes much fails the invocation', async () => {
    await expect(history.send(payloadOf(`{}${' '.repeat(65 * 1024 * 1024)}`))).rejects.toThrow(FAILED);
    expect(lines.all).toEqual([expect.objectContaining({ Problem: 'is not compressed JSON' })]);
  });
});

test('payloads that come back from a queue are written, each for itself', async () => {
  const messages = [dataMessage(jobs(1)), { awslogs: { data: 'torn' } }, dataMessage([logEvent(job('b'))])];
  const failed = await history.redrive(messages.map((body, index) => ({ id: `message-${index}`, body })));
  expect(failed).toEqual(['message-1']);
  expect(ids()).toEqual(['job-0', 'b']);
});
