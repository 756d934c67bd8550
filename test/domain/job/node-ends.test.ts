import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { Fact, NODE_ENDED } from '../../../src/domain/job/facts';
import { isSuperseded, mayRunAgain } from '../../../src/domain/job/node-ends';
import { at, ended, node, ran } from '../events';
import { Detail } from '../shapes';

const retries = (attempts?: number) => ({ retryStrategy: attempts === undefined ? undefined : { attempts } });
const read = (detail: Detail, over = [ran('t1', 20, 30, 1)]) => readJobEvent(ended('FAILED', 30, over, { detail }), []);
const END = read({ ...node(1), ...retries(3) });
const fact = (state: Fact['state'], attempt: number, seconds: number): Fact => ({ state, attempt, atMillis: at(seconds), token: 't' });
const [SAME_SECOND, LATER, EARLIER] = [END.eventTime, END.eventTime + 1000, END.eventTime - 1000].map((millis) => (millis - at(0)) / 1000);

test.each([
  ['a node that has attempts left', { ...node(1), ...retries(2) }, true],
  ['the main node too', { ...node(0), ...retries(2) }, true],
  ['a node without a number of attempts', { ...node(1), ...retries() }, true],
  ['a node after its last attempt', { ...node(1), ...retries(1) }, false],
  ['a job that is no node', retries(2), false],
])('%s may run again: %s', (_, detail, expected) => {
  expect(mayRunAgain(read(detail))).toBe(expected);
});

test.each([
  ['its next attempt in the queue, later', fact('RUNNABLE', 2, LATER), true],
  ['its next attempt in the queue, in the same second: it may have been stopped there', fact('RUNNABLE', 2, SAME_SECOND), false],
  ['its next attempt in the queue, before: it was stopped there', fact('RUNNABLE', 2, EARLIER), false],
  ['its next attempt in the queue, later, in an event that does not list the one that ended', fact('RUNNABLE', 1, LATER), true],
  ['the attempt that ended', fact('RUNNING', 1, LATER), false],
  ['another end of a later attempt', fact(NODE_ENDED, 2, SAME_SECOND), true],
  ['another end after the same attempt, later', fact(NODE_ENDED, 1, LATER), true],
  ['itself', fact(NODE_ENDED, 1, SAME_SECOND), false],
  ['an end before', fact(NODE_ENDED, 0, EARLIER), false],
  ['an end of an earlier attempt, later', fact(NODE_ENDED, 0, LATER), false],
])('%s supersedes the end of an attempt: %s', (_, known, expected) => {
  expect(isSuperseded(END, [fact('RUNNABLE', 1, 5), known])).toBe(expected);
});

test('an event of the queue from before the last attempt does not supersede its end, however late it is', () => {
  const end = read({ ...node(1), ...retries(3) }, [ran('t1', 10, 20, 1), ran('t2', 20, 30, 1)]);
  expect([1, 2].map((attempt) => isSuperseded(end, [fact('RUNNABLE', attempt, LATER)]))).toEqual([false, true]);
});

test('nothing supersedes the end of the last attempt, or of another job', () => {
  const later = [fact(NODE_ENDED, 2, LATER)];
  expect([read({ ...node(1), ...retries(1) }), read(retries(3))].map((end) => isSuperseded(end, later))).toEqual([false, false]);
});
