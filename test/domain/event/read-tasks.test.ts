import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { at, jobEvent } from '../events';

describe.each(['attempts', 'eksAttempts'])('a job event that lists %s', (name) => {
  const eventOf = (count: number) =>
    jobEvent('FAILED', 90, { detail: { [name]: Array.from({ length: count }, () => ({ statusReason: 'odd' })) } });

  test('GIVEN a hundred of them WHEN the event is read THEN each is there', () => {
    expect(readJobEvent(eventOf(100), []).attempts).toHaveLength(100);
  });

  test('GIVEN more than AWS Batch ever makes WHEN the event is read THEN they are left out, since no line of a log could hold them', () => {
    const leftOut = jest.fn();
    expect(readJobEvent(eventOf(101), [], leftOut).attempts).toEqual([]);
    expect(leftOut).toHaveBeenCalledWith(`detail.${name}`);
  });
});

test('GIVEN attempts in any order WHEN the event is read THEN they are in the order of their ends, those without an end by their start', () => {
  const ends = [
    { exitCode: 4 },
    { exitCode: 3, startedAt: at(6) },
    { exitCode: 2, startedAt: at(1), stoppedAt: at(5) },
    { exitCode: 1, startedAt: at(2), stoppedAt: at(3) },
  ];
  const attempts = ends.map(({ exitCode, ...times }) => ({ ...times, container: { exitCode } }));
  const read = readJobEvent(jobEvent('FAILED', 90, { detail: { attempts } }), []);
  expect(read.attempts.map(({ exitCode }) => exitCode)).toEqual([1, 2, 3, 4]);
});

describe('a job with several containers', () => {
  const task = (exitCodes: Readonly<Record<string, number>>) => ({
    containers: Object.entries(exitCodes).map(([name, exitCode]) => ({ name, exitCode })),
  });
  const definition = (exitCodes: Readonly<Record<string, number>>) => ({
    taskProperties: [{ containers: task(exitCodes).containers.map((each) => ({ ...each, essential: each.name !== 'sidecar' })) }],
  });

  test('GIVEN a retry that succeeded THEN a container that succeeded speaks for the retry, and one that failed for the attempt before', () => {
    const detail = {
      ecsProperties: definition({ log: 143, main: 0 }),
      attempts: [
        { log: 0, main: 1 },
        { log: 143, main: 0 },
      ].map((exitCodes, index) => ({
        startedAt: 1_000 * (index + 1),
        taskProperties: [task(exitCodes)],
      })),
    };
    const read = readJobEvent(jobEvent('SUCCEEDED', 90, { detail }), []);
    expect([...read.attempts, read.task].map(({ exitCode }) => exitCode)).toEqual([1, 0, 0]);
  });

  test('GIVEN a container that its definition says is not essential THEN it does not speak for a task that failed', () => {
    const exitCodes = { sidecar: 2, main: 1 };
    const detail = { ecsProperties: definition(exitCodes), attempts: [{ taskProperties: [task(exitCodes)] }] };
    const read = readJobEvent(jobEvent('FAILED', 90, { detail }), []);
    expect([...read.attempts, read.task].map(({ exitCode }) => exitCode)).toEqual([1, 1]);
  });
});
