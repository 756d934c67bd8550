import { readFileSync } from 'node:fs';
import { declarationsOf, keyOf } from './mutant-key';

/** What became of a mutant, in Stryker's words. */
export type Status = 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'CompileError' | 'RuntimeError' | 'Pending';

interface Position {
  readonly line: number;
  readonly column: number;
}

interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: Status;
  readonly statusReason?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Report {
  readonly files: { readonly [file: string]: { readonly source: string; readonly mutants: readonly ReportedMutant[] } };
}

export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly status: Status;
  readonly reason?: string;
  /** As survivors.json has it. */
  readonly key: string;
}

export function readReport(path: string): Mutant[] {
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const describe = describer(file, source);
    return mutants.map(describe);
  });
}

function describer(file: string, source: string): (mutant: ReportedMutant) => Mutant {
  const declarationAt = declarationsOf(source);
  const lengths = source.split('\n').map((line) => line.length + 1);
  const starts = lengths.reduce<number[]>((all, length) => [...all, all[all.length - 1] + length], [0]);
  const offsetOf = ({ line, column }: Position): number => starts[line - 1] + column - 1;
  return ({ location, replacement, status, statusReason }) => {
    const [from, to] = [offsetOf(location.start), offsetOf(location.end)];
    const key = keyOf(declarationAt(from), source.slice(from, to), replacement);
    return { file, line: location.start.line, status, reason: statusReason, key };
  };
}

export const isAlive = ({ status }: Mutant): boolean => status === 'Survived' || status === 'NoCoverage';
const isDead = ({ status }: Mutant): boolean => status === 'Killed' || status === 'Timeout';

/** Of the mutants that count, how many in a hundred the tests notice. */
export function score(mutants: readonly Mutant[]): number {
  const dead = mutants.filter(isDead).length;
  const alive = mutants.filter(isAlive).length;
  return dead + alive === 0 ? 100 : (100 * dead) / (dead + alive);
}
