import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { attemptsOf, attemptStoppedInQueue, hasEveryFact, stoppedAt, wasPlaced } from '../../../src/domain/job/attempts';
import { Fact, TimedState } from '../../../src/domain/job/facts';
import { Timeline } from '../../../src/domain/job/timeline';
import { arrayParent, at, AwsEvent, ended, jobEvent, neverStarted, ran } from '../events';
import { taskArn } from '../shapes';

const read = (event: AwsEvent) => readJobEvent(event, []);
const timeline = (...told: readonly (readonly [TimedState, number])[]) =>
  new Timeline(told.map(([state, attempt]): Fact => ({ state, attempt, atMillis: at(attempt), token: 't' })));

describe('the attempts of a finished job', () => {
  test('are those that its event lists', () => {
    expect(attemptsOf(read(ended('SUCCEEDED', 90, [ran('t1', 10, 20, 1), ran('t2', 40, 90, 0)])))).toHaveLength(2);
  });

  test('end as the job did where the last one does not say', () => {
    const [attempt] = attemptsOf(
      read(
        ended('SUCCEEDED', 90, [ran('t1', 10, 0, 0, { stoppedAt: undefined, statusReason: undefined })], {
          detail: { stoppedAt: at(89.5), statusReason: 'Your Spot Task was interrupted.' },
        }),
      ),
    );
    expect(attempt).toMatchObject({ stoppedAt: at(89.5), statusReason: 'Your Spot Task was interrupted.' });
  });

  test('end for the reason of the job, also where it succeeded later than they stopped', () => {
    const over = [ran('t1', 10, 20, 0, { statusReason: undefined })];
    const [attempt] = attemptsOf(
      read(jobEvent('SUCCEEDED', 90, { over, detail: { stoppedAt: at(90), statusReason: 'Essential container in task exited' } })),
    );
    expect(attempt.statusReason).toBe('Essential container in task exited');
  });

  test('end for the reason of the job where it succeeded, whoever gave the reason: it did not return to its queue', () => {
    const over = [ran('t1', 10, 20, 0, { statusReason: undefined })];
    const [attempt] = attemptsOf(read(jobEvent('SUCCEEDED', 90, { over, detail: { statusReason: 'no longer needed' } })));
    expect(attempt.statusReason).toBe('no longer needed');
  });

  test('end with the event where nothing says when', () => {
    const over = [ran('t1', 10, 0, 1, { stoppedAt: undefined, statusReason: undefined })];
    expect(attemptsOf(read(ended('FAILED', 90, over)))[0]).toMatchObject({ stoppedAt: at(90) });
  });

  test('are one where only the job tells of it', () => {
    const event = jobEvent('FAILED', 90, { attempt: { id: 't1', host: 'h1' }, detail: { statusReason: 'stopped by the operator' } });
    expect(attemptsOf(read(event))).toEqual([
      expect.objectContaining({ taskArn: taskArn('t1'), stoppedAt: at(90), statusReason: 'stopped by the operator' }),
    ]);
    const onEks = jobEvent('FAILED', 90, { shape: 'eks', attempt: { id: 'p1' } });
    expect(attemptsOf(read(onEks))).toHaveLength(1);
  });

  test('are none of a job that never was placed, and none of an array parent', () => {
    expect(attemptsOf(read(jobEvent('FAILED', 90)))).toEqual([]);
    expect(attemptsOf(read(jobEvent('FAILED', 90, { detail: { ...arrayParent(3), startedAt: at(5) } })))).toEqual([]);
  });
});

describe('the instant a job stopped', () => {
  test('is what it tells, else the time of its event or its last stop, whichever is later', () => {
    expect(stoppedAt(read(ended('SUCCEEDED', 91, [ran('t1', 10, 90.5, 0)])))).toBe(at(90.5));
    expect(stoppedAt(read(jobEvent('FAILED', 91)))).toBe(at(91));
    const over = [ran('t1', 10, 91.7, 1)];
    expect(stoppedAt(read(jobEvent('FAILED', 91, { over })))).toBe(at(91.7));
    expect(stoppedAt(read(jobEvent('FAILED', 99, { over: [{ ...over[0], stoppedAt: undefined }] })))).toBe(at(99));
  });
});

