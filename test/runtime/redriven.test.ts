import { messagesOf } from './stage/deliveries';
import { deployCollector } from './stage/deployed-collector';
import { jobLife, SUBMITTED } from './stage/job-events';
import { useStage } from './stage/stage';
import { tokenOf } from '../../src/domain/event/message-token';
import { HandledTokens } from '../../src/runtime/collector/handled-tokens';

const stage = useStage();
const LATE = SUBMITTED + 90 * 60_000;
const eventsSentAt = (sentAt: number) => messagesOf(jobLife('a').all()).map((message) => ({ ...message, sentAt }));
const deploy = () => deployCollector(stage, { WAIT_SECONDS: '[]' });

describe('an event under another message id', () => {
  test('is a duplicate if this environment emitted it, however late it was sent', async () => {
    const collector = await deploy();
    await collector.deliver(eventsSentAt(SUBMITTED + 60_000));
    collector.lines.clear();
    await collector.deliver(eventsSentAt(LATE));
    expect(collector.lines.jobs).toEqual([]);
    expect(collector.lines.totals).toMatchObject({ DuplicateEvents: 4 });
  });

  test('is emitted with the mark of the message before it if it was sent late and another environment had that message', async () => {
    const collector = await deploy();
    const first = eventsSentAt(SUBMITTED + 60_000);
    await collector.deliver(first);
    collector.lines.clear();
    collector.coldStart();
    await collector.deliver(eventsSentAt(LATE));
    expect(collector.lines.jobs.map(({ Redelivered }) => Redelivered)).toEqual([tokenOf(first[3].id)]);
  });

  test('is a duplicate for any environment if it was sent in time', async () => {
    const collector = await deploy();
    await collector.deliver(eventsSentAt(SUBMITTED + 60_000));
    collector.lines.clear();
    collector.coldStart();
    await collector.deliver(eventsSentAt(SUBMITTED + 60_000));
    expect(collector.lines.jobs).toEqual([]);
  });
});

test('GIVEN more messages than are remembered WHEN they were handled THEN the oldest is forgotten', () => {
  const handled = new HandledTokens();
  handled.add(Array.from({ length: 20_000 }, (_, index) => `token-${index}`));
  expect(handled.has('token-0')).toBe(true);
  handled.add(['token-20000']);
  expect([handled.has('token-0'), handled.has('token-1'), handled.has('token-20000')]).toEqual([false, true, true]);
});
