import { ObjectStore } from '../replay/history/object-store';
import { quoted, withDuckDb } from '../replay/history/parquet';
import { undeliveredIn } from '../replay/history/undelivered';

/** What is in a file of the history, by its folder. */
export interface HistoryText {
  readonly folder: string;
  readonly text: string;
}

/** Every row as JSON, because Parquet is compressed, and every record that was not delivered, as it was. */
export async function historyTexts(store: ObjectStore): Promise<HistoryText[]> {
  const texts: HistoryText[] = [];
  for (const { key } of store.list()) {
    const [folder] = key.split('/');
    texts.push({ folder, text: key });
    const content = key.endsWith('.parquet') ? await rowsOf(store.fileOf(key)) : undeliveredIn(store.get(key) ?? '');
    texts.push(...content.map((text) => ({ folder, text })));
  }
  return texts;
}

const rowsOf = (file: string): Promise<string[]> =>
  withDuckDb(async (connection) => {
    const reader = await connection.runAndReadAll(`SELECT to_json(r)::VARCHAR AS row FROM read_parquet(${quoted(file)}) r`);
    return reader.getRowObjectsJson().map(({ row }) => String(row));
  });
