import { join } from 'node:path';
import { NdjsonFile } from './logs/ndjson-file';
import { DynamoDbTables } from './servers/dynamodb-tables';
import { itemBytes, plainItem } from './servers/item-values';
import { Table } from './template/deployment';

export interface StoredTable {
  readonly id: string;
  readonly name: string;
  readonly items: number;
  readonly maxItemBytes: number;
}

/** Writes a table's final items, and reports how many and how large they are. */
export async function storeTable({ id, name }: Table, tables: DynamoDbTables, out: string): Promise<StoredTable> {
  const file = new NdjsonFile(join(out, 'tables', `${id}.ndjson`));
  let maxItemBytes = 0;
  for await (const item of tables.items(name)) {
    file.append(JSON.stringify(plainItem(item)));
    maxItemBytes = Math.max(maxItemBytes, itemBytes(item));
  }
  await file.close();
  return { id, name, items: file.lines, maxItemBytes };
}
