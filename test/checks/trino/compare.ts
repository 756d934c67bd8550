/**
 * Runs the views and the queries of the history on Trino, the engine that Amazon Athena is made of, and on DuckDB, over the same rows, and compares the results.
 * The tests compare those of DuckDB with the truth.
 */
import fc from 'fast-check';
import { tableStatements } from './literals';
import { Differences, expectSameRows, rowsOf } from './rows';
import { Trino } from './trino';
import { historyRow, HistoryRow } from '../../../src/domain/history/history-row';
import { historyQueries } from '../../../src/job-history/sql/queries';
import { HistoryView, historyViews } from '../../../src/job-history/sql/views';
import { DAY_MS, jobRecords, loggedLines } from '../../job-history/sql/history-records';
import { HistoryTables } from '../../job-history/sql/history-tables';

const SEED = 20_260_301;

async function main(): Promise<number> {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const [files] = fc.sample(loggedLines(jobRecords(today, 700, 600)), { numRuns: 1, seed: SEED });
  const rows = files.flat().map((record) => historyRow(record, 'jobs', today) as HistoryRow);
  const duckDb = await HistoryTables.create();
  await duckDb.write('jobs', rows);
  await duckDb.open('jobs');
  const trino = await Trino.start();
  const differences = new Differences();
  try {
    const views = historyViews(['jobs']);
    for (const statement of tableStatements('jobs', rows)) await trino.run(statement);
    for (const { name, sql } of views) await trino.run(`create view ${name} as ${sql}`);
    for (const view of views) await compareView(view, trino, duckDb, differences);
    for (const { id, sql } of historyQueries()) {
      expectSameRows(id, rowsOf(await trino.run(sql)), await duckDb.query(sql), differences, /\border by\b/.test(sql));
    }
    const [[version]] = (await trino.run('select node_version from system.runtime.nodes')).rows;
    process.stdout.write(
      `Trino ${String(version)}, ${rows.length} rows: ${views.length} views and ${historyQueries().length} queries, ${differences.count} differences\n`,
    );
  } finally {
    duckDb.close();
    await trino.stop();
  }
  return differences.count === 0 ? 0 : 1;
}

/** Columns and types as declared, the same rows, and a filter on the day that reaches the table. */
async function compareView({ name, columns }: HistoryView, trino: Trino, duckDb: HistoryTables, differences: Differences): Promise<void> {
  const described = (await trino.run(`describe ${name}`)).rows.map(([column, type]) => `${String(column)} ${String(type)}`);
  differences.unless(described.join('\n') === columns.map(({ name: column, trinoType }) => `${column} ${trinoType}`).join('\n'), () => [
    `${name} has other columns: ${described.join(', ')}`,
  ]);
  expectSameRows(name, rowsOf(await trino.run(`select * from ${name}`)), await duckDb.query(`select * from ${name}`), differences, false);
  const [[plan]] = (await trino.run(`explain select * from ${name} where day = '2026-03-01'`)).rows;
  differences.unless(/ScanFilter\w*\[[^\]]*filterPredicate = [^\n]*day/.test(String(plan)), () => [
    `${name} filters days after it read them:`,
    String(plan),
  ]);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
