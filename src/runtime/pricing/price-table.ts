import { attributesOf, numberIn, priceRow } from './price-row';
import { PriceBook, PriceRow } from '../../domain/cost/price-book';
import { PriceAttribute } from '../../domain/names/tables';
import { DynamoDb, Item } from '../aws/dynamodb';
import { readRows, ROWS_PER_CALL } from '../aws/read-rows';
import { scanTable } from '../aws/scan-table';
import { TableRows } from '../aws/table-rows';
import { chunks } from '../chunks';
import { Deadline } from '../deadline';

/** A row that the schedule refreshes. */
export interface RowInUse {
  readonly key: string;
  readonly availabilityZones: readonly string[];
}

/** A row to write. */
export interface WrittenRow {
  readonly key: string;
  readonly row: PriceRow;
  /** Whether a job needed the row: the schedule refreshes it from then on. */
  readonly isNeeded: boolean;
}

const DAY_SECONDS = 86_400;
/** A type that no job asked for in that time is no longer refreshed. */
const IN_USE_SECONDS = 14 * DAY_SECONDS;
/** Longer than jobs that started at these prices wait for their records. A longer job asks again. */
const KEPT_SECONDS = 30 * DAY_SECONDS;

/** The table of prices. Its rows are written by the pricing function alone. */
export class PriceTable {
  private readonly rows: TableRows;

  constructor(
    private readonly client: DynamoDb,
    private readonly tableName: string,
    private readonly now: () => number,
    private readonly deadline: Deadline,
  ) {
    this.rows = new TableRows(client, tableName, PriceAttribute.KEY);
  }

  async read(keys: readonly string[]): Promise<PriceBook> {
    const rows = new Map<string, PriceRow>();
    for (const some of chunks([...new Set(keys)], ROWS_PER_CALL)) {
      const items = await readRows(this.client, { tableName: this.tableName, keyName: PriceAttribute.KEY, keys: some }, this.deadline);
      items.forEach((item) => rows.set(keyOf(item), priceRow(item)));
    }
    return new PriceBook(rows);
  }

  /** The rows of instance types and of AWS Fargate that jobs needed lately. */
  async inUse(): Promise<RowInUse[]> {
    const found: RowInUse[] = [];
    const from = this.now() / 1000;
    await scanTable(this.client, { TableName: this.tableName }, { segments: 1 }, (item) => {
      if ((numberIn(item, PriceAttribute.IN_USE_UNTIL) ?? 0) > from) found.push(rowInUse(item));
    });
    return found;
  }

  /** Writes a row, unless the table has one that was read later. */
  async write({ key, row, isNeeded }: WrittenRow): Promise<void> {
    const seconds = Math.floor(this.now() / 1000);
    const attributes = attributesOf(row);
    await this.rows.update(key, {
      set: {
        ...attributes,
        [PriceAttribute.IN_USE_UNTIL]: isNeeded ? seconds + IN_USE_SECONDS : undefined,
        [PriceAttribute.EXPIRES_AT]: seconds + KEPT_SECONDS,
      },
      remove: Object.keys(attributes).filter((name) => attributes[name] === undefined),
      condition: {
        expression: 'attribute_not_exists(#readAt) OR #readAt <= :readAt',
        names: { '#readAt': PriceAttribute.READ_AT },
        values: { readAt: row.readAtMillis },
      },
    });
  }

  /** Notes that a job needed the Spot prices of a zone. */
  async addZones(key: string, availabilityZones: readonly string[]): Promise<void> {
    await this.rows.update(key, {
      set: { [PriceAttribute.IN_USE_UNTIL]: Math.floor(this.now() / 1000) + IN_USE_SECONDS },
      add: { [PriceAttribute.ZONES]: availabilityZones },
      condition: { expression: 'attribute_exists(#readAt)', names: { '#readAt': PriceAttribute.READ_AT } },
    });
  }
}

const keyOf = (item: Item): string => item[PriceAttribute.KEY].S as string;

const rowInUse = (item: Item): RowInUse => ({ key: keyOf(item), availabilityZones: item[PriceAttribute.ZONES]?.SS ?? [] });
