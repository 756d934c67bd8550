import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

interface Parser {
  validate(sql: string): readonly { readonly message: string; readonly startLine: number }[];
}

/** What the grammar of Trino does not allow in a statement. The parser is written for bundlers: Node.js does not find its files without one. */
export function trinoGrammar(): (sql: string) => string[] {
  const folder = mkdtempSync(join(tmpdir(), 'grammar-'));
  const outfile = join(folder, 'trino.cjs');
  buildSync({ entryPoints: ['dt-sql-parser/dist/parser/trino'], bundle: true, platform: 'node', format: 'cjs', outfile });
  const { TrinoSQL } = createRequire(outfile)(outfile) as { TrinoSQL: new () => Parser };
  rmSync(folder, { recursive: true });
  const parser = new TrinoSQL();
  return (sql) => parser.validate(sql).map(({ startLine, message }) => `line ${startLine}: ${message}`);
}
