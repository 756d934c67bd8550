/**
 * Runs the views and the queries of the history, and the panels of the Grafana dashboards of jobs and of estimated costs, on Trino, the engine that Amazon Athena is made of, and on DuckDB, over the same rows, and compares the results.
 * The tests compare those of DuckDB with the truth.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { panelStatements, panelViews } from './panels';
import { Differences, expectSameRows, resultRows } from './rows';
import { tableStatements } from './table-statements';
import { Trino, TRINO_VERSION } from './trino';
import { markdownTable, writeFigures } from '../../../lab/figures/figures';
import { HISTORY_DOC } from '../../../lab/records/history-tables';
import { compactionSql } from '../../../src/domain/history/compaction';
import { HistoryRow } from '../../../src/domain/history/history-row';
import { historyQueries } from '../../../src/job-history/sql/queries';
import { HistoryView, historyViews } from '../../../src/job-history/sql/views';
import { DAY_MS, jobRecords, loggedLines, rowsOf } from '../../job-history/sql/history-records';
import { HistoryTables } from '../../job-history/sql/history-tables';

const SEED = 20_260_301;
const VIEWS = historyViews(['jobs']);
const QUERIES = historyQueries();
const MIDNIGHT = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const PANELS = (['jobs', 'estimates'] as const).flatMap((name) => panelStatements(MIDNIGHT, name));

async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { write: { type: 'boolean', default: false } } });
  const rows = someRows();
  const duckDb = await HistoryTables.create();
  await duckDb.write('jobs', rows);
  await duckDb.open('jobs');
  const trino = await Trino.start();
  const differences = new Differences();
  try {
    for (const statement of tableStatements('jobs', rows)) await trino.run(statement);
    await compareAll(trino, duckDb, differences);
  } finally {
    duckDb.close();
    await trino.stop();
  }
  report(rows.length, differences.count, values.write);
  return differences.count === 0 ? 0 : 1;
}

function someRows(): HistoryRow[] {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const [files] = fc.sample(loggedLines(jobRecords(today, 400, 300)), { numRuns: 1, seed: SEED });
  return rowsOf('jobs', files.flat());
}

async function compareAll(trino: Trino, duckDb: HistoryTables, differences: Differences): Promise<void> {
  for (const { name, sql } of VIEWS) await trino.run(`create view ${name} as ${sql}`);
  for (const view of VIEWS) await compareView(view, trino, duckDb, differences);
  for (const { id, sql } of QUERIES) {
    expectSameRows(id, resultRows(await trino.run(sql)), await duckDb.query(sql), differences, /\border by\b/.test(sql));
  }
  await comparePanels(trino, duckDb, differences);
  await compactAll(trino);
  for (const { name } of VIEWS) await compareRows(`${name} after a compaction`, `select * from ${name}`, trino, duckDb, differences);
}

function report(rows: number, differences: number, write: boolean): void {
  const table = markdownTable(
    ['date', 'Trino', 'rows of jobs', 'views', 'queries', 'panels', 'differences'],
    [[new Date().toISOString().slice(0, 10), TRINO_VERSION, rows, VIEWS.length, QUERIES.length, PANELS.length, differences]],
  );
  process.stdout.write(`${table}\n`);
  if (write) writeFigures('runs on Trino', table, HISTORY_DOC);
}

async function comparePanels(trino: Trino, duckDb: HistoryTables, differences: Differences): Promise<void> {
  for (const statement of panelViews('memory.default')) await trino.run(statement);
  for (const statement of panelViews('main')) await duckDb.query(statement);
  for (const { title, sql } of PANELS) await compareRows(title, sql, trino, duckDb, differences);
}

/** Adds the rows of each day once more, as the compaction does: views must not have them twice. */
async function compactAll(trino: Trino): Promise<void> {
  for (const [day] of (await trino.run('select distinct day from job_records')).rows) await trino.run(compactionSql('jobs', String(day)));
}

async function compareRows(what: string, sql: string, trino: Trino, duckDb: HistoryTables, differences: Differences): Promise<void> {
  expectSameRows(what, resultRows(await trino.run(sql)), await duckDb.query(sql), differences, false);
}

/** Columns and types as declared, the same rows, and a filter on the day that reaches the table. */
async function compareView({ name, columns }: HistoryView, trino: Trino, duckDb: HistoryTables, differences: Differences): Promise<void> {
  const described = (await trino.run(`describe ${name}`)).rows.map(([column, type]) => `${String(column)} ${String(type)}`);
  differences.unless(described.join('\n') === columns.map(({ name: column, trinoType }) => `${column} ${trinoType}`).join('\n'), () => [
    `${name} has other columns: ${described.join(', ')}`,
  ]);
  expectSameRows(
    name,
    resultRows(await trino.run(`select * from ${name}`)),
    await duckDb.query(`select * from ${name}`),
    differences,
    false,
  );
  const [[plan]] = (await trino.run(`explain select * from ${name} where day = '2026-03-01'`)).rows;
  differences.unless(/ScanFilter\w*\[[^\]]*filterPredicate = [^\n]*day/.test(String(plan)), () => [
    `${name} filters days after it read them:`,
    String(plan),
  ]);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
