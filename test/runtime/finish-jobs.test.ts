import { readJobEvent } from '../../src/domain/event/read-job-event';
import { registryKeys } from '../../src/domain/instance/placement';
import { Timeline } from '../../src/domain/job/timeline';
import { JobFinisher } from '../../src/runtime/collector/finish-jobs';
import { Places } from '../../src/runtime/collector/registry-reader';
import { FinishedJob, WaitingRoom } from '../../src/runtime/collector/waiting-room';
import { ended, ran } from '../domain/events';

const finisher = new JobFinisher(new WaitingRoom({} as never, [30, 120], undefined), false);
const HOST = 'Host EC2 (instance i-0123456789abcdef0) terminated.';
const reading = readJobEvent(ended('FAILED', 90, [ran('t1', 20, 90, undefined, { statusReason: HOST })]), []);
const facts = (['RUNNABLE', 'STARTING'] as const).map((state, index) => ({ state, attempt: 1, atMillis: index + 1, token: 't' }));
const job: FinishedJob = { job: { reading, tries: 0, entries: [], token: 't' }, timeline: new Timeline(facts) };

test('a job waits while one of the rows that decide about it could not be read', () => {
  const [placement, warning] = registryKeys(reading);
  expect(warning).toBe('i-0123456789abcdef0');
  const places = (unread: Places['unread']): Places => ({ view: new Map([[placement, {}]]), unread }) as unknown as Places;
  expect(finisher.mustWait(job, places(new Set()))).toBe(false);
  expect(finisher.mustWait(job, places(new Set([warning])))).toBe(true);
});
