import { Expiries } from './instance-table';
import { Row, TableRows, Values } from './table-rows';
import { HostNotice, HostNoticeKind } from '../../domain/instance/host-notice';
import { InstanceAttribute } from '../../domain/names/tables';

/** The attribute that keeps when EC2 gave a notice. */
export const NOTICE_ATTRIBUTE: Readonly<Record<HostNoticeKind, string>> = {
  interruption: InstanceAttribute.INTERRUPTION_WARNING_AT,
  rebalance: InstanceAttribute.REBALANCE_RECOMMENDED_AT,
  termination: InstanceAttribute.TERMINATED_AT,
};
/** EventBridge tries to deliver an event for a day: whoever is not told of by then to have registered is nobody's. */
const FOREIGN_TTL_SECONDS = 86_400;

/**
 * The rows of EC2 instances, where what EC2 tells and what Amazon ECS tells meet: notices of EC2 name an instance and not whose it is. Both sides write
 * here before they look at what the other one wrote, so that whichever comes second finds it.
 */
export class HostTable {
  constructor(private readonly rows: TableRows, private readonly expiries: Expiries, private readonly now: () => number) {}

  /** Keeps a notice, and returns the container instance that it is about, where that is known. */
  async note({ instanceId, kind, at }: HostNotice): Promise<string | undefined> {
    const ttl = kind === 'termination' ? FOREIGN_TTL_SECONDS : this.expiries.goneTtlSeconds;
    const row = await this.rows.update(instanceId, { set: {}, once: { [NOTICE_ATTRIBUTE[kind]]: at, ...this.expiry(ttl) } }, 'ALL_OLD');
    return row?.[InstanceAttribute.REGISTERED_AS]?.S;
  }

  /** Keeps which container instance this is, and returns what EC2 told of it before. */
  async link(instanceId: string, containerInstanceArn: string): Promise<HostNotice[]> {
    const set = { [InstanceAttribute.REGISTERED_AS]: containerInstanceArn, ...this.expiry(this.expiries.registeredTtlSeconds) };
    const before = await this.rows.update(instanceId, { set }, 'ALL_OLD') as Row;
    const was = before[InstanceAttribute.REGISTERED_AS]?.S;
    // What was told while it was another container instance is about that one.
    return was === undefined || was === containerInstanceArn ? noticesIn(instanceId, before) : [];
  }

  /** Lets the row of an instance that left expire, with the others that tell of it. */
  async letGo(instanceId: string, containerInstanceArn: string): Promise<void> {
    await this.rows.update(instanceId, {
      set: this.expiry(this.expiries.goneTtlSeconds),
      condition: { expression: '#as = :arn', names: { '#as': InstanceAttribute.REGISTERED_AS }, values: { arn: containerInstanceArn } },
    });
  }

  private expiry(ttlSeconds: number): Values {
    return { [InstanceAttribute.EXPIRES_AT]: Math.floor(this.now() / 1000) + ttlSeconds };
  }
}

const noticesIn = (instanceId: string, row: Row): HostNotice[] => Object.entries(NOTICE_ATTRIBUTE).flatMap(([kind, attribute]) => {
  const at = row[attribute]?.S;
  return at === undefined ? [] : [{ instanceId, at, kind: kind as HostNoticeKind }];
});
