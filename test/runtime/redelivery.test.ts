import { messagesOf } from './stage/deliveries';
import { deployCollector } from './stage/deployed-collector';
import { jobLife } from './stage/job-events';
import { useStage } from './stage/stage';

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
    expect(collector.lines.jobs).toEqual(jobs);
    expect(collector.lines.totals).toEqual({ ...totals, LateEvents: 3 });
  });

  test('does so also beside a copy of the event that came first in the batch', async () => {
    const collector = await deployCollector(stage);
    const life = jobLife('a');
    const messages = messagesOf(life.all());
    await collector.deliver(messages);
    collector.lines.clear();
    await collector.deliver([...messagesOf(life.all()), ...messages]);
    expect(collector.lines.jobs).toHaveLength(1);
    expect(collector.lines.totals).toMatchObject({ JobsRunnable: 1, JobsStarting: 1, JobsRunning: 1, JobsSucceeded: 1, DuplicateEvents: 4 });
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
    expect(collector.lines.totals).toMatchObject({ JobsRunnable: 1, JobsSucceeded: 1, RunningSeconds: 300, EventsProcessed: 8, DuplicateEvents: 4 });
  });
});
