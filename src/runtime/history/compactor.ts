import { Athena } from './athena';
import { closedDays, Day, isDay } from '../../domain/day';
import {
  compactionSql,
  dayFolder,
  dayOfManifest,
  isDue,
  isKept,
  isPending,
  manifestFolder,
  needsCompaction,
  pendingKey,
  readableFiles,
  readManifest,
  settledKey,
  StoredManifest,
  StoredObject,
} from '../../domain/history/compaction';
import { readDays } from '../../domain/history/requested-days';
import { HistoryDatasetName } from '../../domain/names/history';
import { Bucket } from '../aws/bucket';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Output } from '../output/output';
import { PacedWork } from '../paced-work';
import { reportFailure } from '../rejection';

export interface CompactorParts {
  readonly bucket: Bucket;
  readonly athena: Athena;
  readonly datasets: readonly HistoryDatasetName[];
  readonly output: Output;
  readonly now: () => number;
  readonly deadline: Deadline;
}

/** What an invocation did. */
export interface CompactionResult {
  /** Days of a dataset whose files were written anew. */
  readonly compacted: number;
  /** Files that an earlier compaction replaced, and that are deleted now. */
  readonly deleted: number;
  /** Days of a dataset that no time was left for. */
  readonly left: number;
}

/** A day of a dataset, with the manifests that it has. */
interface Visit {
  readonly dataset: HistoryDatasetName;
  readonly day: Day;
  readonly manifests: readonly StoredObject[];
  /** Otherwise its replaced files are deleted, and nothing else. */
  readonly mayCompact: boolean;
}

const MAX_CONCURRENT_DAYS = 4;

/**
 * Writes the files of a day anew as few files without copies. A crash at any step leaves copies of rows, which views drop, and no step deletes the only
 * file that has a row: files are deleted an hour after a query has written all of their rows once more.
 */
export class Compactor {
  constructor(private readonly parts: CompactorParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  /** Compacts the requested days, or the last closed ones. Throws once all days were tried if one of them failed. */
  async run(message: unknown): Promise<CompactionResult> {
    const { now, deadline, output } = this.parts;
    const days = readDays(message) ?? closedDays(now());
    deadline.keep(KEPT_FOR_THE_END);
    const result = { compacted: 0, deleted: 0, left: 0 };
    let failed = 0;
    const visits = await this.visits(days);
    const notBegun = await new PacedWork(deadline, MAX_CONCURRENT_DAYS).run(visits, async (visit) => {
      try {
        await this.visit(visit, result);
      } catch (error) {
        failed++;
        reportFailure(dayFolder(visit.dataset, visit.day), error, output);
      }
    });
    if (failed > 0) throw new Error(`${failed} days could not be compacted: the log records above have the reasons`);
    return { ...result, left: notBegun.length };
  }

  /** The given days, and all days with files that are due to be deleted. */
  private async visits(days: readonly Day[]): Promise<Visit[]> {
    const visits = await Promise.all(
      this.parts.datasets.map(async (dataset) => {
        const all = await this.parts.bucket.list(manifestFolder(dataset));
        const due = all.filter((manifest) => isDue(manifest, this.parts.now())).map(dayOfManifest);
        return [...new Set([...due.filter(isDay), ...days])].map((day) => ({
          dataset,
          day,
          manifests: all.filter((manifest) => dayOfManifest(manifest) === day),
          mayCompact: days.includes(day),
        }));
      }),
    );
    return visits.flat();
  }

  private async visit(visit: Visit, result: { compacted: number; deleted: number }): Promise<void> {
    const { bucket, now } = this.parts;
    const manifests = await Promise.all(
      visit.manifests.map(async (object) => ({ ...object, ...readManifest(await bucket.get(object.key)) })),
    );
    let files = await this.filesOf(visit);
    for (const manifest of manifests.filter((each) => isDue(each, now()))) {
      const replaced = files.filter((key) => manifest.replaced.includes(key));
      // Where another run has deleted them already, a third one may have replaced what was written.
      if (replaced.length > 0 && !isKept(manifest, files, manifests)) {
        throw new Error('A file that a compaction wrote is gone: what it replaced is not deleted');
      }
      await this.settle(manifest, replaced);
      result.deleted += replaced.length;
      files = files.filter((key) => !replaced.includes(key));
    }
    await this.forget(manifests, files);
    if (!visit.mayCompact || !needsCompaction(files, manifests)) return;
    await this.compact(visit, files);
    result.compacted++;
  }

  /** Deletes what was replaced. The manifest remains, to distinguish what was written. */
  private async settle(manifest: StoredManifest, files: readonly string[]): Promise<void> {
    const { bucket } = this.parts;
    for (const key of files) await bucket.delete(key);
    await bucket.put(settledKey(manifest.key), JSON.stringify({ replaced: [], written: manifest.written }));
    await bucket.delete(manifest.key);
  }

  /** Deletes the manifests of files that a later compaction replaced. */
  private async forget(manifests: readonly StoredManifest[], files: readonly string[]): Promise<void> {
    const obsolete = manifests.filter((each) => !isPending(each) && !each.written.some((key) => files.includes(key)));
    for (const { key } of obsolete) await this.parts.bucket.delete(key);
  }

  /** The manifest comes last: without it, no file is deleted. */
  private async compact({ dataset, day }: Visit, replaced: readonly string[]): Promise<void> {
    const { bucket, athena } = this.parts;
    const queryId = await athena.run(compactionSql(dataset, day));
    const written = (await this.filesOf({ dataset, day })).filter((key) => !replaced.includes(key));
    if (written.length === 0) throw new Error('The query wrote no file into the folder');
    await bucket.put(pendingKey(dataset, day, queryId), JSON.stringify({ replaced, written }));
  }

  private async filesOf({ dataset, day }: Pick<Visit, 'dataset' | 'day'>): Promise<string[]> {
    return readableFiles(await this.parts.bucket.list(dayFolder(dataset, day)));
  }
}
