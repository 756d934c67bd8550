import { readJobEvent } from '../../../src/domain/event/read-job-event';
import { jobEvent } from '../events';

describe.each(['attempts', 'eksAttempts'])('a job event that lists %s', (name) => {
  const told = (count: number) =>
    jobEvent('FAILED', 90, { detail: { [name]: Array.from({ length: count }, () => ({ statusReason: 'odd' })) } });

  test('GIVEN a hundred of them WHEN the event is read THEN each is there', () => {
    expect(readJobEvent(told(100), []).attempts).toHaveLength(100);
  });

  test('GIVEN more than AWS Batch ever makes WHEN the event is read THEN they are left out, since no line of a log could hold them', () => {
    const leftOut = jest.fn();
    expect(readJobEvent(told(101), [], leftOut).attempts).toEqual([]);
    expect(leftOut).toHaveBeenCalledWith(`detail.${name}`);
  });
});
