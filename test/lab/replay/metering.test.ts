import { eventOf, replayEvents } from './fixtures/replay-fixture';
import { JsonObject } from '../../../lab/aws/json';
import { itemBytes, plainItem } from '../../../lab/replay/servers/item-values';

jest.setTimeout(30_000);

describe('metering', () => {
  test('counts write units by the size of the item, and refused writes', async () => {
    const { summary } = await replayEvents([
      eventOf('test.queued', { do: 'store', JobId: 'small' }),
      eventOf('test.queued', { do: 'store', JobId: 'large', text: 'x'.repeat(1500) }),
      eventOf('test.queued', { do: 'refused', JobId: 'other' }),
    ]);
    expect(summary.tables.Table).toEqual({
      items: 2,
      maxItemBytes: 5 + 5 + 4 + 1500 + 4 + 2,
      readUnits: 0,
      writeUnits: 4,
      itemsRead: 0,
      operations: {
        UpdateItem: { calls: 2, readUnits: 0, writeUnits: 3, keysRead: 0 },
        PutItem: { calls: 1, readUnits: 0, writeUnits: 1, keysRead: 0 },
      },
    });
    expect(summary).toMatchObject({ writeUnits: 4, writesPerState: 1.3333, maxItemBytes: { Table: 1520 } });
  });

  test('leaves no trace in the answer, unless the handler asked for it', async () => {
    const { summary, messages } = await replayEvents([
      eventOf('test.queued', { do: 'store', JobId: 'a' }),
      eventOf('test.queued', { do: 'read', JobId: 'b' }),
    ]);
    const answers = messages('WorkerLogs')
      .map((message) => (JSON.parse(message) as { message: string }).message)
      .filter((message) => message.startsWith('answer'));
    expect(answers).toEqual(['answer {}', expect.stringContaining('"ConsumedCapacity":{"CapacityUnits":0.5')]);
    expect(summary).toMatchObject({ readUnits: 0.5, tables: { Table: { itemsRead: 1 } } });
  });

  test('counts log bytes by job', async () => {
    const { summary, messages } = await replayEvents(['a', 'b'].map((JobId) => eventOf('test.queued', { do: 'record', JobId })));
    const bytes = messages('WorkerLogs').reduce((sum, message) => sum + Buffer.byteLength(message), 0);
    expect(summary).toMatchObject({ records: 2, logBytes: bytes, logBytesByGroup: { WorkerLogs: bytes }, logBytesPerJob: bytes / 2 });
  });

  test('writes log lines at the time of what they record', async () => {
    const { lines } = await replayEvents([eventOf('test.queued', { do: 'record', JobId: 'a', StoppedAt: '2026-11-19T10:00:00.500Z' })]);
    expect(lines('logs/WorkerLogs.ndjson').at(-1)).toMatchObject({ timestamp: Date.parse('2026-11-19T10:00:00.500Z') });
  });

  test('gives handlers exactly what the template and Lambda set', async () => {
    const { messages } = await replayEvents([eventOf('test.queued', { do: 'environment' })]);
    const names = (JSON.parse(messages('WorkerLogs').at(-1) ?? '{}') as { message: string }).message.split(',');
    expect(names.filter((name) => !/^(AWS|LAMBDA)_/.test(name))).toEqual(['LANG', 'PATH', 'QUEUE_URL', 'TABLE', 'TITLE', 'TZ', '_HANDLER']);
  });
});

describe('items', () => {
  test('are written as plain JSON and measured by the rules of DynamoDB', () => {
    const item: JsonObject = {
      Id: { S: 'ä' },
      Count: { N: '-12345' },
      Flag: { BOOL: true },
      Nothing: { NULL: true },
      Names: { SS: ['a', 'bc'] },
      Bytes: { B: 'AAEC' },
      List: { L: [{ S: 'x' }, { N: '1' }] },
      Map: { M: { k: { S: 'v' } } },
      Numbers: { NS: ['1', '20'] },
    };
    expect(plainItem(item)).toEqual({
      Id: 'ä',
      Count: -12345,
      Flag: true,
      Nothing: null,
      Names: ['a', 'bc'],
      Bytes: 'AAEC',
      List: ['x', 1],
      Map: { k: 'v' },
      Numbers: [1, 20],
    });
    const names = 2 + 5 + 4 + 7 + 5 + 5 + 4 + 3 + 7;
    expect(itemBytes(item)).toBe(names + 2 + 5 + 1 + 1 + 3 + 3 + (3 + 2 + 1 + 2) + (3 + 1 + 1 + 1) + (2 + 2));
  });
});
