import { parseObject } from '../aws/json';
import { ObjectStore } from '../replay/history/object-store';
import { quoted, withDuckDb } from '../replay/history/parquet';

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
    const content = key.endsWith('.parquet') ? await rowsOf(store.fileOf(key)) : (store.get(key) ?? '').split('\n').flatMap(undelivered);
    texts.push(...content.map((text) => ({ folder, text })));
  }
  return texts;
}

const rowsOf = (file: string): Promise<string[]> =>
  withDuckDb(async (connection) => {
    const reader = await connection.runAndReadAll(`SELECT to_json(r)::VARCHAR AS row FROM read_parquet(${quoted(file)}) r`);
    return reader.getRowObjectsJson().map(({ row }) => String(row));
  });

function undelivered(line: string): string[] {
  const rawData = parseObject(line)?.rawData;
  return typeof rawData === 'string' ? [line, Buffer.from(rawData, 'base64').toString('utf8')] : [line];
}
