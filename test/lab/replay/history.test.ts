import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyTemplate } from './fixtures/history-template';
import { eventOf, Replayed, replayEvents } from './fixtures/replay-fixture';
import { JsonObject } from '../../../lab/aws/json';
import { withDuckDb } from '../../../lab/replay/history/parquet';

jest.setTimeout(60_000);

const line = (content: JsonObject): JsonObject => eventOf('test.queued', { do: 'line', line: content });
const record = (Row: JsonObject | string, more: JsonObject = {}): JsonObject => line({ RecordType: 'job', Row, ...more });

const filesOf = ({ out }: Replayed): string[] =>
  readdirSync(join(out, 'history'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const rowsOf = ({ out }: Replayed): Promise<unknown[]> =>
  withDuckDb(async (connection) => {
    const files = join(out, 'history/jobs/*/*.parquet');
    const reader = await connection.runAndReadAll(
      `SELECT to_json(r) AS row FROM read_parquet('${files}', hive_partitioning = true, hive_types = {day: VARCHAR}) r ORDER BY job_id`,
    );
    return reader.getRowObjectsJson().map(({ row }) => JSON.parse(String(row)) as unknown);
  });

const errorsOf = (replayed: Replayed): JsonObject[] =>
  filesOf(replayed)
    .filter((file) => file.includes('/errors/'))
    .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
    .map((text) => JSON.parse(text) as JsonObject);

const EMPTY = { vcpus: null, exit_code: null, stopped_at: null, is_main_node: null, tags: null, attempts: null };

describe('a replay of a history', () => {
  test('writes a row for each log event that passes the filter, by day', async () => {
    const replayed = await replayEvents(
      [
        record({
          day: '2026-11-20',
          job_id: 'a',
          vcpus: 0.25,
          exit_code: -1,
          stopped_at: '2026-11-20T01:02:03.450Z',
          is_main_node: false,
          tags: { Team: 'x', '': 'ü' },
          attempts: [
            { number: 1, started_at: '2026-11-20T01:02:03.004Z' },
            { number: 2, reason: 'it "failed"\n' },
          ],
        }),
        record({ day: '2026-11-21', job_id: 'b', attempts: [], future: { a: 1 } }),
        line({ RecordType: 'queue-blocked', Row: { day: '2026-11-21', job_id: 'c' } }),
        line({ Row: { day: '2026-11-21', job_id: 'd' } }),
      ],
      historyTemplate(),
    );
    expect(await rowsOf(replayed)).toEqual([
      {
        job_id: 'a',
        vcpus: 0.25,
        exit_code: -1,
        stopped_at: '2026-11-20 01:02:03.45',
        is_main_node: false,
        tags: { Team: 'x', '': 'ü' },
        attempts: [
          { number: 1, started_at: '2026-11-20 01:02:03.004', reason: null },
          { number: 2, started_at: null, reason: 'it "failed"\n' },
        ],
        day: '2026-11-20',
      },
      { ...EMPTY, job_id: 'b', attempts: [], day: '2026-11-21' },
    ]);
    expect(replayed.summary.history).toEqual({ Stream: { rows: 2, files: 2, errors: 0 } });
    expect(replayed.summary.errors).toBe(0);
  });

  test('delivers log events in batches, as CloudWatch Logs does', async () => {
    const replayed = await replayEvents(
      [record({ day: '2026-11-20', job_id: 'a' }), record({ day: '2026-11-20', job_id: 'b' })],
      historyTemplate(),
    );
    const messages = readFileSync(join(replayed.out, 'logs/Writer.ndjson'), 'utf8');
    expect(messages).toContain('2 log events: ');
    for (const part of ['"messageType":"DATA_MESSAGE"', '"owner":"123456789012"', '"subscriptionFilters":["Tested-Filter-']) {
      expect(messages).toContain(JSON.stringify(part).slice(1, -1));
    }
  });

  test('puts under the error prefix what has no partition or another type, and reports it', async () => {
    const rows: JsonObject[] = [
      { job_id: 'no day' },
      { day: '2026-11-20', exit_code: 1.5 },
      { day: '2026-11-20', attempts: [{ number: '1' }] },
    ];
    const replayed = await replayEvents([...rows.map((row) => record(row)), record('[1]')], historyTemplate());
    expect(errorsOf(replayed).map(({ errorCode, errorMessage }) => `${String(errorCode)}: ${String(errorMessage)}`)).toEqual(
      expect.arrayContaining([
        'DynamicPartitioning.MetadataExtractionFailed: no day',
        'DynamicPartitioning.MetadataExtractionFailed: the record is no JSON object',
        'DataFormatConversion.ParseError: exit_code: a value of type number is no int',
        'DataFormatConversion.ParseError: attempts[0].number: a value of type string is no int',
      ]),
    );
    expect(errorsOf(replayed).map(({ rawData }) => Buffer.from(String(rawData), 'base64').toString())).toContain(JSON.stringify(rows[1]));
    expect(filesOf(replayed).map((file) => /history\/errors\/jobs\/([^/]+)\//.exec(file)?.[1])).toEqual([
      'format-conversion-failed',
      'processing-failed',
    ]);
    expect(replayed.summary.history).toEqual({ Stream: { rows: 0, files: 0, errors: 4 } });
    expect(replayed.summary.errorMessages).toContain(
      'Stream delivered 1 records to its error prefix: DynamicPartitioning.MetadataExtractionFailed: no day',
    );
  });

  test('invokes a function that failed again, and sets its log events aside when it fails three times', async () => {
    const again = await replayEvents([record({ day: '2026-11-20', job_id: 'a' }, { Fails: 2 })], historyTemplate());
    expect(again.summary.history).toEqual({ Stream: { rows: 1, files: 1, errors: 0 } });
    expect(again.summary.failedInvocations).toEqual({ Worker: 0, Writer: 2 });

    const aside = await replayEvents([record({ day: '2026-11-20', job_id: 'a' }, { Fails: 3 })], historyTemplate());
    expect(aside.summary.history).toEqual({ Stream: { rows: 0, files: 0, errors: 0 } });
    expect(aside.summary.deadLetters).toEqual({ DeadLetters: 1 });
    expect(aside.summary.errorMessages.at(-1)).toMatch(/^1 log events of Tested-WorkerLogs-\w+ ended in dead-letter queue DeadLetters$/);
  });

  test('records who put records to which stream', async () => {
    const { lines } = await replayEvents([record({ day: '2026-11-20', job_id: 'a' })], historyTemplate());
    expect(lines('calls.ndjson')).toContainEqual({
      function: 'Writer',
      by: 'handler',
      action: 'firehose:PutRecordBatch',
      resource: expect.stringMatching(/^arn:aws:firehose:us-east-1:123456789012:deliverystream\/Tested-Stream-/),
      context: {},
      count: 1,
    });
  });

  test.each([
    [
      'Filter',
      'FilterPattern',
      '{ $.RecordType = "j*" }',
      'Subscription filter Filter: The filter pattern { $.RecordType = "j*" } is not supported',
    ],
    ['Filter', 'DestinationArn', 'arn:aws:kinesis:x', 'Subscription filter Filter has a destination that replay does not run'],
    ['Stream', 'ExtendedS3DestinationConfiguration', {}, 'Delivery stream Stream is not run: it must partition by one query of jq 1.6'],
  ])('does not run a %s with another %s', async (id, property, value, problem) => {
    const template = historyTemplate((resources) => {
      resources[id].Properties[property] = value;
    });
    await expect(replayEvents([record({ day: '2026-11-20', job_id: 'a' })], template)).rejects.toThrow(problem);
  });
});
