import { PriceBook, PriceNeed, PriceRow } from '../../domain/cost/price-book';
import { priceLookup } from '../../domain/cost/price-request';
import { PriceAttribute } from '../../domain/names/tables';
import { DynamoDb, isPassing } from '../aws/dynamodb';
import { QueueSender } from '../aws/queue-sender';
import { readRows, ROWS_PER_CALL } from '../aws/read-rows';
import { chunks } from '../chunks';
import { Deadline } from '../deadline';
import { PacedWork } from '../paced-work';
import { priceRow } from '../pricing/price-row';

/** Shorter than the first wait for late facts: each try of a job may request a price again. */
const MIN_LOOKUP_INTERVAL_MILLIS = 25_000;

/** The prices that a batch needs, as far as the table has them. */
export class PriceView {
  constructor(
    readonly book: PriceBook,
    private readonly unread: ReadonlySet<string>,
    readonly problem?: unknown,
  ) {}

  missing(needs: readonly PriceNeed[]): PriceNeed[] {
    return this.book.missing(needs);
  }

  /** What is recorded without prices that exist would stay without them. SQS delivers the message again, when the table can be read. */
  assertRead(needs: readonly PriceNeed[]): void {
    if (this.missing(needs).some(({ key }) => this.unread.has(key))) throw new Error('the price table could not be read at the last try');
  }
}

/** Reads the price table, with a cache, and requests the prices that it does not have. */
export class PriceReader {
  private readonly cache = new Map<string, PriceRow>();
  private readonly requestedAt = new Map<string, number>();

  constructor(
    private readonly client: DynamoDb,
    private readonly tableName: string,
    private readonly lookUps: QueueSender,
    private readonly now: () => number,
    private readonly deadline: Deadline,
  ) {}

  async read(needs: readonly PriceNeed[]): Promise<PriceView> {
    const book = new PriceBook(this.cache);
    const keys = [...new Set(book.missing(needs).map(({ key }) => key))];
    const unread: string[] = [];
    let problem: unknown;
    const left = await new PacedWork(this.deadline, 1).run(chunks(keys, ROWS_PER_CALL), async (some) =>
      this.readSome(some).catch((error: unknown) => {
        problem = error;
        if (isPassing(error)) unread.push(...some);
      }),
    );
    return new PriceView(book, new Set([...unread, ...left.flat()]), problem);
  }

  /** Requests prices. A request that was made lately covers every start before it. */
  async request(needs: readonly PriceNeed[]): Promise<void> {
    const due = latest(needs).filter(({ key, atMillis }) => !this.isCovered(this.requestedAt.get(key), atMillis));
    if (due.length === 0) return;
    const unsent = await this.lookUps.send(chunks(due, ROWS_PER_CALL).map((some) => ({ body: priceLookup(some), delaySeconds: 0 })));
    const [problem] = unsent.values();
    if (problem) throw problem;
    due.forEach(({ key }) => this.requestedAt.set(key, this.now()));
  }

  private isCovered(requestedAt = -Infinity, atMillis: number): boolean {
    return this.now() - requestedAt < MIN_LOOKUP_INTERVAL_MILLIS && atMillis <= requestedAt;
  }

  private async readSome(keys: readonly string[]): Promise<void> {
    const items = await readRows(this.client, { tableName: this.tableName, keyName: PriceAttribute.KEY, keys }, this.deadline);
    items.forEach((item) => this.cache.set(item[PriceAttribute.KEY].S as string, priceRow(item)));
  }
}

/** One need for each key: that of the latest start. */
function latest(needs: readonly PriceNeed[]): PriceNeed[] {
  const byKey = new Map<string, PriceNeed>();
  for (const need of needs) if ((byKey.get(need.key)?.atMillis ?? 0) < need.atMillis) byKey.set(need.key, need);
  return [...byKey.values()];
}
