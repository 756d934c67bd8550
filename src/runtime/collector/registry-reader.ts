import { AttributeValue, BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { lookupRequest } from '../../domain/instance/lookup-request';
import { PurchaseOption } from '../../domain/names/records';
import { InstanceAttribute } from '../../domain/names/tables';
import { RegistryFacts, RegistryView } from '../../domain/record/placement';
import { QueueSender } from '../aws/queue-sender';

/** DynamoDB reads a hundred items a call. */
const PER_CALL = 100;
const TRIES = 5;
const MOST_CACHED = 20_000;
/** How long the registry is left to find out what it was asked. */
const ASK_AGAIN_MILLIS = 5 * 60_000;

/** Reads the instance registry: one batched read for what is not known yet, and a cache, because instances outlive many jobs. */
export class RegistryReader {
  private readonly cache = new Map<string, RegistryFacts>();
  private readonly askedAt = new Map<string, number>();

  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
    private readonly lookUps: QueueSender | undefined,
    private readonly now: () => number,
  ) {}

  async view(keys: readonly string[]): Promise<RegistryView> {
    const unknown = [...new Set(keys)].filter(key => !this.cache.has(key));
    for (let first = 0; first < unknown.length; first += PER_CALL) await this.read(unknown.slice(first, first + PER_CALL));
    return new Map(keys.flatMap(key => {
      const facts = this.cache.get(key);
      return facts ? [[key, facts] as const] : [];
    }));
  }

  /** Asks the registry to find out what no event told it; each key once in a while. */
  async lookUp(keys: readonly string[]): Promise<void> {
    const due = [...new Set(keys)].filter(key => this.now() - (this.askedAt.get(key) ?? -Infinity) >= ASK_AGAIN_MILLIS);
    if (!this.lookUps || due.length === 0) return;
    due.forEach(key => this.askedAt.set(key, this.now()));
    const messages = [];
    for (let first = 0; first < due.length; first += PER_CALL) {
      messages.push({ body: lookupRequest(due.slice(first, first + PER_CALL)), delaySeconds: 0 });
    }
    await this.lookUps.send(messages);
  }

  private async read(keys: readonly string[]): Promise<void> {
    let wanted = keys.map((key): Record<string, AttributeValue> => ({ [InstanceAttribute.KEY]: { S: key } }));
    for (let tried = 1; wanted.length > 0; tried++) {
      const answer = await this.client.send(new BatchGetItemCommand({ RequestItems: { [this.tableName]: { Keys: wanted } } }));
      (answer.Responses?.[this.tableName] ?? []).forEach(item => this.remember(item));
      wanted = answer.UnprocessedKeys?.[this.tableName]?.Keys ?? [];
      if (wanted.length > 0 && tried === TRIES) throw new Error(`DynamoDB left ${wanted.length} instances unread ${TRIES} times`);
    }
  }

  private remember(item: Record<string, AttributeValue>): void {
    const text = (name: string) => item[name]?.S;
    if (this.cache.size >= MOST_CACHED) this.cache.clear();
    this.cache.set(text(InstanceAttribute.KEY) as string, {
      instanceId: text(InstanceAttribute.INSTANCE_ID),
      instanceType: text(InstanceAttribute.INSTANCE_TYPE),
      availabilityZone: text(InstanceAttribute.AVAILABILITY_ZONE),
      architecture: text(InstanceAttribute.ARCHITECTURE),
      purchaseOption: text(InstanceAttribute.PURCHASE_OPTION) as PurchaseOption | undefined,
      interruptionWarningAt: text(InstanceAttribute.INTERRUPTION_WARNING_AT),
    });
  }
}
