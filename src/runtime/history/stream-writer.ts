import { Firehose } from './firehose';
import { StreamEntry } from '../../domain/history/log-line';
import { HistoryDatasetName } from '../../domain/names/history';
import { noTimeLeft } from '../aws/bounded-http';
import { putUntilAccepted } from '../aws/put-until-accepted';
import { chunksBySize } from '../chunks';
import { Deadline } from '../deadline';
import { PacedWork } from '../paced-work';

/** The names of the streams by dataset: those that the history has. */
export type Streams = Readonly<Partial<Record<HistoryDatasetName, string>>>;

/** Amazon Data Firehose accepts 500 records and 4 MiB per call. The byte limit leaves room for what is around the records. */
const MAX_RECORDS = 500;
const MAX_BYTES = 4 * 1024 * 1024 - 1024;
/** `{"Data":""},` */
const BYTES_AROUND_RECORD = 12;
const MAX_CONCURRENT_CALLS = 4;
/** In most Regions, a stream accepts 1 MiB a second: an import waits for it. The pauses add up to some minutes, if the invocation lasts as long. */
const MAX_TRIES = 12;

interface Batch {
  readonly stream: string;
  readonly records: readonly string[];
}

/** Writes entries to the streams of their datasets. */
export class StreamWriter {
  constructor(
    private readonly firehose: Firehose,
    private readonly streams: Streams,
    private readonly deadline: Deadline,
  ) {}

  get datasets(): HistoryDatasetName[] {
    return Object.keys(this.streams) as HistoryDatasetName[];
  }

  /** Writes all entries, or throws the first error once it has tried to write all of them. Written entries are copies if they are written again. */
  async write(entries: readonly StreamEntry[]): Promise<void> {
    const problems: unknown[] = [];
    const notBegun = await new PacedWork(this.deadline, MAX_CONCURRENT_CALLS).run(this.batchesOf(entries), (batch) =>
      this.put(batch).catch((error: unknown) => problems.push(error)),
    );
    if (notBegun.length > 0) problems.push(noTimeLeft());
    if (problems.length > 0) throw problems[0];
  }

  private batchesOf(entries: readonly StreamEntry[]): Batch[] {
    return this.datasets.flatMap((dataset) => {
      const records = entries.filter((entry) => entry.dataset === dataset).map(({ text }) => Buffer.from(text).toString('base64'));
      const batches = chunksBySize(records, MAX_RECORDS, MAX_BYTES, ({ length }) => length + BYTES_AROUND_RECORD);
      return batches.map((batch) => ({ stream: this.streams[dataset] as string, records: batch }));
    });
  }

  /** Records are wrapped, because two of them may be the same text. */
  private async put({ stream, records }: Batch): Promise<void> {
    const put = (entries: readonly { data: string }[]) =>
      this.firehose.put(
        stream,
        entries.map(({ data }) => data),
      );
    const { deadline } = this;
    const refused = await putUntilAccepted(
      { put, maxTries: MAX_TRIES, deadline },
      records.map((data) => ({ data })),
    );
    for (const refusal of refused.values()) throw refusal;
  }
}
