import { incidents } from '../../../lab/compare/incidents';
import { Summary } from '../../../lab/replay/summary';

const good = {
  invalidLines: 0,
  rejectedEvents: 0,
  lostEvents: 0,
  metricViolations: 0,
  errors: 0,
  failedInvocations: { Collector: 0 },
  deadLetters: { DeadLetters: 0 },
} as unknown as Summary;

describe('what the demo takes for an incident', () => {
  test('is nothing where all went well', () => {
    expect(incidents(good)).toEqual([]);
  });

  test.each<[Partial<Summary>, string]>([
    [{ invalidLines: 1 }, 'Lines that are no event: 1'],
    [{ rejectedEvents: 2 }, 'Events that a handler refused: 2'],
    [{ lostEvents: 1 }, 'Lost events: 1'],
    [{ metricViolations: 3 }, 'EMF documents that CloudWatch would refuse: 3'],
    [{ failedInvocations: { Collector: 1, Registry: 1 } }, 'Failed invocations: 2'],
    [{ deadLetters: { DeadLetters: 1 } }, 'Messages in dead-letter queues, more or less than runs that were missed: 1'],
    [{ errors: 1 }, 'Errors: 1'],
  ])('%j is one', (given, incident) => {
    expect(incidents({ ...good, ...given })).toEqual([incident]);
  });

  test('is not a run of a schedule that was missed, and is one without its message', () => {
    const summary = { ...good, deadLetters: { DeadLetters: 0, OfSchedule: 2 } };
    expect(incidents(summary, 2)).toEqual([]);
    expect(incidents(summary, 3)).toEqual(['Messages in dead-letter queues, more or less than runs that were missed: 1']);
  });
});
