/** Prints the tables of the fields of each kind of record, and of the views of the history, or writes them into the documentation. */
import { parseArgs } from 'node:util';
import { fieldTables, JOB_RECORD_DOC } from './field-tables';
import { HISTORY_DOC, historyTables } from './history-tables';
import { writeFigures } from '../figures/figures';

export async function recordsCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { write: { type: 'boolean', default: false } } });
  for (const [document, tables] of [
    [JOB_RECORD_DOC, fieldTables()],
    [HISTORY_DOC, historyTables()],
  ] as const) {
    for (const [name, table] of tables) {
      if (values.write) writeFigures(name, table, document);
      else process.stdout.write(`${name}\n\n${table}\n\n`);
    }
  }
  return 0;
}
