import * as fc from 'fast-check';
import { readWaitingJob, waitingMessage } from '../../../src/domain/collect/waiting';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { Fact } from '../../../src/domain/job/facts';
import { ended, jobEvent, ran } from '../events';
import { eventsOf, histories } from '../histories';

const reading = readJobEvent(ended('SUCCEEDED', 90, [ran('t1', 20, 90, 0)]), ['Project']);

test('a job that waits is the same before and after it was a message', () => {
  fc.assert(
    fc.property(histories(false), fc.nat(), (history, tries) => {
      const job = { reading: readJobEvent(eventsOf(history).pop(), ['Project']), token: 'k3f9z', tries, entries: [] };
      expect(readWaitingJob(JSON.parse(JSON.stringify(waitingMessage(job))))).toEqual(job);
    }),
  );
});

test('a job that waits for its instances alone keeps its facts', () => {
  const facts: Fact[] = [
    { state: 'RUNNABLE', atMillis: 5000, attempt: 1, token: 'a' },
    { state: 'STARTING', atMillis: 9000, attempt: 1, token: 'b' },
  ];
  const job = { reading, token: 'k3f9z', tries: 1, facts, entries: [] };
  expect(readWaitingJob(JSON.parse(JSON.stringify(waitingMessage(job))))).toEqual(job);
});

test('GIVEN a job whose end may have been told before WHEN it was a message THEN it still says so', () => {
  const job = { reading, token: 'k3f9z', redelivered: 'a1b2', tries: 1, entries: [] };
  expect(readWaitingJob(JSON.parse(JSON.stringify(waitingMessage(job))))).toEqual(job);
});

test('a job without entries of its own waits without a word of them', () => {
  expect(Object.keys((waitingMessage({ reading, token: 'a', tries: 0, entries: [] }) as { detail: object }).detail)).toEqual([
    'reading',
    'token',
    'tries',
  ]);
});

test('a message that does not say how often it was looked at was not yet', () => {
  expect(readWaitingJob({ detail: { reading, token: 'a' } }).tries).toBe(0);
});

test.each<[string, unknown]>([
  ['no reading', undefined],
  ['no object', 'reading'],
  ['a job that runs', readJobEvent(jobEvent('RUNNING', 5), [])],
  ['no job id', { ...reading, jobId: 7 }],
  ['no time', { ...reading, eventTime: undefined }],
  ['no attempts', { ...reading, attempts: undefined }],
  ['no task', { ...reading, task: null }],
  ['a task that is none', { ...reading, task: 'x' }],
])('a message with %s is malformed', (_, told) => {
  expect(() => readWaitingJob({ detail: { reading: told, token: 'a' } })).toThrow('detail.reading: is no finished job');
});

test.each<[string, object, string]>([
  [
    'another state of the world',
    { attempts: [{ startedAt: '1' }] },
    'detail.reading.attempts[0].startedAt: expected a finite number, got a string',
  ],
  ['a task of no texts', { task: { podName: 7 } }, 'detail.reading.task.podName: expected a string, got a number'],
])('a reading with %s is malformed', (_, more, problem) => {
  expect(() => readWaitingJob({ detail: { reading: { ...reading, ...more }, token: 'a' } })).toThrow(problem);
});

test('a message without detail or token is malformed', () => {
  expect(() => readWaitingJob({})).toThrow('detail: is missing');
  expect(() => readWaitingJob({ detail: { reading } })).toThrow('detail.token: is missing');
  expect(() => readWaitingJob({ detail: { reading, token: 'a', facts: 7 } })).toThrow('detail.facts: expected an object, got a number');
});
