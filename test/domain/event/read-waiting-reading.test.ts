import { Fields } from '../../../src/domain/event/fields';
import { JobReading } from '../../../src/domain/event/job-reading';
import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { readWaitingReading } from '../../../src/domain/event/read-waiting-reading';
import { ended, ran } from '../events';

const reading = readJobEvent(ended('FAILED', 90, [ran('t1', 20, 90, 1)]), []);
const again = (changes: object): JobReading =>
  readWaitingReading(Fields.of(JSON.parse(JSON.stringify({ ...reading, ...changes })), 'detail.reading'));

test('GIVEN a reading that was a message WHEN read again THEN it is what it was', () => {
  expect(again({})).toEqual(reading);
});

test.each<[string, object]>([
  ['was cancelled', { isCancelled: true }],
  ['was terminated', { isTerminated: true }],
  ['is no main node', { isMainNode: false }],
  ['has no use for a GPU', { gpus: 0 }],
  ['asks for as much as an event can hold', { vcpus: 1e18 }],
  ['was tried as often as a record can tell', { attempts: Array.from({ length: 100 }, (_, index) => ({ exitCode: index })) }],
])('GIVEN a job that %s WHEN its message is read again THEN the reading says so', (_, told) => {
  expect(again(told)).toEqual({ ...reading, ...told });
});

test.each([
  ['a state that is none', { state: 'DONE' }, 'detail.reading.state: is not a job state'],
  ['no time', { eventTime: null }, 'detail.reading.eventTime: is missing'],
  ['no task', { task: null }, 'detail.reading.task: is missing'],
  ['the id of the row that is no job', { jobId: 'in-flight-snapshot' }, 'detail.reading.jobId: is not a job id'],
  ['less than nothing', { vcpus: -1 }, 'detail.reading.vcpus: is below zero'],
  ['more than an event can hold, whose cost would not be finite', { vcpus: 1.7e308 }, 'detail.reading.vcpus: is no quantity'],
  ['too many attempts', { attempts: Array.from({ length: 101 }, () => ({})) }, 'detail.reading.attempts: holds more than 100 attempts'],
])('GIVEN a message with %s WHEN read again THEN it is refused, by its place', (_, changes, problem) => {
  expect(() => again(changes)).toThrow(problem);
});