test('a job that does not say when it stopped did so with its last attempt, if both ended for one reason', () => {
  const endedFor = (statusReason: string | undefined, ofAttempt: string | undefined) =>
    stoppedAt(read(jobEvent('FAILED', 90, { over: [ran('t1', 10, 20, 1, { statusReason: ofAttempt })], detail: { statusReason } })));
  expect(endedFor('Essential container in task exited', 'Essential container in task exited')).toBe(at(20));
  expect([endedFor('no longer needed', 'Essential container in task exited'), endedFor(undefined, undefined)]).toEqual([at(90), at(90)]);
});

describe('a job stopped in its queue', () => {
  test('was waiting for its first attempt, or for the one after its last', () => {
    expect(attemptStoppedInQueue(read(jobEvent('FAILED', 90)), timeline())).toBe(1);
    expect(attemptStoppedInQueue(read(jobEvent('FAILED', 90, { over: [ran('t1', 10, 20, 1)] })), timeline())).toBe(2);
  });

  test('went on for a second at least after its last attempt', () => {
    const stoppedAfter = (seconds: number, ...known: [TimedState, number][]) =>
      attemptStoppedInQueue(
        read(jobEvent('FAILED', 90, { over: [ran('t1', 10, 20, 1)], detail: { stoppedAt: at(20 + seconds) } })),
        timeline(...known),
      );
    expect([0.999, 1].map((seconds) => stoppedAfter(seconds))).toEqual([undefined, 2]);
    expect([0.999, 59.999, 60].map((seconds) => stoppedAfter(seconds, ['RUNNABLE', 1]))).toEqual([undefined, undefined, 2]);
    expect(stoppedAfter(0.5, ['RUNNABLE', 1], ['RUNNABLE', 2])).toBe(2);
  });

  test('may have any reason, or none, except the one that its last attempt ended for', () => {
    const stopped = (statusReason: string | undefined, ofAttempt: string | undefined) =>
      attemptStoppedInQueue(
        read(
          jobEvent('FAILED', 90, {
            over: [ran('t1', 10, 20, 1, { statusReason: ofAttempt })],
            detail: { statusReason, stoppedAt: at(85) },
          }),
        ),
        timeline(),
      );
    expect([stopped(undefined, undefined), stopped(undefined, 'Task failed to start'), stopped('no longer needed', undefined)]).toEqual([
      2, 2, 2,
    ]);
    expect(stopped('no longer needed', 'no longer needed')).toBeUndefined();
  });

  test('is not one whose last attempt has no end of its own: nothing shows that it went on', () => {
    const over = [ran('t1', 10, 0, 1, { stoppedAt: undefined })];
    const end = read(jobEvent('FAILED', 90, { over, detail: { statusReason: 'no longer needed' } }));
    expect(attemptStoppedInQueue(end, timeline())).toBeUndefined();
    expect(attemptStoppedInQueue(end, timeline(['RUNNABLE', 1], ['RUNNABLE', 2]))).toBe(2);
  });

  test('is not one that has no attempt left, or whose reason ends only what runs', () => {
    const stopped = (statusReason: string, maxAttempts: number) =>
      attemptStoppedInQueue(
        read(
          jobEvent('FAILED', 90, {
            over: [ran('t1', 10, 20, 1)],
            detail: { statusReason, stoppedAt: at(85), retryStrategy: { attempts: maxAttempts } },
          }),
        ),
        timeline(),
      );
    expect([stopped('no longer needed', 2), stopped('no longer needed', 1)]).toEqual([2, undefined]);
    expect(stopped('JobQueue deleted', 2)).toBe(2);
    expect(stopped('Canceled by JobStateTimeLimit action due to reason: CAPACITY', 2)).toBe(2);
    expect(stopped('Job attempt duration exceeded timeout', 2)).toBeUndefined();
  });

  test('is not one that ended with an attempt, that succeeded, or that is an array parent', () => {
    expect(attemptStoppedInQueue(read(ended('FAILED', 90, [ran('t1', 10, 90, 1)])), timeline())).toBeUndefined();
    expect(attemptStoppedInQueue(read(jobEvent('SUCCEEDED', 90)), timeline())).toBeUndefined();
    expect(attemptStoppedInQueue(read(jobEvent('SUCCEEDED', 90, { over: [ran('t1', 10, 20, 0)] })), timeline())).toBeUndefined();
    expect(attemptStoppedInQueue(read(jobEvent('FAILED', 90, { detail: arrayParent(3) })), timeline())).toBeUndefined();
  });
});

