import { HOUR, MINUTE, SECOND } from './model';
import { Random } from './random';

export const CHAOS = ['none', 'mild', 'wild'] as const;
export type Chaos = (typeof CHAOS)[number];

interface Timed {
  readonly at: number;
}
interface Delivery<T> {
  readonly item: T;
  readonly at: number;
}

/** The order in which a bus delivers: at least once, in no order. What happened, and when, stays as it was. */
export function deliver<T extends Timed>(items: readonly T[], chaos: Chaos, seed: number): T[] {
  const random = new Random(seed, 'chaos');
  if (chaos === 'none') return [...items];
  const deliveries = items.flatMap((item) =>
    Array.from({ length: copies(chaos, random) }, () => ({ item, at: item.at + delay(chaos, random) })),
  );
  deliveries.sort((one, other) => one.at - other.at);
  if (chaos === 'wild') swapNeighbours(deliveries, random);
  return deliveries.map(({ item }) => item);
}

function copies(chaos: Chaos, random: Random): number {
  if (chaos === 'mild') return random.chance(0.05) ? 2 : 1;
  return random.chance(0.7) ? 1 : random.integer(2, 3);
}

function delay(chaos: Chaos, random: Random): number {
  if (chaos === 'mild') return random.integer(0, MINUTE);
  const fate = random.next();
  if (fate < 0.02) return random.integer(45 * MINUTE, 2 * HOUR);
  return fate < 0.22 ? random.integer(0, 45 * MINUTE) : random.integer(0, 2 * SECOND);
}

function swapNeighbours<T>(deliveries: Delivery<T>[], random: Random): void {
  for (let index = 0; index + 1 < deliveries.length; index++) {
    const other = Math.min(deliveries.length - 1, index + random.integer(0, 6));
    [deliveries[index], deliveries[other]] = [deliveries[other], deliveries[index]];
  }
}
