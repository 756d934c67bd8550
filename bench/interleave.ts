/** One way of doing something: returns what a run took, in milliseconds. */
export type Way = () => Promise<number> | number;

/**
 * Runs several ways in turn, round by round, so that a machine that is slow for a while is slow for all of them, and
 * returns the median of each. Only ratios of one run mean something.
 */
export async function interleave<Name extends string>(rounds: number, ways: Readonly<Record<Name, Way>>): Promise<Record<Name, number>> {
  const names = Object.keys(ways) as Name[];
  const taken = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const millis = await ways[name]();
      // The first round warms up files, caches and the compiler.
      if (round > 0) taken.get(name)?.push(millis);
    }
  }
  return Object.fromEntries([...taken].map(([name, all]) => [name, median(all)])) as Record<Name, number>;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
