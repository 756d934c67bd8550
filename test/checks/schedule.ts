/** What runs next: two lanes that are busy as long as there is something to do. */
import { Check } from './table';

export type Verdict = 'passed' | 'failed' | 'skipped';

export interface Outcome {
  readonly check: Check;
  readonly verdict: Verdict;
  /** Why it was not run, or not judged. */
  readonly why?: string;
  readonly seconds: number;
}

export type Run = (check: Check) => Promise<Outcome>;

const LANES = 2;

/**
 * Runs checks, each after those that it needs. A check that is alone waits for all before it in the list, and all after it wait for it. Between two of
 * these, that one begins first which has most before it: its own time, and that of what waits for it.
 */
export async function runAll(checks: readonly Check[], run: Run): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let rest = [...checks];
  while (rest.length > 0) {
    const barrier = rest.findIndex(({ isAlone }) => isAlone);
    const some = barrier === 0 ? rest.slice(0, 1) : rest.slice(0, barrier === -1 ? rest.length : barrier);
    await runInLanes(some, outcomes, run);
    rest = rest.slice(some.length);
  }
  return outcomes;
}

async function runInLanes(checks: readonly Check[], outcomes: Outcome[], run: Run): Promise<void> {
  const waiting = new Set(checks);
  const running = new Map<Check, Promise<void>>();
  const start = (check: Check): void => {
    waiting.delete(check);
    const ended = outcomeWithoutRun(check, outcomes) ?? run(check);
    const done = Promise.resolve(ended).then((outcome) => {
      outcomes.push(outcome);
      running.delete(check);
    });
    running.set(check, done);
  };
  while (waiting.size > 0 || running.size > 0) {
    const next = running.size < LANES ? nextOf(waiting, [...running.keys()]) : undefined;
    if (next === undefined) await Promise.race(running.values());
    else start(next);
  }
}

function nextOf(waiting: ReadonlySet<Check>, running: readonly Check[]): Check | undefined {
  const unfinished = new Set([...waiting, ...running].map(({ name }) => name));
  const ready = [...waiting].filter(({ needs = [] }) => !needs.some((name) => unfinished.has(name)));
  const all = [...waiting];
  return ready.sort((a, b) => minutesAhead(b, all) - minutesAhead(a, all))[0];
}

function minutesAhead(check: Check, checks: readonly Check[]): number {
  const after = checks.filter(({ needs = [] }) => needs.includes(check.name)).map((each) => minutesAhead(each, checks));
  return check.minutes + Math.max(0, ...after);
}

/** Nothing is judged by what is not there. */
function outcomeWithoutRun(check: Check, outcomes: readonly Outcome[]): Outcome | undefined {
  const needed = outcomes.filter(({ check: { name } }) => check.needs?.includes(name));
  const missing = needed.find(({ verdict }) => verdict === 'failed') ?? needed.find(({ verdict }) => verdict === 'skipped');
  if (missing === undefined) return undefined;
  return {
    check,
    verdict: missing.verdict,
    why: `needs ${missing.check.name}, which ${missing.verdict === 'failed' ? 'failed' : 'was skipped'}`,
    seconds: 0,
  };
}

/** The checks of some names in the order of the table, with all that they need. */
export function withNeeds(names: readonly string[], table: readonly Check[]): Check[] {
  const wanted = new Set<string>();
  const want = (name: string): void => {
    const check = table.find((each) => each.name === name);
    if (check === undefined) throw new Error(`There is no check "${name}". \`npm run verify\` lists all`);
    if (wanted.has(name)) return;
    wanted.add(name);
    check.needs?.forEach(want);
  };
  names.forEach(want);
  return table.filter(({ name }) => wanted.has(name));
}
