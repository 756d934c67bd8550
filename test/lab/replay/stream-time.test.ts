import { eventOf, replayEvents, templateWith } from './fixtures/replay-fixture';

jest.setTimeout(30_000);

const at = (time: string) => ({ ...eventOf('test.queued', { do: 'clock' }), time });
const EVENTS = [at('2026-11-20T08:00:00Z'), at('2026-11-20T08:00:04Z'), at('2026-11-20T08:00:02Z'), at('2026-11-20T09:30:00Z')];

const withWindow = (seconds: number): string =>
  templateWith((resources) => {
    for (const { Properties } of Object.values(resources)) {
      if (Properties?.EventSourceArn !== undefined) Properties.MaximumBatchingWindowInSeconds = seconds;
    }
  });

const clocksAndBatches = (messages: readonly string[]): string[] =>
  messages.flatMap((message) => /clock [^"]+|batch of \d+/.exec(message) ?? []);

describe('a replay that keeps the time of its stream', () => {
  test('hands over what arrives within a batching window, at the time at which the window ends', async () => {
    // GIVEN two moments, an hour and a half apart; one event comes late
    const { messages } = await replayEvents(EVENTS, withWindow(5), { keepsTime: true });
    // THEN there is a batch for each, and the clock of the function is that of the stream
    expect(clocksAndBatches(messages('WorkerLogs'))).toEqual([
      'batch of 3',
      ...Array<string>(3).fill('clock 2026-11-20T08:00:05'),
      'batch of 1',
      'clock 2026-11-20T09:30:05',
    ]);
  });

  test('fills batches on the clock of the machine otherwise', async () => {
    const { messages } = await replayEvents(EVENTS, withWindow(5));
    const [batch, clock] = clocksAndBatches(messages('WorkerLogs'));
    expect(batch).toBe('batch of 4');
    expect(clock.startsWith(`clock ${new Date().getUTCFullYear()}`)).toBe(true);
    expect(clock).not.toContain('2026-11-20');
  });
});
