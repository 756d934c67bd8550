import { CaseResult } from './cases';
import { TypeResult } from './fuzz';
import { Judge } from './judge';
import { markdownTable } from '../figures/figures';

export interface HostileResults {
  readonly results: readonly TypeResult[];
  readonly batches: number;
  readonly judge: Judge;
  readonly seed: number;
  readonly share: number;
  readonly seconds: number;
}

const families = (results: readonly TypeResult[]): Map<string, TypeResult[]> => {
  const byFamily = new Map<string, TypeResult[]>();
  for (const result of results) {
    const family = familyOf(result.type);
    byFamily.set(family, [...(byFamily.get(family) ?? []), result]);
  }
  return byFamily;
};

/** All states of a shape share one row. */
const familyOf = (type: string): string => (/^(?:job|captured), /.test(type) ? type.split(', ').slice(0, 2).join(', ') : type);

/** By type of event: the inputs, how many were accepted or rejected and why, and the batches. */
export function fuzzTable({ results, batches, judge, seed, share, seconds }: HostileResults): string {
  const rows = [...families(results)].map(([family, some]) => [
    family,
    sum(some, ({ inputs }) => inputs),
    sum(some, ({ taken }) => taken),
    sum(some, ({ refused }) => refused),
    kinds(some),
    new Set(some.flatMap((each) => [...each.batches])).size,
  ]);
  const total = sum(results, ({ inputs }) => inputs);
  const all = ['**all**', total, sum(results, ({ taken }) => taken), sum(results, ({ refused }) => refused), '', batches];
  return [
    markdownTable(['message', 'inputs', 'accepted', 'rejected', 'reasons', 'batches'], [...rows, all]),
    '',
    `\`npm run lab -- hostile --seed ${seed}${share < 1 ? ` --share ${share}` : ''}\`: ${[
      `${inWords(total)} inputs of ${results.length} kinds of messages in ${inWords(batches)} batches with valid messages`,
      `${inWords(judge.lines)} log lines and ${inWords(judge.records.size)} job records checked`,
      ...(judge.timeouts > 0 ? [`${inWords(judge.timeouts)} requests too slow and retried`] : []),
      `largest item ${inWords(judge.largestItem)} bytes`,
      `violations: ${judge.violations.length}`,
      `${Math.round(seconds)} s`,
    ].join('; ')}.`,
  ].join('\n');
}

const inWords = (value: number): string => value.toLocaleString('en');

const sum = (results: readonly TypeResult[], value: (result: TypeResult) => number): number =>
  results.reduce((all, result) => all + value(result), 0);

function kinds(results: readonly TypeResult[]): string {
  const counts = new Map<string, number>();
  for (const { problems } of results) for (const [problem, count] of problems) counts.set(problem, (counts.get(problem) ?? 0) + count);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([problem, count]) => `${problem} ${count.toLocaleString('en')}`)
    .join(', ');
}

export const caseTable = (results: readonly CaseResult[]): string =>
  markdownTable(
    ['valid, but extreme', 'messages', 'batches', 'result'],
    results.map(({ name, messages, batches, result }) => [name, messages, batches, result]),
  );
