import * as fc from 'fast-check';
import { InstanceTally } from '../../../src/domain/in-flight/instance-tally';
import { JobInFlight, STATES_IN_FLIGHT } from '../../../src/domain/in-flight/job-in-flight';
import { JobTally, QueueTally } from '../../../src/domain/in-flight/queue-tally';

const job = (values: Partial<JobInFlight> = {}): JobInFlight => ({
  jobId: 'a',
  jobQueue: 'nightly',
  state: 'RUNNABLE',
  sinceMillis: 1_000,
  vcpus: 2,
  ...values,
});

function tallyOf(...jobs: readonly JobInFlight[]): QueueTally {
  const tally = new QueueTally();
  jobs.forEach((each) => tally.add(each));
  return tally;
}

const summary = (tally: QueueTally) => ({
  counts: STATES_IN_FLIGHT.map((state) => tally.count(state)),
  oldest: STATES_IN_FLIGHT.map((state) => tally.oldest(state)?.jobId),
  vcpus: [tally.waitingVcpus, tally.runningVcpus],
});

describe('the tally of a queue', () => {
  test('counts jobs by state and adds up what they ask for', () => {
    const tally = tallyOf(
      job(),
      job({ state: 'PENDING', vcpus: 0.25 }),
      job({ state: 'STARTING', vcpus: 4 }),
      job({ state: 'RUNNING', vcpus: 8 }),
      job({ state: 'SUBMITTED' }),
    );
    expect(summary(tally)).toMatchObject({ counts: [1, 1, 1, 1, 1], vcpus: [2.25, 12] });
  });

  test('takes a job that does not say how many vCPUs it asks for', () => {
    expect(tallyOf(job({ vcpus: undefined }), job()).waitingVcpus).toBe(2);
  });

  test('knows the oldest of a state, and of several the one with the first id', () => {
    const tally = tallyOf(
      job({ jobId: 'c', sinceMillis: 500 }),
      job({ jobId: 'b', sinceMillis: 400 }),
      job({ jobId: 'a', sinceMillis: 400 }),
      job({ jobId: 'd', sinceMillis: 400 }),
    );
    expect(tally.oldest('RUNNABLE')?.jobId).toBe('a');
    expect(tally.oldest('STARTING')).toBeUndefined();
  });

  test('tells no age below zero, and zero where no job is', () => {
    const tally = tallyOf(job({ sinceMillis: 4_000 }));
    expect([
      tally.oldestSeconds('RUNNABLE', 10_500),
      tally.oldestSeconds('RUNNABLE', 3_000),
      tally.oldestSeconds('STARTING', 10_500),
    ]).toEqual([6.5, 0, 0]);
  });

  test('is the same in every order of the jobs, fractions of vCPUs included', () => {
    const jobs = fc.array(
      fc.record({
        jobId: fc.uuid(),
        state: fc.constantFrom(...STATES_IN_FLIGHT),
        sinceMillis: fc.integer({ min: 0, max: 5 }),
        vcpus: fc.constantFrom(0.1, 0.25, 0.7, 3),
      }),
      { maxLength: 30 },
    );
    const shuffled = jobs.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(fc.property(shuffled, ([one, other]) => expect(summary(tallyOf(...other))).toEqual(summary(tallyOf(...one)))));
  });
});

describe('the tally of jobs', () => {
  test('is kept by queue, and over all', () => {
    const tally = new JobTally();
    [job(), job({ jobQueue: 'render' }), job({ jobQueue: 'render' })].forEach((each) => tally.add(each));
    expect(tally.all.count('RUNNABLE')).toBe(3);
    expect([...tally.byQueue].map(([name, ofQueue]) => [name, ofQueue.count('RUNNABLE')])).toEqual([
      ['nightly', 1],
      ['render', 2],
    ]);
  });

  test('has a job whose queue is not known in the totals alone', () => {
    const tally = new JobTally();
    tally.add(job({ jobQueue: undefined }));
    expect([tally.all.count('RUNNABLE'), tally.byQueue.size]).toEqual([1, 0]);
  });
});

test('the tally of instances is kept by compute environment, and over all', () => {
  const tally = new InstanceTally();
  [
    { computeEnvironment: 'spot', vcpus: 4, memoryMiB: 7_680 },
    { computeEnvironment: 'spot', vcpus: 8, memoryMiB: 15_360 },
    { computeEnvironment: 'own' },
    {},
  ].forEach((each) => tally.add(each));
  expect(tally.all).toEqual({ instances: 4, vcpus: 12, memoryMiB: 23_040 });
  expect([...tally.byEnvironment]).toEqual([
    ['spot', { instances: 2, vcpus: 12, memoryMiB: 23_040 }],
    ['own', { instances: 1, vcpus: 0, memoryMiB: 0 }],
  ]);
});
