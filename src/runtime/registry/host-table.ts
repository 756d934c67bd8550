import { Expiries } from './instance-table';
import { Row, TableRows, Values } from './table-rows';
import { HostNotice, HostNoticeKind } from '../../domain/instance/host-notice';
import { KnownInstance } from '../../domain/instance/instance-change';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { containerInstances, ownerAt, registration, Registrations } from '../../domain/instance/registrations';
import { InstanceAttribute } from '../../domain/names/tables';

/** The attribute that keeps when EC2 gave a notice. */
export const NOTICE_ATTRIBUTE: Readonly<Record<HostNoticeKind, string>> = {
  interruption: InstanceAttribute.INTERRUPTION_WARNING_AT,
  rebalance: InstanceAttribute.REBALANCE_RECOMMENDED_AT,
  termination: InstanceAttribute.TERMINATED_AT,
};
/** The attribute that keeps whom a warning was given to. A termination is about all that the EC2 instance ever was: whoever left before, left before. */
const OWNER_ATTRIBUTE = { interruption: 'InterruptionWarningOf', rebalance: 'RebalanceRecommendedOf' } as const;
type WarningKind = keyof typeof OWNER_ATTRIBUTE;
/** EventBridge tries to deliver an event for a day: whoever is not told of by then to have registered is nobody's. */
const FOREIGN_TTL_SECONDS = 86_400;

/**
 * The rows of EC2 instances, where what EC2 tells and what Amazon ECS tells meet: notices of EC2 name an instance and not whose it is. Both sides write
 * here before they look at what the other one wrote, so that whichever comes second finds it.
 */
export class HostTable {
  constructor(
    private readonly rows: TableRows,
    private readonly expiries: Expiries,
    private readonly now: () => number,
  ) {}

  /** Keeps a notice, and returns the container instances that it is about, as far as they are known. */
  async note({ instanceId, kind, at }: HostNotice): Promise<readonly string[]> {
    const ttl = kind === 'termination' ? FOREIGN_TTL_SECONDS : this.expiries.goneTtlSeconds;
    const row = (await this.rows.update(instanceId, { once: { [NOTICE_ATTRIBUTE[kind]]: at, ...this.expiry(ttl) } })) as Row;
    if (kind === 'termination') return containerInstances(registrationsIn(row));
    const owner = ownerOf(row, kind, at);
    if (owner === undefined) return [];
    return [isKept(row, kind, at) ? await this.claim(instanceId, kind, owner) : owner];
  }

  /** Keeps that it is this container instance too, and returns what EC2 told of that one before. */
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

  /** Lets the row of an instance that left expire, with the others that tell of it; not where it was another container instance too. */
  async letGo({ instanceId, containerInstanceArn, registeredAt = '' }: KnownInstance): Promise<void> {
    if (instanceId === undefined) return;
    await this.rows.update(instanceId, {
      set: this.expiry(this.expiries.goneTtlSeconds),
      condition: {
        expression: '#as = :as',
        names: { '#as': InstanceAttribute.REGISTRATIONS },
        values: { as: [registration(registeredAt, containerInstanceArn)] },
      },
    });
  }

  /** The first one that a warning is given to keeps it, also where an earlier container instance becomes known later. */
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

/** Whether the row keeps this very warning: of a kind, it keeps the first one. */
const isKept = (row: Row, kind: WarningKind, at: string): boolean => row[NOTICE_ATTRIBUTE[kind]].S === at;

function ownerOf(row: Row, kind: WarningKind, at: string): string | undefined {
  const claimed = isKept(row, kind, at) ? row[OWNER_ATTRIBUTE[kind]]?.S : undefined;
  return claimed ?? ownerAt(at, registrationsIn(row));
}

const noticesIn = (instanceId: string, row: Row): HostNotice[] =>
  Object.entries(NOTICE_ATTRIBUTE).flatMap(([kind, attribute]) => {
    const at = row[attribute]?.S;
    return at === undefined ? [] : [{ instanceId, at, kind: kind as HostNoticeKind }];
  });
