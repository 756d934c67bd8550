/** Seeds that are always run: some that hit every fault together, and each that ever failed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from './plan';

/** A run, by what decides it. */
export interface SeedOfRun {
  readonly seed: number;
  readonly jobs: number;
}

export interface ListedSeeds {
  /** Each with the faults that it is listed for: together they are all. */
  readonly covering: readonly (SeedOfRun & { readonly hits: readonly string[] })[];
  /** Each with what did not hold. A seed comes in with the commit that fixes it. */
  readonly failed: readonly (SeedOfRun & { readonly found: string })[];
}

const FILE = join(__dirname, 'seeds.json');
/** Longer runs are checked in the night alone. */
const MAX_JOBS = 1_000;

export const readSeeds = (): ListedSeeds => JSON.parse(readFileSync(FILE, 'utf8')) as ListedSeeds;

export const runsOf = ({ covering, failed }: ListedSeeds): SeedOfRun[] =>
  [...covering, ...failed].map(({ seed, jobs }) => ({ seed, jobs })).filter(({ jobs }) => jobs <= MAX_JOBS);

/** Faults that none of some seeds hit. */
export const missed = (hits: Hits, seeds: readonly number[]): string[] =>
  Object.values(Fault).filter((fault) => !seeds.some((seed) => (hits.get(seed)?.get(fault) ?? 0) > 0));

/** How often each fault was hit, by seed. */
export type Hits = ReadonlyMap<number, ReadonlyMap<string, number>>;

/** Requests that are made side by side come in another order in each run: a fault that was hit once may be missed the next time. */
const SURE_HITS = 3;

/** Few seeds that hit every fault: again and again the one that hits most of what is left. */
export function choose(hits: Hits, jobs: number): ListedSeeds['covering'] {
  const left = new Set<string>(Object.values(Fault));
  const sure = new Map([...left].map((fault) => [fault, Math.min(SURE_HITS, most(hits, fault))]));
  const hitBy = (counts: ReadonlyMap<string, number>): string[] =>
    [...left].filter((fault) => (counts.get(fault) ?? 0) >= Math.max(1, sure.get(fault) ?? 0));
  const chosen: ListedSeeds['covering'][number][] = [];
  while (left.size > 0) {
    const [seed, found] = [...hits]
      .map(([each, counts]) => [each, hitBy(counts)] as const)
      .reduce((one, other) => (other[1].length > one[1].length ? other : one), [0, [] as string[]]);
    if (found.length === 0) throw new Error(`No seed hits: ${[...left].join('; ')}. Try more runs, or more jobs`);
    found.forEach((fault) => left.delete(fault));
    chosen.push({ seed, jobs, hits: found });
  }
  return chosen;
}

const most = (hits: Hits, fault: string): number => Math.max(0, ...[...hits.values()].map((counts) => counts.get(fault) ?? 0));

export function writeCovering(covering: ListedSeeds['covering']): void {
  writeFileSync(FILE, `${JSON.stringify({ ...readSeeds(), covering }, null, 2)}\n`);
}
