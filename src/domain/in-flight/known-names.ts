/** Job queues or compute environments that snapshots have found, each with when it was first found empty, epoch seconds; 0 while it is not. */
export type KnownNames = ReadonlyMap<string, number>;

/**
 * What is known after a snapshot. A name that nothing is found of any more stays known for a while, so that its gauges fall
 * to zero rather than end at their last value.
 */
export function remember(known: KnownNames, found: Iterable<string>, atSeconds: number, keepSeconds: number): KnownNames {
  const emptied = [...known].map(([name, emptySince]) => [name, emptySince || atSeconds] as const);
  const next = new Map(emptied.filter(([, emptySince]) => atSeconds - emptySince < keepSeconds));
  for (const name of found) next.set(name, 0);
  return next;
}

/** Whether two snapshots know the same: then nothing needs to be written. */
export const knowTheSame = (a: KnownNames, b: KnownNames): boolean =>
  a.size === b.size && [...a].every(([name, emptySince]) => b.get(name) === emptySince);
