/**
 * Runs the views and the queries of costs, and the panels of the Grafana dashboard of costs, on Trino and on DuckDB, over the same bill and the same records, and compares the results.
 * The tests compare those of DuckDB with the truth.
 */
import fc from 'fast-check';
import { panelStatements, panelViews } from './panels';
import { Differences, expectSameRows, resultRows } from './rows';
import { filledTable, tableStatements } from './table-statements';
import { Trino, TRINO_VERSION } from './trino';
import { CUR_2, LINE_ITEMS } from '../../../src/cost-report/sql/line-items';
import { costQueries } from '../../../src/cost-report/sql/queries';
import { costViews } from '../../../src/cost-report/sql/views';
import { JobRecord } from '../../../src/domain/names/job-record-fields';
import { historyViews } from '../../../src/job-history/sql/views';
import { HOUR_MS, linesOf } from '../../cost-report/sql/bill';
import { CostTables } from '../../cost-report/sql/cost-tables';
import { sites } from '../../cost-report/sql/site';
import { rowsOf } from '../../job-history/sql/history-records';

const SEED = 20_260_301;
const DAY_MS = 24 * HOUR_MS;
const VIEWS = costViews(CUR_2);
const QUERIES = costQueries();
const MIDNIGHT = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const PANELS = panelStatements(MIDNIGHT, 'costs');

async function main(): Promise<number> {
  const [{ bill, records: unpriced }] = fc.sample(sites(MIDNIGHT, 120, 100), { numRuns: 1, seed: SEED });
  const ran = { bill, records: unpriced.map(estimated) };
  const lines = ran.bill.flatMap(linesOf);
  const duckDb = await CostTables.create(CUR_2);
  await duckDb.write(lines);
  await duckDb.open(ran.records);
  const trino = await Trino.start();
  const differences = new Differences();
  try {
    const ofMonths = lines.map((line) => ({ ...line, billing_period: String(line.line_item_usage_start_date).slice(0, 'YYYY-MM'.length) }));
    const tables = [
      ...tableStatements('jobs', rowsOf('jobs', ran.records)),
      ...filledTable(LINE_ITEMS, [...CUR_2.columns, ...CUR_2.partitions], ofMonths),
    ];
    for (const statement of tables) await trino.run(statement);
    for (const { name, sql } of [...historyViews(['jobs']), ...VIEWS]) await trino.run(`create view ${name} as ${sql}`);
    await compareAll(trino, duckDb, differences);
  } finally {
    duckDb.close();
    await trino.stop();
  }
  process.stdout.write(
    `Trino ${TRINO_VERSION}, ${lines.length} line items: ${VIEWS.length} views, ${QUERIES.length} queries, ${PANELS.length} panels, ${differences.count} differences\n`,
  );
  return differences.count === 0 ? 0 : 1;
}

/** With estimated costs, in eighths, which are exact. */
const estimated = (record: JobRecord, index: number): JobRecord => ({
  ...record,
  CostUsd: index / 8,
  Attempts: record.Attempts.map((attempt, number) => ({ ...attempt, CostUsd: (index + number) / 8 })),
});

async function compareAll(trino: Trino, duckDb: CostTables, differences: Differences): Promise<void> {
  const compare = async (what: string, sql: string, isOrdered: boolean): Promise<void> =>
    expectSameRows(what, resultRows(await trino.run(sql)), await duckDb.query(sql), differences, isOrdered);
  for (const { name, columns } of VIEWS) {
    const described = (await trino.run(`describe ${name}`)).rows.map(([column, type]) => `${String(column)} ${String(type)}`);
    differences.unless(described.join('\n') === columns.map(({ name: column, trinoType }) => `${column} ${trinoType}`).join('\n'), () => [
      `${name} has other columns: ${described.join(', ')}`,
    ]);
    await compare(name, `select * from ${name}`, false);
  }
  for (const { id, sql } of QUERIES) await compare(id, sql, true);
  for (const statement of panelViews('memory.default', 'costs')) await trino.run(statement);
  for (const statement of panelViews('main', 'costs')) await duckDb.query(statement);
  for (const { title, sql } of PANELS) await compare(title, sql, false);
  const [[plan]] = (await trino.run(`explain select * from cost_by_day where billing_period >= '2026-03'`)).rows;
  differences.unless(/ScanFilter\w*\[[^\]]*filterPredicate = [^\n]*billing_period/.test(String(plan)), () => [
    'cost_by_day filters months after it read them:',
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
