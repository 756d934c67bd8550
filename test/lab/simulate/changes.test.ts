import { dayOf } from './simulated-day';

const day = dayOf(400, 5);
const changes = [...day.changes];

/** What changes add up to, in total or by a dimension. */
function sumOf(what: string, dimension: string, value: string): number {
  const counted = changes.filter((change) => change.What === what && (dimension === '' || change[dimension as 'JobQueue'] === value));
  return Math.round(counted.reduce((sum, { Amount }) => sum + Amount, 0) * 1000) / 1000;
}

describe('the changes of a simulated day, one by one', () => {
  test('add up to the transitions', () => {
    expect(day.transitions.map((total) => ({ ...total, Jobs: sumOf(total.State, total.Dimension, total.Value) }))).toEqual(day.transitions);
  });

  test('add up to the calls, and to what they placed and did not', () => {
    const added = day.runTask.map(({ Dimension, Value }) => ({
      Dimension,
      Value,
      Calls: Dimension === 'Reason' ? 0 : sumOf('Calls', Dimension, Value),
      Placed: sumOf('Placed', Dimension, Value),
      NotPlaced: sumOf('NotPlaced', Dimension, Value),
    }));
    expect(added).toEqual(day.runTask);
  });

  test('add up to the instances that came, left, were warned and were taken back', () => {
    const counts = ['Registered', 'Deregistered', 'Reclaimed', 'Warnings', 'Rebalance'] as const;
    const added = day.instances.map(({ Dimension, Value }) => counts.map((what) => sumOf(what, Dimension, Value)));
    expect(added).toEqual(day.instances.map((total) => counts.map((what) => total[what])));
  });

  test.each(['QueuedSeconds', 'RunnableSeconds', 'StartingSeconds', 'RunningSeconds'])('add up to %s', (what) => {
    const total = day.metrics.find(({ Name, Dimensions }) => Name === what && Object.keys(Dimensions).length === 0)!;
    expect(sumOf(what, '', '')).toBeCloseTo(total.Sum, 6);
  });

  test('lie between the first event and the last', () => {
    const times = day.events.map(({ time }) => Date.parse(time));
    const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
    const outside = changes.filter(({ At }) => Date.parse(At) < first || Date.parse(At) > last + 1000);
    expect(outside).toEqual([]);
  });
});