describe('every fact is told', () => {
  const twoAttempts = read(ended('FAILED', 90, [ran('t1', 10, 20, 1), neverStarted('t2', 90, 'CannotPullContainerError')]));

  test('when each attempt has its RUNNABLE and its STARTING', () => {
    const all: [TimedState, number][] = [
      ['RUNNABLE', 1],
      ['STARTING', 1],
      ['RUNNABLE', 2],
      ['STARTING', 2],
    ];
    expect(hasEveryFact(twoAttempts, timeline(...all))).toBe(true);
    for (const missing of all) expect(hasEveryFact(twoAttempts, timeline(...all.filter((one) => one !== missing)))).toBe(false);
  });

  test('without a STARTING that an attempt never had', () => {
    const unplaced = read(jobEvent('FAILED', 90, { over: [{ id: '', stoppedAt: at(90) }], detail: { attempts: [{ stoppedAt: at(90) }] } }));
    expect(hasEveryFact(unplaced, timeline(['RUNNABLE', 1]))).toBe(true);
  });

  test('of a pod only with its STARTING', () => {
    const pod = read(ended('FAILED', 90, [{ id: 'p1', stoppedAt: at(90), reason: 'ImagePullBackOff' }], { shape: 'eks' }));
    expect(hasEveryFact(pod, timeline(['RUNNABLE', 1]))).toBe(false);
  });

  test('of a job stopped in its queue with the RUNNABLE it waited in', () => {
    const again = read(jobEvent('FAILED', 90, { over: [ran('t1', 10, 20, 1)] }));
    expect(hasEveryFact(again, timeline(['RUNNABLE', 1], ['STARTING', 1]))).toBe(false);
    expect(hasEveryFact(again, timeline(['RUNNABLE', 1], ['STARTING', 1], ['RUNNABLE', 2]))).toBe(true);
    expect(hasEveryFact(read(jobEvent('FAILED', 90)), timeline())).toBe(false);
  });

  test('of a job that never was RUNNABLE, and of an array parent, at once', () => {
    expect(hasEveryFact(read(jobEvent('FAILED', 90, { detail: { statusReason: 'Dependent Job failed' } })), timeline())).toBe(true);
    expect(hasEveryFact(read(jobEvent('FAILED', 90, { detail: arrayParent(3) })), timeline())).toBe(true);
  });

  test('of a job that has no attempt left, without another RUNNABLE, although it stopped later', () => {
    const end = read(
      jobEvent('FAILED', 90, {
        over: [ran('t1', 10, 20, 1)],
        detail: { statusReason: 'no longer needed', retryStrategy: { attempts: 1 } },
      }),
    );
    expect(hasEveryFact(end, timeline(['RUNNABLE', 1], ['STARTING', 1]))).toBe(true);
  });

  describe('of a job that was stopped before its first attempt, without its RUNNABLE', () => {
    const stopped = (seconds: number, dependsOn: readonly object[] = []) =>
      read(jobEvent('FAILED', 900, { detail: { statusReason: 'no longer needed', stoppedAt: at(seconds), dependsOn } }));
    const pending = (seconds: number) => new Timeline([{ state: 'PENDING', attempt: 1, atMillis: at(seconds), token: 't' }]);
    const runnable = (seconds: number) => new Timeline([{ state: 'RUNNABLE', attempt: 2, atMillis: at(seconds), token: 't' }]);

    test('if it was PENDING for ten minutes', () => {
      expect([699.999, 700].map((seconds) => hasEveryFact(stopped(seconds), pending(100)))).toEqual([false, true]);
    });

    test('if it was PENDING because of jobs that it depends on', () => {
      expect(hasEveryFact(stopped(100, [{ jobId: 'a' }]), pending(100))).toBe(true);
    });

    test('only if its PENDING is known, since each event may be late', () => {
      expect(hasEveryFact(stopped(800, [{ jobId: 'a' }]), timeline())).toBe(false);
      expect(hasEveryFact(stopped(800), runnable(100))).toBe(false);
    });
  });

  test('only with its RUNNABLE of a job that a user stopped in such words', () => {
    const stopped = read(jobEvent('FAILED', 90, { detail: { statusReason: 'stopped by hand: Dependent Job failed' } }));
    expect(hasEveryFact(stopped, timeline())).toBe(false);
    expect(hasEveryFact(stopped, timeline(['RUNNABLE', 1]))).toBe(true);
  });
});

test('a task, a pod or a start shows that an attempt was placed', () => {
  expect([{ taskArn: 'a' }, { podName: 'a' }, { startedAt: 0 }].map(wasPlaced)).toEqual([true, true, true]);
  expect(wasPlaced({ stoppedAt: 5 })).toBe(false);
});
