/** Prints the tables of the fields of each kind of record, or writes them into the documentation. */
import { parseArgs } from 'node:util';
import { fieldTables, JOB_RECORD_DOC } from './field-tables';
import { writeFigures } from '../figures/figures';

export async function recordsCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { write: { type: 'boolean', default: false } } });
  for (const [name, table] of fieldTables()) {
    if (values.write) writeFigures(name, table, JOB_RECORD_DOC);
    else process.stdout.write(`${name}\n\n${table}\n\n`);
  }
  return 0;
}
