import { dayOf, fullAttempts } from './simulated-day';
import { MetricTotal } from '../../../lab/simulate/truth/ledger';
import { MetricName } from '../../../src/domain/names/metrics';

const day = dayOf(2000, 7);
const total = (values: readonly (number | undefined)[]): number =>
  Math.round(values.reduce<number>((sum, value) => sum + (value ?? 0) * 1000, 0)) / 1000;

describe('the truth', () => {
  test('has no negative duration and no time out of order', () => {
    for (const record of day.truth) {
      const numbers = [record, ...record.Attempts].flatMap((each) => Object.entries(each)).filter(([name]) => name.endsWith('Seconds'));
      expect(numbers.filter(([, value]) => Number(value) < 0)).toEqual([]);
      for (const attempt of fullAttempts(record).filter((each) => each.StartingAt !== undefined)) {
        const order = [attempt.RunnableAt, attempt.StartingAt, attempt.StartedAt, attempt.StoppedAt].filter((each) => each !== undefined);
        expect(order).toEqual([...order].sort());
      }
    }
  });

  test('has one entry per attempt, numbered from one', () => {
    for (const record of day.truth) {
      expect(record.Attempts.map((attempt) => attempt.Number)).toEqual(
        Array.from({ length: record.AttemptCount }, (_, index) => index + 1),
      );
    }
  });

  test('sums the durations of its attempts', () => {
    for (const record of day.truth.filter((each) => each.ArraySize === undefined && each.FailureCategory !== 'CANCELLED')) {
      const attempts = fullAttempts(record);
      expect(record.TotalStartingSeconds).toBe(total(attempts.map((attempt) => attempt.StartingSeconds)));
      expect(record.TotalRunningSeconds).toBe(total(attempts.map((attempt) => attempt.RunningSeconds)));
    }
  });

  test('counts as lost what every failed attempt ran', () => {
    for (const record of day.truth) {
      const isKept = record.Status === 'SUCCEEDED' || record.FailureCategory === 'NODE_STOPPED';
      const kept = isKept ? fullAttempts(record).slice(-1) : [];
      const lost = (record.TotalRunningSeconds ?? 0) - total(kept.map((attempt) => attempt.RunningSeconds));
      expect(record.LostSeconds).toBeCloseTo(lost, 3);
    }
  });

  test('leaves out of the last attempt what the record has with the same value', () => {
    const first = day.truth.find((record) => record.AttemptCount === 1 && record.Status === 'SUCCEEDED' && record.InstanceId !== undefined);
    const retried = day.truth.find(
      (record) => record.AttemptCount === 2 && record.Status === 'SUCCEEDED' && record.InstanceId !== undefined,
    );

    // Costs are added up over attempts: every entry has its own.
    expect(first?.Attempts).toEqual([{ Number: 1, CostUsd: expect.any(Number) }]);
    expect(Object.keys(retried!.Attempts[0])).toEqual(expect.arrayContaining(['StoppedAt', 'FailureCategory', 'TaskArn']));
    expect(Object.keys(retried!.Attempts[1])).toEqual(expect.arrayContaining(['Number', 'RunnableAt', 'RunningSeconds']));
    expect(Object.keys(retried!.Attempts[1])).not.toContain('TaskArn');
  });

  test('keeps the wait of a job that was cancelled in the queue after an attempt', () => {
    const record = day.truth.find(
      (each) => each.FailureCategory === 'CANCELLED' && each.Attempts[0]?.FailureCategory === 'APPLICATION_ERROR',
    )!;

    expect(record.AttemptCount).toBe(1);
    expect(record.TotalRunnableSeconds! - record.Attempts[0].RunnableSeconds!).toBeGreaterThan(299);
  });

  test('gives array parents no time in the states of runs, and counts neither them nor nodes', () => {
    const parents = day.truth.filter((record) => record.ArraySize !== undefined);
    const runs = day.truth.filter((record) => record.ArraySize === undefined && record.NodeParentId === undefined);
    const metric = (name: string) => day.metrics.find((each) => each.Name === name && Object.keys(each.Dimensions).length === 0)!;

    for (const parent of parents) expect(parent).not.toHaveProperty('TotalRunningSeconds');
    expect(metric('JobsSucceeded').Count + metric('JobsFailed').Count).toBe(runs.length);
    expect(metric('RunningSeconds').Sum).toBe(total(runs.map((record) => record.TotalRunningSeconds)));
    expect(metric('LostSeconds').Sum).toBe(total(runs.map((record) => record.LostSeconds)));
    expect(metric('SpotInterruptions').Sum).toBe(total(runs.map((record) => record.SpotInterruptions)));
  });

  test('sums each metric of jobs over the job queues to the same total', () => {
    const ofJobs = (each: MetricTotal): boolean => Object.values<string>(MetricName).includes(each.Name);
    for (const whole of day.metrics.filter((each) => ofJobs(each) && Object.keys(each.Dimensions).length === 0)) {
      const queues = day.metrics.filter((each) => each.Name === whole.Name && each.Dimensions.JobQueue !== undefined);
      expect(queues.reduce((sum, each) => sum + each.Count, 0)).toBe(whole.Count);
      expect(total(queues.map((each) => each.Sum))).toBe(whole.Sum);
    }
  });

  test('is not changed by chaos', () => {
    const [calm, wild] = [dayOf(300, 5), dayOf(300, 5, 'wild')];

    expect(wild.truth).toEqual(calm.truth);
    expect(wild.metrics).toEqual(calm.metrics);
  });
});
