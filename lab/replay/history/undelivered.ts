import { ObjectStore } from './object-store';
import { parseObject } from '../../aws/json';

/** The records in an object of the error prefix, as they were put to the stream. */
export const undeliveredIn = (object: string): string[] =>
  object.split('\n').flatMap((line) => {
    const rawData = parseObject(line)?.rawData;
    return typeof rawData === 'string' ? [Buffer.from(rawData, 'base64').toString('utf8')] : [];
  });

/** All records that Firehose could not deliver as rows. */
export const undeliveredRecords = (store: ObjectStore): string[] =>
  store.list('errors/').flatMap(({ key }) => undeliveredIn(store.get(key) ?? ''));
