import { PriceView } from './price-reader';
import { lookupRequest } from '../../domain/instance/lookup-request';
import { RegistryFacts, RegistryView } from '../../domain/instance/placement';
import { PurchaseOption } from '../../domain/names/records';
import { InstanceAttribute, isComputeEnvironmentKey, isEc2InstanceKey } from '../../domain/names/tables';
import { DynamoDb, isPassing, Item } from '../aws/dynamodb';
import { QueueSender } from '../aws/queue-sender';
import { readRows, ROWS_PER_CALL } from '../aws/read-rows';
import { chunks } from '../chunks';
import { Deadline } from '../deadline';
import { PacedWork } from '../paced-work';

const MAX_CACHED = 20_000;
/** How long an entry stays in the cache. An instance never changes, but the type of a compute environment can. */
const KEEP_MILLIS = 60 * 60_000;
/** The same for an instance without a purchase option: the registry may have failed to look it up, and retries soon. */
const KEEP_INCOMPLETE_MILLIS = 60_000;
/** How long the reader waits before it requests a lookup of the same key again. */
const MIN_LOOKUP_INTERVAL_MILLIS = 5 * 60_000;

/** What the registry knows about keys. */
export interface Places {
  readonly view: RegistryView;
  /** The keys that could not be read now, for lack of time or because of a problem that passes. Later the registry may have facts about them. */
  readonly unread: ReadonlySet<string>;
  /** Absent where there are no cost insights. */
  readonly prices?: PriceView;
  readonly problem?: unknown;
}

export const NO_PLACES: Places = { view: new Map(), unread: new Set() };

/** What is recorded without facts that exist would stay without them. SQS delivers the message again, when the registry can be read. */
export function assertRead(keys: readonly (string | undefined)[], unread: ReadonlySet<unknown>): void {
  if (keys.some((key) => unread.has(key))) throw new Error('the instance registry could not be read at the last try');
}

/** Reads the instance registry in batches, with a cache, because one instance runs many jobs. */
export class RegistryReader {
  private readonly cache = new Map<string, { readonly facts: RegistryFacts; readonly until: number }>();
  private readonly requestedAt = new Map<string, number>();

  constructor(
    private readonly client: DynamoDb,
    private readonly tableName: string,
    private readonly lookUps: QueueSender | undefined,
    private readonly now: () => number,
    private readonly deadline: Deadline,
  ) {}

  /**
   * The facts for all keys that the registry has.
   *
   * @param fresh keys whose facts the registry may have completed since the cache got them
   */
  async places(keys: readonly string[], fresh?: readonly string[]): Promise<Places> {
    const wanted = [...new Set(keys)];
    const renewed = new Set(fresh);
    const view = new Map(
      wanted.flatMap((key) => {
        const cached = this.cache.get(key);
        return cached && cached.until > this.now() ? [[key, cached.facts] as const] : [];
      }),
    );
    const unread = chunks(
      wanted.filter((key) => !view.has(key) || renewed.has(key)),
      ROWS_PER_CALL,
    );
    const unreadKeys: string[] = [];
    let problem: unknown;
    const read = async (some: readonly string[]): Promise<void> => {
      const items = await readRows(this.client, { tableName: this.tableName, keyName: InstanceAttribute.KEY, keys: some }, this.deadline);
      items.forEach((item) => view.set(keyOf(item), this.addToCache(item)));
    };
    const left = await new PacedWork(this.deadline, 1).run(unread, async (some) =>
      read(some).catch((error: unknown) => {
        problem = error;
        if (isPassing(error)) unreadKeys.push(...some);
      }),
    );
    unreadKeys.push(...left.flat());
    return { view, unread: new Set(unreadKeys.filter((key) => this.mayBeKnown(key))), problem };
  }

  /**
   * The keys that are unknown but may become known. Without look-ups the registry learns about instances from events alone,
   * and never about compute environments.
   */
  missing(keys: readonly string[], view: RegistryView): string[] {
    return keys.filter((key) => !view.has(key) && this.mayBeKnown(key));
  }

  private mayBeKnown(key: string): boolean {
    return this.lookUps !== undefined || !isComputeEnvironmentKey(key);
  }

  /** Requests the registry to look up keys that no event reported. Requests each key at most once per interval. */
  async lookUp(keys: readonly string[]): Promise<void> {
    const due = [...new Set(keys)].filter((key) => this.now() - (this.requestedAt.get(key) ?? -Infinity) >= MIN_LOOKUP_INTERVAL_MILLIS);
    if (!this.lookUps || due.length === 0) return;
    if (this.requestedAt.size >= MAX_CACHED) this.requestedAt.clear();
    const requests = chunks(due, ROWS_PER_CALL).map((some) => ({ keys: some, body: lookupRequest(some), delaySeconds: 0 }));
    const unsent = await this.lookUps.send(requests);
    requests
      .filter((request) => !unsent.has(request))
      .flatMap((request) => request.keys)
      .forEach((key) => this.requestedAt.set(key, this.now()));
    const [problem] = unsent.values();
    if (problem) throw problem;
  }

  private addToCache(item: Item): RegistryFacts {
    const text = (name: string) => item[name]?.S;
    const facts = {
      instanceId: text(InstanceAttribute.INSTANCE_ID),
      instanceType: text(InstanceAttribute.INSTANCE_TYPE),
      availabilityZone: text(InstanceAttribute.AVAILABILITY_ZONE),
      architecture: text(InstanceAttribute.ARCHITECTURE),
      purchaseOption: text(InstanceAttribute.PURCHASE_OPTION) as PurchaseOption | undefined,
      interruptionWarningAt: text(InstanceAttribute.INTERRUPTION_WARNING_AT),
      rebalanceRecommendedAt: text(InstanceAttribute.REBALANCE_RECOMMENDED_AT),
    };
    if (isEc2InstanceKey(keyOf(item)) && (facts.interruptionWarningAt ?? facts.rebalanceRecommendedAt) === undefined) return facts; // A warning may follow.
    if (this.cache.size >= MAX_CACHED) this.cache.clear();
    this.cache.set(keyOf(item), { facts, until: this.now() + (mayBeCompleted(keyOf(item), facts) ? KEEP_INCOMPLETE_MILLIS : KEEP_MILLIS) });
    return facts;
  }
}

const keyOf = (item: Item): string => item[InstanceAttribute.KEY].S as string;

/** Whether a later write may add the purchase option. Rows of compute environments and EC2 instances are complete from the start. */
const mayBeCompleted = (key: string, { purchaseOption }: RegistryFacts): boolean =>
  purchaseOption === undefined && !isComputeEnvironmentKey(key) && !isEc2InstanceKey(key);
