import { countedBy, instanceValues, knownInstance } from './instance-row';
import { GoneCause } from '../../domain/instance/departure';
import { InstanceChange, KnownInstance } from '../../domain/instance/instance-change';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { PurchaseOption } from '../../domain/names/records';
import { computeEnvironmentKey, InstanceAttribute } from '../../domain/names/tables';
import { Condition, Row, TableRows, Values } from '../aws/table-rows';

export interface Expiries {
  readonly registeredTtlSeconds: number;
  readonly goneTtlSeconds: number;
}

/** An infrastructure update can change the type of an environment, and no event reports it. The registry looks it up again after a day. */
const ENVIRONMENT_TTL_SECONDS = 86_400;

/** Updates only a row that holds an instance, so that a late report does not create a row for an instance that expired. */
const IS_KNOWN: Condition = { expression: 'attribute_exists(#version)', names: { '#version': InstanceAttribute.VERSION } };

/** The rows of container instances and compute environments. A row stays when its instance leaves, because later records need it. Rows are deleted by their expiry. */
export class InstanceTable {
  constructor(
    private readonly rows: TableRows,
    private readonly expiries: Expiries,
    private readonly now: () => number,
  ) {}

  /** Writes an instance unless the row has a newer version. Returns the known facts, or undefined if the row expired meanwhile. */
  async write(instance: InstanceReading, purchaseOption: PurchaseOption | undefined): Promise<KnownInstance | undefined> {
    const ttl = instance.goneAt === undefined ? this.expiries.registeredTtlSeconds : this.expiries.goneTtlSeconds;
    const row = await this.rows.update(instance.containerInstanceArn, {
      set: { ...instanceValues(instance, purchaseOption), ...this.expiry(ttl) },
      condition: {
        expression: 'attribute_not_exists(#version) OR #version <= :version',
        names: { '#version': InstanceAttribute.VERSION },
        values: { version: instance.version },
      },
    });
    return row ? knownInstance(row) : this.readBack(instance);
  }

  /** Stores when an instance left. The earliest reported time wins. Returns whether this time was stored. */
  async leave(containerInstanceArn: string, at: string, cause: GoneCause): Promise<boolean> {
    const row = await this.rows.update(containerInstanceArn, {
      set: { [InstanceAttribute.GONE_AT]: at, [InstanceAttribute.GONE_CAUSE]: cause, ...this.expiry(this.expiries.goneTtlSeconds) },
      condition: {
        // A row without a cause is an instance that has not left, or was written by an earlier version of this library, which counted nothing.
        // If ECS and EC2 report the same time, the cause from ECS wins: it comes first in the alphabet.
        expression: 'attribute_exists(#version) AND (attribute_not_exists(#cause) OR #at > :at OR (#at = :at AND #cause >= :cause))',
        names: { '#version': InstanceAttribute.VERSION, '#at': InstanceAttribute.GONE_AT, '#cause': InstanceAttribute.GONE_CAUSE },
        values: { at, cause },
      },
    });
    return row !== undefined;
  }

  /** Stores that the settling time of a departure is over. It also sets the expiry, because an ECS event that arrived after the termination may have extended it. */
  async settle(containerInstanceArn: string): Promise<KnownInstance | undefined> {
    const condition = { expression: 'attribute_exists(#at)', names: { '#at': InstanceAttribute.GONE_AT } };
    return known(
      await this.rows.update(containerInstanceArn, {
        set: { [InstanceAttribute.DEPARTURE_SETTLED]: 1, ...this.expiry(this.expiries.goneTtlSeconds) },
        condition,
      }),
    );
  }

  /** Stores a warning of EC2. The first one of each kind stays. */
  async addWarning(containerInstanceArn: string, warning: Values): Promise<KnownInstance | undefined> {
    return known(await this.rows.update(containerInstanceArn, { once: warning, condition: IS_KNOWN }));
  }

  /**
   * Marks changes as counted by the message with this token, unless another message counted them. A mark is never taken back: it is the last
   * step for a message, so that no later step can fail.
   */
  async count(containerInstanceArn: string, changes: readonly InstanceChange[], token: string): Promise<KnownInstance | undefined> {
    return known(await this.rows.update(containerInstanceArn, { once: countedBy(changes, token), condition: IS_KNOWN }));
  }

  /** Marks the registration of an instance as counted. Its EC2 instance must be linked before. */
  async countRegistration({ containerInstanceArn, registeredAt }: InstanceReading, token: string): Promise<KnownInstance | undefined> {
    return known(
      await this.rows.update(containerInstanceArn, {
        set: { [InstanceAttribute.LINKED_AT]: this.nowSeconds },
        once: { [InstanceAttribute.REGISTERED_AT]: registeredAt, ...countedBy([InstanceChange.REGISTERED], token) },
        condition: IS_KNOWN,
      }),
    );
  }

  /** Whether the row of its EC2 instance was written recently. No event extends the expiry of that row, so it must be written again in time. */
  isLinked({ linkedAtSeconds }: KnownInstance): boolean {
    return linkedAtSeconds !== undefined && this.nowSeconds - linkedAtSeconds < this.expiries.registeredTtlSeconds / 2;
  }

  /** Writes the purchase option of a compute environment. */
  async writeComputeEnvironment(name: string, purchaseOption: PurchaseOption | undefined): Promise<void> {
    await this.rows.update(computeEnvironmentKey(name), {
      set: { [InstanceAttribute.PURCHASE_OPTION]: purchaseOption, ...this.expiry(ENVIRONMENT_TTL_SECONDS) },
    });
  }

  /** Reads a row after a failed condition, by an update that changes nothing. The function therefore needs no permission to read. */
  private async readBack({ containerInstanceArn, version }: InstanceReading): Promise<KnownInstance | undefined> {
    return known(await this.rows.update(containerInstanceArn, { once: { [InstanceAttribute.VERSION]: version }, condition: IS_KNOWN }));
  }

  private expiry(ttlSeconds: number): Values {
    return { [InstanceAttribute.EXPIRES_AT]: this.nowSeconds + ttlSeconds };
  }

  private get nowSeconds(): number {
    return Math.floor(this.now() / 1000);
  }
}

const known = (row: Row | undefined): KnownInstance | undefined => row && knownInstance(row);
