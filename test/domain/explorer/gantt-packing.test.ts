import { Bar, groupsOf } from '../../../src/domain/explorer/gantt-bars';

const COUNT = 10_000;
const MAX_LANES = 150;

test('jobs that all run at once are not compared with each other when there are too many lanes', () => {
  let comparisons = 0;
  const to = { valueOf: () => ((comparisons += 1), 1e6) } as unknown as number;
  const bars = Array.from({ length: COUNT }, (_, from): Bar => ({ group: 'g', name: 'n', hasFailed: false, from, to }));
  const [group] = groupsOf(bars, MAX_LANES);
  expect(group.laneCount).toBe(MAX_LANES + 1);
  expect(group.bars).toHaveLength(COUNT);
  expect(comparisons).toBeGreaterThan(MAX_LANES);
  expect(comparisons).toBeLessThan(MAX_LANES ** 2);
});
