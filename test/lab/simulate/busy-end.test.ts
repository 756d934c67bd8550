import { START } from './simulated-day';
import { simulate } from '../../../lab/simulate/simulate';

const HOUR = 3_600_000;
const END = START.getTime() + 24 * HOUR;

describe('a day with a busy end', () => {
  const day = simulate({ jobs: 300, seed: 7, start: START, busyEnd: true });
  const midnight = day.inFlight.filter(({ At }) => Date.parse(At) === END);

  test('has jobs in every state at midnight, and some that have waited for hours', () => {
    const inState = (state: 'PENDING' | 'RUNNABLE' | 'STARTING' | 'RUNNING'): number =>
      midnight.reduce((sum, { States }) => sum + States[state], 0);
    expect([inState('PENDING'), inState('RUNNABLE'), inState('STARTING'), inState('RUNNING')].every((jobs) => jobs > 0)).toBe(true);
    expect(Math.max(...midnight.map(({ OldestRunnableSeconds = 0 }) => OldestRunnableSeconds))).toBeGreaterThan(3 * 3600);
    expect(Math.max(...midnight.map(({ OldestStartingSeconds = 0 }) => OldestStartingSeconds))).toBeGreaterThan(30 * 60);
  });

  test('has jobs at the heads of queues that AWS Batch reports as blocked, for different reasons', () => {
    const blocked = [...day.events].filter(
      (event) => event['detail-type'] === 'Batch Job Queue Blocked' && END - Date.parse(event.time) < HOUR && Date.parse(event.time) < END,
    );
    expect(new Set(blocked.map(({ detail }) => (detail as { statusReason: string }).statusReason)).size).toBe(3);
  });

  test('has jobs that failed in its last half hour', () => {
    const failed = day.truth.filter(
      ({ Status, StoppedAt }) => Status === 'FAILED' && Math.abs(END - HOUR / 4 - Date.parse(StoppedAt)) < HOUR / 4,
    );
    expect(new Set(failed.map(({ FailureCategory }) => FailureCategory)).size).toBeGreaterThan(3);
  });

  test('has work in every quarter of it', () => {
    const stops = day.truth.map(({ StoppedAt }) => Math.floor((Date.parse(StoppedAt) - START.getTime()) / (6 * HOUR)));
    expect([0, 1, 2, 3].every((quarter) => stops.includes(quarter))).toBe(true);
  });
});
