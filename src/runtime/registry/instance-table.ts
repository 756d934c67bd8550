import { countedBy, instanceValues, knownInstance } from './instance-row';
import { Condition, Row, TableRows, Values } from './table-rows';
import { GoneCause } from '../../domain/instance/departure';
import { InstanceChange, KnownInstance } from '../../domain/instance/instance-change';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { PurchaseOption } from '../../domain/names/records';
import { computeEnvironmentKey, InstanceAttribute } from '../../domain/names/tables';

export interface Expiries {
  readonly registeredTtlSeconds: number;
  readonly goneTtlSeconds: number;
}

/** An environment's type can change, by an infrastructure update, and no event tells: it is asked for again after a day. */
const ENVIRONMENT_TTL_SECONDS = 86_400;

/** Only a row that holds an instance, so that none is made of what is told of one that expired. */
const IS_KNOWN: Condition = { expression: 'attribute_exists(#version)', names: { '#version': InstanceAttribute.VERSION } };

/** The rows of container instances and compute environments. Nothing is deleted when an instance leaves: records ask for it later, and expiry cleans up. */
export class InstanceTable {
  constructor(
    private readonly rows: TableRows,
    private readonly expiries: Expiries,
    private readonly now: () => number,
  ) {}

  /** Writes an instance, unless a newer version of it is there, which stays. Returns what is known of it now; nothing where its row expires meanwhile. */
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

  /** Keeps when an instance left, the earliest time that is told. Returns whether this is the one. */
  async leave(containerInstanceArn: string, at: string, cause: GoneCause): Promise<boolean> {
    const row = await this.rows.update(containerInstanceArn, {
      set: { [InstanceAttribute.GONE_AT]: at, [InstanceAttribute.GONE_CAUSE]: cause, ...this.expiry(this.expiries.goneTtlSeconds) },
      condition: {
        // A row without a cause is one that did not leave, or of a former version, which had nothing counted.
        // Of two that tell the same time, Amazon ECS is right: its cause comes first in the alphabet.
        expression: 'attribute_exists(#version) AND (attribute_not_exists(#cause) OR #at > :at OR (#at = :at AND #cause >= :cause))',
        names: { '#version': InstanceAttribute.VERSION, '#at': InstanceAttribute.GONE_AT, '#cause': InstanceAttribute.GONE_CAUSE },
        values: { at, cause },
      },
    });
    return row !== undefined;
  }

  /** Keeps that no other time of its leaving is waited for. Its row goes as that of one that left, also where ECS told of its life after EC2 of its end. */
  async settle(containerInstanceArn: string): Promise<KnownInstance | undefined> {
    const condition = { expression: 'attribute_exists(#at)', names: { '#at': InstanceAttribute.GONE_AT } };
    return known(
      await this.rows.update(containerInstanceArn, {
        set: { [InstanceAttribute.DEPARTURE_SETTLED]: 1, ...this.expiry(this.expiries.goneTtlSeconds) },
        condition,
      }),
    );
  }

  async addWarning(containerInstanceArn: string, warning: Values): Promise<KnownInstance | undefined> {
    return known(await this.rows.update(containerInstanceArn, { once: warning, condition: IS_KNOWN }));
  }

  /**
   * Has changes counted by the message with this token, unless another one counted them. Nothing is ever taken back: this is the last that is done
   * for a message, so that nothing can fail after it.
   */
  async count(containerInstanceArn: string, changes: readonly InstanceChange[], token: string): Promise<KnownInstance | undefined> {
    return known(await this.rows.update(containerInstanceArn, { once: countedBy(changes, token), condition: IS_KNOWN }));
  }

  /** The same for its registration, once it is linked with its EC2 instance. */
  async countRegistration({ containerInstanceArn, registeredAt }: InstanceReading, token: string): Promise<KnownInstance | undefined> {
    return known(
      await this.rows.update(containerInstanceArn, {
        set: { [InstanceAttribute.LINKED_AT]: this.nowSeconds },
        once: { [InstanceAttribute.REGISTERED_AT]: registeredAt, ...countedBy([InstanceChange.REGISTERED], token) },
        condition: IS_KNOWN,
      }),
    );
  }

  /** Whether its EC2 instance's row, which no event keeps from expiring, was written lately enough. */
  isLinked({ linkedAtSeconds }: KnownInstance): boolean {
    return linkedAtSeconds !== undefined && this.nowSeconds - linkedAtSeconds < this.expiries.registeredTtlSeconds / 2;
  }

  async writeComputeEnvironment(name: string, purchaseOption: PurchaseOption | undefined): Promise<void> {
    await this.rows.update(computeEnvironmentKey(name), {
      set: { [InstanceAttribute.PURCHASE_OPTION]: purchaseOption, ...this.expiry(ENVIRONMENT_TTL_SECONDS) },
    });
  }

  /** A refused update tells nothing of the row: one that changes nothing does, and needs no permission to read. */
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
