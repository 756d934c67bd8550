import { joinByJob, observe } from '../../../src/domain/collect/observe';
import { adoptRedriven, isPossiblyRedriven } from '../../../src/domain/collect/redriven';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { factOf, JobFacts } from '../../../src/domain/job/facts';
import { jobLife } from '../../runtime/stage/job-events';

const MINUTE = 60_000;
const AT = Date.parse('2026-11-20T10:00:00Z');

describe('a message', () => {
  test.each<[string, object, number | undefined, boolean]>([
    ['sent with its event', {}, AT + 900, false],
    ['sent before its event, by a clock that is slow', {}, AT - 900, false],
    ['sent just in time', {}, AT + 20 * MINUTE - 1, false],
    ['sent long after its event', {}, AT + 20 * MINUTE, true],
    ['of which no one knows when it was sent', {}, undefined, true],
    ['replayed from an archive', { 'replay-name': 'all' }, AT + 90 * MINUTE, false],
    ['replayed from an archive, of which no one knows when it was sent', { 'replay-name': 'all' }, undefined, false],
  ])('%s', (_, event, sentAt, expected) => {
    expect(isPossiblyRedriven(event, AT, sentAt)).toBe(expected);
  });
});

describe('a redriven observation', () => {
  const life = jobLife('a');
  const update = (token: string, isRedriven: boolean) =>
    joinByJob([life.runnable(), life.end()].map((event) => ({ reading: readJobEvent(event, []), token, isRedriven })))[0];
  const before = update('first', false);
  const known: JobFacts = before.facts;
  const never = (): boolean => false;
  const outcomeOf = (adopted: typeof before, facts = known) => observe(adopted, facts, () => ({ dimensions: {} }));

  test('has its output emitted again, with the mark of the message before it', () => {
    const outcome = outcomeOf(adoptRedriven(update('second', true), known, never));
    expect(outcome).toMatchObject({ duplicates: 0, finished: { token: 'first', redelivered: 'first' } });
    expect(outcome.dataPoints.map(({ redelivered }) => redelivered)).toContain('first');
    expect(outcome.own).toMatchObject({ ended: 'first', facts: [{ token: 'first' }] });
    expect(outcome.finished).not.toHaveProperty('isRedriven');
  });

  test('continues the message that brought the same fact, not another fact of the job', () => {
    const facts: JobFacts = {
      ended: 'of the end',
      facts: [life.runnable(), life.starting()].flatMap((event, index) => factOf(readJobEvent(event, []), `of fact ${index}`) ?? []),
    };
    const adopted = adoptRedriven(
      joinByJob(
        [life.starting(), life.running()].map((event) => ({ reading: readJobEvent(event, []), token: 'second', isRedriven: true })),
      )[0],
      facts,
      never,
    );
    expect(adopted.observations.map(({ token }) => token)).toEqual(['of fact 1', 'second']);
  });

  test('is new where its fact was taken back', () => {
    const outcome = outcomeOf(adoptRedriven(update('second', true), { facts: [] }, never), { facts: [] });
    expect(outcome.finished).toMatchObject({ token: 'second', redelivered: undefined });
  });

  test.each<[string, boolean, (token: string) => boolean]>([
    ['if the message before it was handled', true, (token) => token === 'first'],
    ['if it is not redriven', false, never],
  ])('is a duplicate %s', (_, isRedriven, isHandled) => {
    expect(outcomeOf(adoptRedriven(update('second', isRedriven), known, isHandled))).toMatchObject({ duplicates: 2, dataPoints: [] });
  });
});
