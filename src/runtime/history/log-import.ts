import { RecordsRefused } from './firehose';
import { LogGroups } from './log-groups';
import { StreamWriter } from './stream-writer';
import { StreamEntry, streamEntry } from '../../domain/history/log-line';
import { readTimeRange, SliceLength, TimeRange } from '../../domain/history/time-range';
import { historyFilter, HistoryDatasetName } from '../../domain/names/history';
import { NO_TIME_LEFT } from '../aws/bounded-http';
import { AwsCallFailed } from '../aws/signed-request';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Output } from '../output/output';
import { reportFailure } from '../rejection';

export interface ImportParts {
  readonly logGroups: LogGroups;
  /** The log group of each dataset. */
  readonly names: Readonly<Partial<Record<HistoryDatasetName, string>>>;
  readonly writer: StreamWriter;
  readonly output: Output;
  readonly now: () => number;
  readonly deadline: Deadline;
}

/** What an invocation imported. */
export interface ImportResult {
  /** Rows that the streams accepted. Views drop those that the history already had. */
  readonly records: number;
  /** Lines that are no rows. They are in the folder of errors. */
  readonly rejected: number;
  readonly complete: boolean;
  /** Where the next invocation begins, unless all is imported. */
  readonly continueFrom?: string;
}

/** A page has at most 1 MB or 10,000 lines: a slice is held in memory. */
const MAX_PAGES = 20;
/** A slice with at most so many pages can be twice as long. */
const FEW_PAGES = MAX_PAGES / 2;

/** Writes what is in the log groups to the streams of the history. */
export class LogImport {
  constructor(private readonly parts: ImportParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  /** Imports slice by slice, until the range or the time of the invocation ends. Only whole slices count: the next invocation begins after the last one. */
  async run(message: unknown): Promise<ImportResult> {
    const range = readTimeRange(message, this.parts.now());
    this.parts.deadline.keep(KEPT_FOR_THE_END);
    const done = { records: 0, rejected: 0, from: range.from };
    try {
      await this.importRange(range, done);
      return { records: done.records, rejected: done.rejected, complete: true };
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (!isOutOfTime(error)) reportFailure('Import', error, this.parts.output);
      return { records: done.records, rejected: done.rejected, complete: false, continueFrom: new Date(done.from).toISOString() };
    }
  }

  private async importRange({ to }: TimeRange, done: { records: number; rejected: number; from: number }): Promise<void> {
    const length = new SliceLength();
    while (done.from < to) {
      const slice = length.of({ from: done.from, to });
      const found = await this.read(slice, length.canShorten(slice) ? MAX_PAGES : Infinity);
      if (!found) {
        length.shorten(slice);
        continue;
      }
      await this.parts.writer.write(found.entries);
      const rejected = found.entries.filter(({ isRejected }) => isRejected).length;
      done.records += found.entries.length - rejected;
      done.rejected += rejected;
      done.from = slice.to;
      if (found.pages <= FEW_PAGES) length.lengthen();
    }
  }

  /** What a slice has for the streams, or undefined if it has too many pages. */
  private async read(range: TimeRange, maxPages: number): Promise<{ entries: StreamEntry[]; pages: number } | undefined> {
    const { logGroups, names } = this.parts;
    const entries: StreamEntry[] = [];
    let pages = 0;
    for (const [dataset, logGroup] of Object.entries(names) as [HistoryDatasetName, string][]) {
      for await (const lines of logGroups.find({ logGroup, filter: historyFilter(dataset), range })) {
        if (++pages > maxPages) return undefined;
        entries.push(...lines.flatMap((line) => streamEntry(line, [dataset]) ?? []));
      }
    }
    return { entries, pages };
  }
}

const isOutOfTime = (error: unknown): boolean => (error instanceof AwsCallFailed ? error.reported : (error as Error).name) === NO_TIME_LEFT;
/** Whether the import can go on later from where it ended. */
const isPassing = (error: unknown): boolean =>
  isOutOfTime(error) || error instanceof RecordsRefused || (error instanceof AwsCallFailed && error.isPassing);
