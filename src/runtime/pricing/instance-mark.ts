import { numberIn } from './price-row';
import { TimeRange } from '../../domain/cost/hours';
import { InstanceCostMark, PriceAttribute } from '../../domain/names/tables';
import { DynamoDb, Item } from '../aws/dynamodb';
import { readRows } from '../aws/read-rows';
import { TableRows } from '../aws/table-rows';
import { Deadline } from '../deadline';

/** The interval that was counted last, and the token of the message that counted it. */
export interface CostMark extends TimeRange {
  readonly by: string;
}

/** Without a run in that time, costs begin anew. */
const KEPT_SECONDS = 30 * 86_400;

/** The row of the price table that says up to when the costs of instances are counted. */
export class InstanceMark {
  private readonly rows: TableRows;

  constructor(
    private readonly client: DynamoDb,
    private readonly tableName: string,
    private readonly deadline: Deadline,
  ) {
    this.rows = new TableRows(client, tableName, PriceAttribute.KEY);
  }

  async read(): Promise<CostMark | undefined> {
    const wanted = { tableName: this.tableName, keyName: PriceAttribute.KEY, keys: [InstanceCostMark.KEY] };
    const [row] = await readRows(this.client, wanted, this.deadline);
    return row && markIn(row);
  }

  /** Begins to count, unless another message has begun. */
  async begin(millis: number, by: string): Promise<void> {
    const condition = { expression: 'attribute_not_exists(#until)', names: { '#until': InstanceCostMark.UNTIL } };
    await this.rows.update(InstanceCostMark.KEY, { set: valuesOf({ fromMillis: millis, toMillis: millis, by }), condition });
  }

  /** Marks an interval as counted, unless another message has. The same call is accepted twice, because a lost response makes it be sent again. */
  async advance(from: CostMark, to: CostMark): Promise<boolean> {
    const row = await this.rows.update(InstanceCostMark.KEY, {
      set: valuesOf(to),
      condition: {
        expression: '#until = :was OR (#until = :until AND #by = :by)',
        names: { '#until': InstanceCostMark.UNTIL, '#by': InstanceCostMark.BY },
        values: { was: from.toMillis, until: to.toMillis, by: to.by },
      },
    });
    return row !== undefined;
  }
}

const valuesOf = ({ fromMillis, toMillis, by }: CostMark) => ({
  [InstanceCostMark.FROM]: fromMillis,
  [InstanceCostMark.UNTIL]: toMillis,
  [InstanceCostMark.BY]: by,
  [PriceAttribute.EXPIRES_AT]: Math.floor(toMillis / 1000) + KEPT_SECONDS,
});

const markIn = (row: Item): CostMark => ({
  fromMillis: numberIn(row, InstanceCostMark.FROM) as number,
  toMillis: numberIn(row, InstanceCostMark.UNTIL) as number,
  by: row[InstanceCostMark.BY].S as string,
});
