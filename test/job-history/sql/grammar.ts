import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

interface Parser {
  validate(sql: string): readonly { readonly message: string; readonly startLine: number }[];
}

const PACKAGES = join(__dirname, '../../../node_modules');

/** The parser is written for bundlers: Node.js does not find its files without one. It is bundled once for all files of tests. */
function bundledParser(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGES, 'dt-sql-parser/package.json'), 'utf8')) as { version: string };
  const bundle = join(PACKAGES, `.cache/trino-grammar/${version}.cjs`);
  if (existsSync(bundle)) return bundle;
  mkdirSync(dirname(bundle), { recursive: true });
  const outfile = `${bundle}.${process.pid}`;
  buildSync({ entryPoints: ['dt-sql-parser/dist/parser/trino'], bundle: true, platform: 'node', format: 'cjs', outfile });
  renameSync(outfile, bundle);
  return bundle;
}

/** What the grammar of Trino does not allow in a statement. */
export function trinoGrammar(): (sql: string) => string[] {
  const bundle = bundledParser();
  const { TrinoSQL } = createRequire(bundle)(bundle) as { TrinoSQL: new () => Parser };
  const parser = new TrinoSQL();
  return (sql) => parser.validate(sql).map(({ startLine, message }) => `line ${startLine}: ${message}`);
}
