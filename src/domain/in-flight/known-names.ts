/** Job queues or compute environments from earlier snapshots. The value is when the name was first found empty, in epoch seconds, or 0 if it is not empty. */
export type KnownNames = ReadonlyMap<string, number>;

/**
 * The known names after a snapshot. An empty name stays known for a while, so that its gauges fall to zero rather than end at
 * their last value.
 */
export function updateKnownNames(known: KnownNames, found: Iterable<string>, atSeconds: number, keepSeconds: number): KnownNames {
  const emptied = [...known].map(([name, emptySince]) => [name, emptySince || atSeconds] as const);
  const next = new Map(emptied.filter(([, emptySince]) => atSeconds - emptySince < keepSeconds));
  for (const name of found) next.set(name, 0);
  return next;
}

/** Whether two sets of known names are equal, so that the row need not be written. */
export const areEqual = (a: KnownNames, b: KnownNames): boolean =>
  a.size === b.size && [...a].every(([name, emptySince]) => b.get(name) === emptySince);
