import { Expiries } from './instance-table';
import { HostNotice, HostNoticeKind } from '../../domain/instance/host-notice';
import { KnownInstance } from '../../domain/instance/instance-change';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { containerInstances, ownerAt, registration, Registrations } from '../../domain/instance/registrations';
import { InstanceAttribute } from '../../domain/names/tables';
import { Row, TableRows, Values } from '../aws/table-rows';

/** The attribute for the time of each kind of notice. */
export const NOTICE_ATTRIBUTE: Readonly<Record<HostNoticeKind, string>> = {
  interruption: InstanceAttribute.INTERRUPTION_WARNING_AT,
  rebalance: InstanceAttribute.REBALANCE_RECOMMENDED_AT,
  termination: InstanceAttribute.TERMINATED_AT,
};
/**
 * The attribute for the container instance that a warning was assigned to. Terminations have no such attribute: a termination applies to all
 * container instances of the EC2 instance, and changes nothing for those that left before.
 */
const OWNER_ATTRIBUTE = { interruption: 'InterruptionWarningOf', rebalance: 'RebalanceRecommendedOf' } as const;
type WarningKind = keyof typeof OWNER_ATTRIBUTE;
/** EventBridge retries delivery for a day. An EC2 instance whose registration is not reported by then is not in an AWS Batch cluster. */
const FOREIGN_TTL_SECONDS = 86_400;

/**
 * The rows of EC2 instances in the instance table. They match notices from EC2 with registrations from Amazon ECS.
 *
 * A notice from EC2 (a warning, a recommendation or a termination) has an EC2 instance id, but not the container instance that it is about.
 * An event from ECS has both. The two arrive in any order, and possibly in two concurrent invocations. Each side therefore first writes its
 * own part to the row, with an update that returns the row, and only then reads the part of the other side. Whichever comes second sees both.
 *
 * One EC2 instance can register as several container instances in sequence. A warning belongs to exactly one of them, its owner. The row
 * stores the owner when the warning is first assigned, so that a later report of an earlier registration does not assign it twice.
 */
export class HostTable {
  constructor(
    private readonly rows: TableRows,
    private readonly expiries: Expiries,
    private readonly now: () => number,
  ) {}

  /** Stores a notice. Returns the known container instances that it is about. */
  async note({ instanceId, kind, at }: HostNotice): Promise<readonly string[]> {
    const ttl = kind === 'termination' ? FOREIGN_TTL_SECONDS : this.expiries.goneTtlSeconds;
    const row = (await this.rows.update(instanceId, { once: { [NOTICE_ATTRIBUTE[kind]]: at, ...this.expiry(ttl) } })) as Row;
    if (kind === 'termination') return containerInstances(registrationsIn(row));
    const owner = ownerOf(row, kind, at);
    if (owner === undefined) return [];
    return [isKept(row, kind, at) ? await this.claim(instanceId, kind, owner) : owner];
  }

  /** Stores that the EC2 instance registered as this container instance. Returns the notices about it that arrived before. */
  async link(
    { containerInstanceArn, registeredAt = new Date(this.now()).toISOString() }: InstanceReading,
    instanceId: string,
  ): Promise<HostNotice[]> {
    const row = (await this.rows.update(instanceId, {
      set: this.expiry(this.expiries.registeredTtlSeconds),
      add: { [InstanceAttribute.REGISTRATIONS]: [registration(registeredAt, containerInstanceArn)] },
    })) as Row;
    return noticesIn(instanceId, row).filter(({ kind, at }) => kind === 'termination' || ownerOf(row, kind, at) === containerInstanceArn);
  }

  /** Sets the expiry of the row after the instance left. Changes nothing if the EC2 instance also registered as another container instance. */
  async expire({ instanceId, containerInstanceArn, registeredAt }: KnownInstance): Promise<void> {
    if (instanceId === undefined || registeredAt === undefined) return;
    await this.rows.update(instanceId, {
      set: this.expiry(this.expiries.goneTtlSeconds),
      condition: {
        expression: '#as = :as',
        names: { '#as': InstanceAttribute.REGISTRATIONS },
        values: { as: [registration(registeredAt, containerInstanceArn)] },
      },
    });
  }

  /** Assigns a warning to an owner and returns the stored owner. The first assignment stays, even if an earlier container instance becomes known later. */
  private async claim(instanceId: string, kind: WarningKind, owner: string): Promise<string> {
    const row = (await this.rows.update(instanceId, {
      once: { [OWNER_ATTRIBUTE[kind]]: owner, ...this.expiry(this.expiries.goneTtlSeconds) },
    })) as Row;
    return row[OWNER_ATTRIBUTE[kind]].S as string;
  }

  private expiry(ttlSeconds: number): Values {
    return { [InstanceAttribute.EXPIRES_AT]: Math.floor(this.now() / 1000) + ttlSeconds };
  }
}

const registrationsIn = (row: Row): Registrations => row[InstanceAttribute.REGISTRATIONS]?.SS ?? [];

/** Whether the row stores this warning. It stores only the first one of each kind. */
const isKept = (row: Row, kind: WarningKind, at: string): boolean => row[NOTICE_ATTRIBUTE[kind]].S === at;

/** The container instance that a warning belongs to: the stored owner, or else the one registered at that time. */
function ownerOf(row: Row, kind: WarningKind, at: string): string | undefined {
  const claimed = isKept(row, kind, at) ? row[OWNER_ATTRIBUTE[kind]]?.S : undefined;
  return claimed ?? ownerAt(at, registrationsIn(row));
}

const noticesIn = (instanceId: string, row: Row): HostNotice[] =>
  Object.entries(NOTICE_ATTRIBUTE).flatMap(([kind, attribute]) => {
    const at = row[attribute]?.S;
    return at === undefined ? [] : [{ instanceId, at, kind: kind as HostNoticeKind }];
  });
