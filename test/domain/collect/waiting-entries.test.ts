import { withPlace } from '../../../src/domain/collect/job-dimensions';
import { readWaitingJob, waitingMessage } from '../../../src/domain/collect/waiting';
import { readWaitingEntries, WaitingEntries, waitingEntriesMessage } from '../../../src/domain/collect/waiting-entries';
import { PurchaseOption } from '../../../src/domain/names/records';
import { ended, jobEvent, ran } from '../events';
import { Fold } from '../fold';
import { instanceArn } from '../shapes';

const told = (message: object): object => JSON.parse(JSON.stringify(message)) as object;
const place = { instanceType: 'c7g.xlarge', availabilityZone: 'us-east-1b', purchaseOption: PurchaseOption.SPOT };
const ENTRY = {
  name: 'JobsStarting',
  value: 1,
  atMillis: Date.UTC(2026, 10, 28, 12),
  dimensions: { JobQueue: 'urgent', ComputeEnvironment: 'render-farm' },
  awaits: 'instance',
} as const;
const WAITING: WaitingEntries = { jobId: 'a', tries: 2, entries: [ENTRY, { ...ENTRY, name: 'StartingSeconds', value: 7.5 }] };

test('entries that wait are the same before and after they were a message', () => {
  expect(readWaitingEntries(told(waitingEntriesMessage(WAITING)))).toEqual(WAITING);
});

test('GIVEN an entry that may have been told before WHEN it was a message THEN it still says so', () => {
  const again: WaitingEntries = { ...WAITING, entries: [{ ...ENTRY, redelivered: 'k3f9z' }] };
  expect(readWaitingEntries(told(waitingEntriesMessage(again)))).toEqual(again);
});

test.each([0, 1e12])('GIVEN a wait of %d seconds, which is a limit, WHEN it was a message THEN it is what it was', (value) => {
  const limit: WaitingEntries = { ...WAITING, entries: [{ ...ENTRY, name: 'StartingSeconds', value }] };
  expect(readWaitingEntries(told(waitingEntriesMessage(limit)))).toEqual(limit);
});

test('entries wait with their job where that waits too', () => {
  const [reading] = new Fold().tell(ended('SUCCEEDED', 90, [ran('t1', 20, 90, 0)])).finished;
  const job = { reading, token: 'k3f9z', tries: 1, entries: WAITING.entries };
  expect(readWaitingJob(told(waitingMessage(job)))).toEqual(job);
});

test('only what is measured at a place waits for one', () => {
  const fold = new Fold();
  const attempt = { id: 't1', host: 'host-1' };
  const outcomes = [
    ...fold.deliver({ id: 'a', event: jobEvent('RUNNABLE', 5) }),
    ...fold.deliver({ id: 'b', event: jobEvent('STARTING', 15, { attempt }) }),
    ...fold.deliver({ id: 'c', event: jobEvent('RUNNING', 21, { attempt: { ...attempt, startedAt: 0 } }) }),
  ];
  expect(outcomes.flatMap(({ dataPoints }) => dataPoints).map(({ name, awaits }) => [name, awaits])).toEqual([
    ['JobsRunnable', undefined],
    ['QueuedSeconds', undefined],
    ['JobsStarting', instanceArn('host-1')],
    ['RunnableSeconds', undefined],
    ['JobsRunning', instanceArn('host-1')],
    ['StartingSeconds', instanceArn('host-1')],
  ]);
});

test('an entry that waited is counted at its place, or with what is known', () => {
  const { awaits: _, ...counted } = ENTRY;
  expect(withPlace(ENTRY, new Map())).toEqual(counted);
  expect(withPlace(ENTRY, new Map([['instance', place]]))).toEqual({
    ...counted,
    dimensions: { ...ENTRY.dimensions, InstanceType: 'c7g.xlarge', AvailabilityZone: 'us-east-1b', PurchaseOption: 'SPOT' },
  });
  expect(withPlace(counted, new Map([['instance', place]]))).toEqual(counted);
});

test.each<[string, object, string]>([
  ['no detail', {}, 'detail: is missing'],
  ['no job', { detail: { entries: [] } }, 'detail.jobId: is missing'],
  ['no list', { detail: { jobId: 'a', entries: 7 } }, 'detail.entries: expected an array, got a number'],
  [
    'another metric',
    { detail: { jobId: 'a', entries: [{ ...ENTRY, name: 'JobsFailed' }] } },
    'detail.entries[0].name: is no entry into a state',
  ],
  ['no value', { detail: { jobId: 'a', entries: [{ ...ENTRY, value: undefined }] } }, 'detail.entries[0].value: is missing'],
  [
    'less than none',
    { detail: { jobId: 'a', entries: [{ ...ENTRY, value: -1 }] } },
    'detail.entries[0].value: is no count and no duration',
  ],
  [
    'more than all',
    { detail: { jobId: 'a', entries: [{ ...ENTRY, value: 1e308 }] } },
    'detail.entries[0].value: is no count and no duration',
  ],
  ['tries below zero', { detail: { jobId: 'a', tries: -1, entries: [] } }, 'detail.tries: is below zero'],
  ['no time', { detail: { jobId: 'a', entries: [{ ...ENTRY, atMillis: null }] } }, 'detail.entries[0].atMillis: is missing'],
  ['no dimensions', { detail: { jobId: 'a', entries: [{ ...ENTRY, dimensions: undefined }] } }, 'detail.entries[0].dimensions: is missing'],
  [
    'a dimension that is none',
    { detail: { jobId: 'a', entries: [{ ...ENTRY, dimensions: { JobQueue: 7 } }] } },
    'expected a string, got a number',
  ],
  ['nothing to wait for', { detail: { jobId: 'a', entries: [{ ...ENTRY, awaits: '' }] } }, 'detail.entries[0].awaits: is missing'],
])('a message with %s is malformed', (_, message, problem) => {
  expect(() => readWaitingEntries(message)).toThrow(problem);
});

test('a message that does not say how often entries were looked at has them looked at anew', () => {
  expect(readWaitingEntries({ detail: { jobId: 'a', entries: [] } })).toEqual({ jobId: 'a', tries: 0, entries: [] });
});
