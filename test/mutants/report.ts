import { readFileSync } from 'node:fs';

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
  /** The line, what is replaced in it and by what: the same wherever the line moves in its file. */
  readonly change: string;
}

export function readReport(path: string): Mutant[] {
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => described(file, source.split('\n'), mutant)),
  );
}

function described(
  file: string,
  lines: readonly string[],
  { location: { start, end }, replacement, status, statusReason }: ReportedMutant,
): Mutant {
  const original = lines
    .slice(start.line - 1, end.line)
    .join('\n')
    .slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined);
  const line = short(lines[start.line - 1]);
  const what = short(original) === line ? '' : ` · ${short(original)}`;
  return { file, line: start.line, status, reason: statusReason, change: `${line}${what} → ${short(replacement)}` };
}

/** One line, and no more of it than tells it from others. */
function short(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 97)}...` : line;
}

export const isAlive = ({ status }: Mutant): boolean => status === 'Survived' || status === 'NoCoverage';
const isDead = ({ status }: Mutant): boolean => status === 'Killed' || status === 'Timeout';

/** Of the mutants that count, how many in a hundred the tests notice. */
export function score(mutants: readonly Mutant[]): number {
  const dead = mutants.filter(isDead).length;
  const alive = mutants.filter(isAlive).length;
  return dead + alive === 0 ? 100 : (100 * dead) / (dead + alive);
}
