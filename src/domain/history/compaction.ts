import { Day } from '../day';
import { deduplicatedSql } from './deduplicated';
import { MalformedEvent } from '../event/malformed-event';
import { COMPACTIONS_FOLDER, DAY_COLUMN, HISTORY_DATASETS, HistoryDatasetName } from '../names/history';

/** A day has at most so many files that no compaction wrote. */
export const MAX_FILES = 2;

/** A query that began before a compaction ended may still read the files that were replaced. Athena ends a query after 30 minutes by default. */
const KEPT_MILLIS = 3_600_000;

/** An object of the bucket. */
export interface StoredObject {
  readonly key: string;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
  readonly storageClass: string;
}

/** One compaction of a day: the keys of the files that were there before, and of those that it wrote. */
export interface Manifest {
  readonly replaced: readonly string[];
  readonly written: readonly string[];
}

/** A manifest is pending until the replaced files are deleted. Then it remains, settled, to distinguish the files that a compaction wrote. */
export interface StoredManifest extends Manifest {
  readonly key: string;
}

/** The folder of a day's files. */
export const dayFolder = (dataset: HistoryDatasetName, day: Day): string => `${HISTORY_DATASETS[dataset].folder}/${DAY_COLUMN}=${day}/`;
/** The folder of all manifests of a dataset. */
export const manifestFolder = (dataset: HistoryDatasetName): string => `${COMPACTIONS_FOLDER}/${HISTORY_DATASETS[dataset].folder}/`;

const SETTLED = '.settled.json';
export const pendingKey = (dataset: HistoryDatasetName, day: Day, queryId: string): string =>
  `${COMPACTIONS_FOLDER}/${dayFolder(dataset, day)}${queryId}.json`;
export const settledKey = (pending: string): string => pending.replace(/\.json$/, SETTLED);
export const isPending = ({ key }: Pick<StoredObject, 'key'>): boolean => !key.endsWith(SETTLED);
/** Whether no query can read the replaced files of a manifest any more. */
export const isDue = (manifest: StoredObject, now: number): boolean => isPending(manifest) && now - manifest.modifiedAt >= KEPT_MILLIS;
/** The day of a manifest, by its key. */
export const dayOfManifest = ({ key }: Pick<StoredObject, 'key'>): Day => new RegExp(`/${DAY_COLUMN}=([^/]*)/[^/]*$`).exec(key)?.[1] ?? '';

/** Athena ignores such names, and objects of these storage classes: no query has what is in them. */
const HIDDEN = /(^|\/)([_.][^/]*)?$/;
const UNREADABLE_CLASSES = ['GLACIER', 'DEEP_ARCHIVE'];

/** The objects of a folder that queries read. */
export const readableFiles = (objects: readonly StoredObject[]): string[] =>
  objects.filter(({ key, storageClass }) => !HIDDEN.test(key) && !UNREADABLE_CLASSES.includes(storageClass)).map(({ key }) => key);

/** Whether a day has enough files that no compaction wrote or replaced. */
export function needsCompaction(files: readonly string[], manifests: readonly Manifest[]): boolean {
  const known = new Set(manifests.flatMap(({ replaced, written }) => [...replaced, ...written]));
  return files.filter((key) => !known.has(key)).length > MAX_FILES;
}

/**
 * Whether what a compaction wrote is still there, or was replaced in turn. If somebody deleted it, the replaced files can be the only ones that have
 * their rows.
 */
export function isKept(manifest: Manifest, files: readonly string[], all: readonly Manifest[]): boolean {
  const known = new Set([...files, ...all.flatMap(({ replaced }) => replaced)]);
  return manifest.written.every((key) => known.has(key));
}

/** Adds the rows of a day once more, in few files and without copies. */
export const compactionSql = (dataset: HistoryDatasetName, day: Day): string =>
  [
    `insert into ${HISTORY_DATASETS[dataset].table}`,
    `select * from (`,
    deduplicatedSql(dataset),
    `) as records`,
    `where "${DAY_COLUMN}" = '${day}'`,
  ].join('\n');

/** Reads the text of a manifest. */
export function readManifest(text: string): Manifest {
  const { replaced, written } = JSON.parse(text) as Partial<Manifest>;
  if (!areKeys(replaced) || !areKeys(written)) throw new MalformedEvent('manifest', 'does not have the keys of files');
  return { replaced, written };
}

const areKeys = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((key) => typeof key === 'string');
