import { messagesOf } from './stage/deliveries';
import { deployCollector, deployCollectorWithRegistry } from './stage/deployed-collector';
import { jobLife } from './stage/job-events';
import { useStage } from './stage/stage';
import { answerError } from './stage/wire';
import { tokenOf } from '../../src/domain/event/message-token';

const stage = useStage();

describe('a message that is delivered again', () => {
  test('gives its metrics and its record again, because its first delivery may have crashed before it wrote them', async () => {
    // GIVEN
    const collector = await deployCollector(stage);
    const messages = messagesOf(jobLife('a').all());
    await collector.deliver(messages);
    const { totals, jobs } = collector.lines;
    collector.lines.clear();
    // WHEN
    await collector.deliver(messages);
    // THEN
    expect(collector.lines.jobs).toEqual(jobs.map((job) => ({ ...job, Redelivered: tokenOf(messages[3].id) })));
    expect(collector.lines.totals).toEqual({ ...totals, LateEvents: 3 });
  });

  test('marks all that it gives again, with a stand-in for itself, and apart from what is told for the first time', async () => {
    // GIVEN a job of which all but the end was told
    const collector = await deployCollector(stage);
    const [runnable, starting, running, end] = messagesOf(jobLife('a').all());
    await collector.deliver([runnable, starting, running]);
    expect(collector.lines.raw.join('')).not.toContain('Redelivered');
    collector.lines.clear();
    // WHEN one of its messages comes again, with the end and with another job
    await collector.deliver([starting, end, ...messagesOf(jobLife('b').all())]);
    // THEN
    const [token] = [tokenOf(starting.id)];
    expect(collector.lines.jobs.map(({ JobId, Redelivered }) => [JobId, Redelivered])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
    expect(collector.lines.ofType('transitions').filter(({ Redelivered }) => Redelivered === token)).toEqual([
      expect.objectContaining({ JobsStarting: 1 }),
    ]);
    const marked = collector.lines.documents.filter((document) => 'Redelivered' in document) as Record<string, unknown>[];
    expect(marked.map(({ Redelivered }) => Redelivered)).toEqual(marked.map(() => token));
    expect(marked.map(({ JobsStarting }) => JobsStarting)).toContain(1);
    expect(marked.some((document) => 'JobsSucceeded' in document || 'EventsProcessed' in document)).toBe(false);
  });

  test('keeps its mark where it fails then and comes a third time, and the job its expiry as one in flight', async () => {
    // GIVEN a job that was told, whose end comes again and cannot be sent to wait
    const collector = await deployCollector(stage);
    const end = messagesOf([jobLife('a').end()]);
    await collector.deliver(end);
    stage.sqs.answer = () => answerError('AccessDenied', 403);
    expect(await collector.deliver(end)).toEqual([end[0].id]);
    stage.sqs.answer = () => undefined;
    expect((await collector.item('a'))?.ExpiresAt).toEqual({ N: String(stage.now / 1000 + 7_776_000) });
    collector.lines.clear();
    // WHEN it comes once more, under another id, as out of the dead-letter queue
    const [redriven] = messagesOf([end[0].body]);
    await collector.deliver([redriven]);
    // THEN
    expect(collector.waiting[collector.waiting.length - 1].body.detail).toMatchObject({ redelivered: tokenOf(redriven.id) });
  });

  test('has what waited marked when its own message comes again', async () => {
    const collector = await deployCollector(stage);
    await collector.deliverEvents(jobLife('a').end());
    const body = { ...collector.waiting[0].body, detail: { ...collector.waiting[0].body.detail, tries: 3 } };
    const [message] = messagesOf([body]);
    await collector.deliver([message]);
    await collector.deliver([{ ...message, received: 2 }]);
    expect(collector.lines.jobs.map(({ Redelivered }) => Redelivered)).toEqual([undefined, tokenOf(message.id)]);
  });

  test('has entries that waited marked when their own message comes again', async () => {
    const collector = await deployCollectorWithRegistry(stage);
    await collector.deliverEvents(jobLife('a').starting());
    const body = { ...collector.waiting[0].body, detail: { ...collector.waiting[0].body.detail, tries: 3 } };
    const [message] = messagesOf([body]);
    await collector.deliver([message]);
    await collector.deliver([{ ...message, received: 2 }]);
    expect(collector.lines.ofType('transitions').map(({ Redelivered }) => Redelivered)).toEqual([undefined, tokenOf(message.id)]);
  });

  test('does so also beside a copy of the event that came first in the batch', async () => {
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    const messages = messagesOf(life.all());
    await collector.deliver(messages);
    collector.lines.clear();
    await collector.deliver([...messagesOf(life.all()), ...messages]);
    expect(collector.lines.jobs).toHaveLength(1);
    expect(collector.lines.totals).toMatchObject({
      JobsRunnable: 1,
      JobsStarting: 1,
      JobsRunning: 1,
      JobsSucceeded: 1,
      DuplicateEvents: 4,
    });
  });
});

describe('an event in another message', () => {
  test('gives nothing again', async () => {
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    await collector.deliverEvents(...life.all());
    collector.lines.clear();
    await collector.deliverEvents(...life.all());
    expect(collector.lines.jobs).toEqual([]);
    expect(collector.lines.totals).toEqual({ EventsProcessed: 4, DuplicateEvents: 4, EventAgeSeconds: expect.any(Number) });
  });

  test('counts once where both copies are in one batch', async () => {
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    await collector.deliverEvents(...life.all(), ...life.all());
    expect(collector.lines.jobs).toHaveLength(1);
    expect(collector.lines.totals).toMatchObject({
      JobsRunnable: 1,
      JobsSucceeded: 1,
      RunningSeconds: 300,
      EventsProcessed: 8,
      DuplicateEvents: 4,
    });
  });
});
