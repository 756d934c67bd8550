import { eventOf, replayEvents, templateWith } from './fixtures/replay-fixture';

jest.setTimeout(30_000);

describe('a replay over a queue', () => {
  test('hands events to the function in full batches and keeps what it writes', async () => {
    // GIVEN more events than a batch holds
    const events = Array.from({ length: 250 }, (_, index) => eventOf('test.queued', { do: 'store', JobId: `job-${index}` }));
    // WHEN they are replayed
    const { summary, lines, messages } = await replayEvents(events);
    // THEN every one is in the table, after as few invocations as the batch size allows
    expect(lines('tables/Table.ndjson')).toHaveLength(250);
    expect(lines('tables/Table.ndjson')[0]).toMatchObject({ Seen: 1.5, Text: '' });
    expect(summary).toMatchObject({
      eventsRead: 250,
      eventsMatched: { QueuedRule: 250, DirectRule: 0 },
      invocations: { Worker: 3 },
      errors: 0,
      deadLetters: { DeadLetters: 0 },
    });
    expect(messages('WorkerLogs').filter((message) => message.includes('batch of 100'))).toHaveLength(2);
  });

  test('tries a failed message again, and no other of its batch', async () => {
    const { summary, messages } = await replayEvents([
      eventOf('test.queued', { do: 'once' }),
      eventOf('test.queued', { do: 'record', JobId: 'a' }),
    ]);
    expect(summary).toMatchObject({ records: 1, invocations: { Worker: 2 }, deadLetters: { DeadLetters: 0 }, lostEvents: 0 });
    expect(
      messages('WorkerLogs')
        .filter((message) => message.includes('batch of'))
        .map((message) => (JSON.parse(message) as { message: string }).message),
    ).toEqual(['batch of 2', 'batch of 1']);
  });

  test('sends a message to the dead-letter queue after the number of tries in the template, and names its line', async () => {
    const { summary } = await replayEvents([eventOf('test.queued', { do: 'record', JobId: 'a' }), eventOf('test.queued', { do: 'fail' })]);
    expect(summary).toMatchObject({ deadLetters: { DeadLetters: 1 }, messages: { Queue: { sentByRules: 2, received: 3, returned: 2 } } });
    expect(summary.errorMessages).toEqual(['line 2 ended in dead-letter queue DeadLetters']);
  });

  test('tries the whole batch again where the function throws', async () => {
    const { summary } = await replayEvents([eventOf('test.queued', { do: 'throw' }), eventOf('test.queued', { do: 'record', JobId: 'a' })]);
    expect(summary).toMatchObject({ deadLetters: { DeadLetters: 2 }, failedInvocations: { Worker: 2 }, records: 0 });
    expect(summary.errorMessages[0]).toBe('Function Worker failed with a batch of 2: Error: the whole batch fails');
  });

  test('survives a handler that ends its process', async () => {
    const { summary } = await replayEvents([eventOf('test.queued', { do: 'crash' })]);
    expect(summary.errorMessages[0]).toBe(
      'Function Worker failed with a batch of 1: Runtime.ExitError: Runtime exited with error: exit status 3',
    );
    expect(summary.deadLetters).toEqual({ DeadLetters: 1 });
  });

  test('counts an event as lost where the queue has no dead-letter queue', async () => {
    const template = templateWith(({ Queue }) => {
      delete Queue.Properties.RedrivePolicy;
    });
    const { summary } = await replayEvents([eventOf('test.queued', { do: 'fail' })], template);
    expect(summary).toMatchObject({
      lostEvents: 1,
      errorMessages: ['line 1: failed 10 times in queue Queue, which has no dead-letter queue'],
    });
  });

  test('delivers delayed messages in due order, once nothing else is to do', async () => {
    // GIVEN messages that wait, the longest first, before events that are handled at once
    const { summary, lines } = await replayEvents([
      eventOf('test.queued', { do: 'wait', JobId: 'late', seconds: 300 }),
      eventOf('test.queued', { do: 'wait', JobId: 'soon', seconds: 30 }),
      ...Array.from({ length: 150 }, (_, index) => eventOf('test.queued', { do: 'record', JobId: `now-${index}` })),
    ]);
    // THEN they come last, by their delay, and no time was waited
    expect(
      lines('records.ndjson')
        .slice(-2)
        .map(({ JobId }) => JobId),
    ).toEqual(['soon', 'late']);
    expect(summary.messages.Queue).toMatchObject({ sentByRules: 152, sentByFunctions: 2, delayed: 2 });
    expect(summary.seconds).toBeLessThan(20);
  });
});

describe('a replay over a function without a queue', () => {
  test('transforms the input, tries three times and hands the event to the on-failure destination', async () => {
    const { summary, messages } = await replayEvents([eventOf('test.direct', { do: 'nothing' }), eventOf('test.direct', { do: 'fail' })]);
    expect(summary).toMatchObject({ invocations: { Direct: 4 }, failedInvocations: { Direct: 3 }, deadLetters: { DeadLetters: 1 } });
    expect(summary.errorMessages[3]).toBe('line 2 ended in dead-letter queue DeadLetters');
    expect(messages('Direct').join('\n')).toMatch(/: {"id":"event-\d+","detail":{"do":"nothing"}}/);
  });

  test('gives every try the same request id', async () => {
    const { messages } = await replayEvents([eventOf('test.direct', { do: 'fail' })]);
    expect(
      new Set(
        messages('Direct')
          .join('\n')
          .match(/RequestId: [\w-]+/g),
      ).size,
    ).toBe(1);
  });

  test('counts an event as lost where there is no destination', async () => {
    const template = templateWith((resources) => {
      resources.DirectInvoke.Properties = { FunctionName: 'Another', MaximumRetryAttempts: 0 };
    });
    const { summary } = await replayEvents([eventOf('test.direct', { do: 'fail' })], template);
    expect(summary).toMatchObject({ lostEvents: 1, deadLetters: { DeadLetters: 0 } });
    expect(summary.errorMessages.at(-1)).toBe('line 1: function Direct failed 3 times and has no queue for what failed');
  });
});
