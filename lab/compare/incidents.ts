import { Summary, total } from '../replay/summary';

/**
 * What may not happen in a replay of a good day, each with how often it did: records can be right in spite of it.
 *
 * @param missedRuns how many runs of schedules must have ended in a dead-letter queue
 */
export function incidents(summary: Summary, missedRuns = 0): string[] {
  const counts: readonly (readonly [string, number])[] = [
    ['Lines that are no event', summary.invalidLines],
    ['Events that a handler refused', summary.rejectedEvents],
    ['Lost events', summary.lostEvents],
    ['EMF documents that CloudWatch would refuse', summary.metricViolations],
    ['Failed invocations', total(summary.failedInvocations)],
    ['Messages in dead-letter queues, more or less than runs that were missed', Math.abs(total(summary.deadLetters) - missedRuns)],
    ['Errors', summary.errors],
  ];
  return counts.filter(([, count]) => count > 0).map(([what, count]) => `${what}: ${count}`);
}
