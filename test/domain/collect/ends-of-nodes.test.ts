import { joinByJob, observe, Observation } from '../../../src/domain/collect/observe';
import { adoptRedriven } from '../../../src/domain/collect/redriven';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { Fact, JobFacts, NODE_ENDED } from '../../../src/domain/job/facts';
import { at, ended, jobEvent, node, ran } from '../events';

const detail = { ...node(1), retryStrategy: { attempts: 2 } };
const FAILED = ran('t1', 20, 30, 1);
const observation = (event: unknown, token: string): Observation => ({ reading: readJobEvent(event, []), token });
const first = observation(ended('FAILED', 30, [FAILED], { detail }), 'first');
const again = observation(jobEvent('RUNNABLE', 40, { over: [FAILED], detail }), 'again');
const last = observation(ended('SUCCEEDED', 90, [FAILED, ran('t2', 50, 90, 0)], { detail }), 'last');
const factOfFirst = (token: string): Fact => ({ state: NODE_ENDED, atMillis: first.reading.eventTime, attempt: 1, token });

const outcomeOf = (batch: readonly Observation[], known: JobFacts = { facts: [] }) =>
  observe(joinByJob(batch)[0], known, () => ({ dimensions: {} }));

test('an end that another attempt can follow asks for a record, and leaves the job without its end', () => {
  const outcome = outcomeOf([first]);
  expect(outcome.finished).toEqual({ ...first, redelivered: undefined });
  expect(outcome).toMatchObject({ duplicates: 0, own: { facts: [factOfFirst('first')], possiblyEmitted: [] } });
  expect(outcome.own.ended).toBeUndefined();
});

test('the end of the last attempt ends the job', () => {
  expect(outcomeOf([last])).toMatchObject({ finished: last, duplicates: 0, own: { ended: 'last' } });
});

test('a later attempt in the table supersedes an end', () => {
  const known: JobFacts = { facts: [{ state: 'RUNNABLE', atMillis: at(40), attempt: 2, token: 'x' }] };
  const outcome = outcomeOf([first], known);
  expect(outcome).toMatchObject({ duplicates: 0, own: { facts: [factOfFirst('first')] } });
  expect(outcome.finished).toBeUndefined();
});

test.each([
  ['with a later attempt', [first, again], undefined],
  ['with a later attempt before it', [again, first], undefined],
  ['with the last end', [first, last], last],
  ['with the last end before it', [last, first], last],
])('of a batch %s, only the last end is recorded', (_, batch, finished) => {
  expect(outcomeOf(batch).finished).toEqual(finished && { ...finished, redelivered: undefined });
});

test('a copy is a duplicate, and the same message again is redelivered', () => {
  const known: JobFacts = { facts: [factOfFirst('first')] };
  const ofCopy = outcomeOf([{ ...first, token: 'copy' }], known);
  expect(ofCopy.duplicates).toBe(1);
  expect(ofCopy.finished).toBeUndefined();
  expect(outcomeOf([first], known).finished).toEqual({ ...first, redelivered: 'first' });
});

test('metrics count no end of a node', () => {
  expect([first, again, last].flatMap((each) => outcomeOf([each]).dataPoints)).toEqual([]);
});

test('a message that was redriven under another id has the token of its first delivery', () => {
  const known: JobFacts = { facts: [factOfFirst('first')] };
  const redriven = adoptRedriven(joinByJob([{ ...first, token: 'other', isRedriven: true }])[0], known, () => false);
  expect(observe(redriven, known, () => ({ dimensions: {} })).finished).toEqual({ ...first, redelivered: 'first' });
});
