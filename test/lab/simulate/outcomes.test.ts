import { Host } from '../../../lab/simulate/model';
import { exited, killedBy, outOfMemory } from '../../../lab/simulate/workload/outcomes';

const host = (...kinds: readonly Host['journal'][number]['kind'][]) =>
  ({ journal: kinds.map((kind) => ({ kind, at: 0 })) }) as unknown as Host;

test('a container that is killed on a host with an interruption warning is taken for reclaimed, and only that', () => {
  const [warned, recommended] = [host('task-started', 'warned'), host('task-started', 'rebalance')];
  expect(killedBy(exited(143), warned)).toEqual({ ...exited(143), category: 'SPOT_INTERRUPTION', spotInterruption: true });
  expect(killedBy(exited(143), recommended)).toEqual(exited(143));
  expect(killedBy(exited(143), undefined)).toEqual(exited(143));
  expect(killedBy(exited(1), warned)).toEqual(exited(1));
  expect(killedBy(outOfMemory, warned)).toEqual(outOfMemory);
});
