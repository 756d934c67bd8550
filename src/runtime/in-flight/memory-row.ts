import { KnownNames } from '../../domain/in-flight/known-names';
import { JobAttribute, SnapshotMemory } from '../../domain/names/tables';
import { AttributeValue, DynamoDb, ignoreConditionFailure } from '../aws/dynamodb';

/** The names that a snapshot knows from earlier snapshots. */
export interface Memory {
  readonly queues: KnownNames;
  /** Absent if the snapshot does not count instances. */
  readonly environments?: KnownNames;
}

const KEY = { [JobAttribute.JOB_ID]: { S: SnapshotMemory.KEY } };

/** The row of the job table that passes the known names from one snapshot to the next. */
export class MemoryRow {
  constructor(
    private readonly client: DynamoDb,
    private readonly tableName: string,
  ) {}

  async read(): Promise<Required<Memory>> {
    const { Item = {} } = await this.client.getItem({ TableName: this.tableName, Key: KEY });
    return { queues: namesIn(Item[SnapshotMemory.JOB_QUEUES]), environments: namesIn(Item[SnapshotMemory.COMPUTE_ENVIRONMENTS]) };
  }

  /** Writes only the names that this snapshot counted. It never overwrites a later snapshot, because a retried run can be late. */
  async write({ queues, environments }: Memory, atSeconds: number): Promise<void> {
    await this.client
      .updateItem({
        TableName: this.tableName,
        Key: KEY,
        UpdateExpression: `SET #at = :at, #queues = :queues${environments ? ', #environments = :environments' : ''}`,
        ConditionExpression: 'attribute_not_exists(#at) OR #at <= :at',
        ExpressionAttributeNames: {
          '#at': SnapshotMemory.AT,
          '#queues': SnapshotMemory.JOB_QUEUES,
          ...(environments && { '#environments': SnapshotMemory.COMPUTE_ENVIRONMENTS }),
        },
        ExpressionAttributeValues: {
          ':at': { N: String(atSeconds) },
          ':queues': asMap(queues),
          ...(environments && { ':environments': asMap(environments) }),
        },
      })
      .catch(ignoreConditionFailure);
  }
}

const namesIn = (value: AttributeValue | undefined): KnownNames =>
  new Map(Object.entries(value?.M ?? {}).map(([name, emptySince]) => [name, Number(emptySince.N)]));

const asMap = (names: KnownNames): AttributeValue => ({
  M: Object.fromEntries([...names].map(([name, emptySince]) => [name, { N: String(emptySince) }])),
});
