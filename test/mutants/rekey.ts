/** Gives explanations the keys of today's survivors, after declarations, variables or files were renamed. */
import { basename } from 'node:path';
import { Explained, Explanation, explanationsOf, judge } from './explained';
import { withoutFormat } from './mutant-key';
import { Mutant } from './report';

export interface Rekeyed {
  readonly explained: Explained;
  readonly moved: readonly { readonly from: Explanation; readonly to: Mutant }[];
  /** Explanations for which there is no survivor of the same shape. */
  readonly lost: readonly Explanation[];
}

/** @param mutants of a run of all files, so that files that are gone are noticed */
export function rekey(mutants: readonly Mutant[], explained: Explained): Rekeyed {
  const files = new Set(mutants.map(({ file }) => file));
  const { unexplained, stale } = judge(mutants, explained);
  const free = [...unexplained];
  const moved: { from: Explanation; to: Mutant }[] = [];
  const lost: Explanation[] = [];
  const kept = explanationsOf(explained).filter(({ file }) => files.has(file));
  stale.forEach((each) => kept.splice(kept.indexOf(each), 1));
  const gone = explanationsOf(explained).filter(({ file }) => !files.has(file));
  for (const from of [...stale, ...gone]) {
    const to = nearest(from, free);
    if (to === undefined) lost.push(from);
    else moved.push({ from, to: free.splice(free.indexOf(to), 1)[0] });
  }
  const now = [...kept, ...moved.map(({ from: { reason }, to: { file, key } }) => ({ reason, file, key }))];
  return { explained: grouped(Object.keys(explained), now), moved, lost };
}

/** Of the survivors of the same shape, the one whose file and names are most like those of the explanation. */
function nearest(from: Explanation, free: readonly Mutant[]): Mutant | undefined {
  const alike = free.filter(({ key }) => shapeOf(key) === shapeOf(from.key));
  return alike.map((mutant) => [likeness(from, mutant), mutant] as const).sort(([a], [b]) => b - a)[0]?.[1];
}

/** What is replaced by what, without names and texts: renaming changes nothing in it. */
const shapeOf = (key: string): string => withoutFormat(key.replace(/^.*?: /, '').replace(/\.\.\./g, '')).replace(/[A-Za-z_$][\w$]*/g, 'x');

function likeness(from: Explanation, { file, key }: Mutant): number {
  const words = new Set(wordsOf(key));
  const shared = wordsOf(from.key).filter((word) => words.has(word)).length / wordsOf(from.key).length;
  return (from.file === file ? 2 : basename(from.file) === basename(file) ? 1 : 0) + shared;
}

const wordsOf = (key: string): string[] => key.match(/[A-Za-z_$][\w$]*/g) ?? [''];

/** Reasons in their order, files and mutants sorted. */
function grouped(reasons: readonly string[], explanations: readonly Explanation[]): Explained {
  const byReason = reasons.map((reason) => [reason, explanations.filter((each) => each.reason === reason)] as const);
  return Object.fromEntries(byReason.filter(([, some]) => some.length > 0).map(([reason, some]) => [reason, byFile(some)]));
}

function byFile(explanations: readonly Explanation[]): Record<string, string[]> {
  const files = [...new Set(explanations.map(({ file }) => file))].sort();
  return Object.fromEntries(
    files.map((file) => [
      file,
      explanations
        .filter((each) => each.file === file)
        .map(({ key }) => key)
        .sort(),
    ]),
  );
}
