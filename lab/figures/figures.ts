/**
 * Figures in the docs are written by the command that measures them: each has a block of its own, between two comments.
 * What stands around the blocks is prose and stays as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { ReplayProblem } from '../replay/replay-problem';

export const RELIABILITY = 'docs/reliability.md';

const begin = (name: string): string => `<!-- figures: ${name} -->`;
const end = (name: string): string => `<!-- end of figures: ${name} -->`;

/** Replaces what stands in a block of a document. */
export function withFigures(document: string, name: string, figures: string): string {
  const from = document.indexOf(begin(name));
  const to = document.indexOf(end(name), from);
  if (from < 0 || to < 0) throw new ReplayProblem(`There is no block for the figures "${name}": ${begin(name)} … ${end(name)}`);
  return `${document.slice(0, from)}${begin(name)}\n${figures.trim()}\n${document.slice(to)}`;
}

/** Writes what was measured into the docs. */
export function writeFigures(name: string, figures: string, file: string = RELIABILITY): void {
  writeFileSync(file, withFigures(readFileSync(file, 'utf8'), name, figures));
}

/** A table in Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
