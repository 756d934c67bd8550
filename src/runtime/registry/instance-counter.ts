import { HostTable, NOTICE_ATTRIBUTE } from './host-table';
import { InstanceTable } from './instance-table';
import { DataPoint, markRedelivered } from '../../domain/data-point';
import { departureMessage, GoneCause, SETTLING_SECONDS } from '../../domain/instance/departure';
import { HostNotice, noticeMessage } from '../../domain/instance/host-notice';
import { dueChanges, InstanceChange, isCountedBy, KnownInstance } from '../../domain/instance/instance-change';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { instanceRecords } from '../../domain/instance/instance-record';
import { measureChanges } from '../../domain/instance/measure-instance';
import { InstanceRecord } from '../../domain/names/event-record-fields';
import { PurchaseOption, REDELIVERED } from '../../domain/names/records';
import { OutgoingMessage, QueueSender } from '../aws/queue-sender';

/** Records and data points produced by a message. */
export interface Counted {
  readonly records: readonly InstanceRecord[];
  readonly dataPoints: readonly DataPoint[];
}

export const NOTHING: Counted = { records: [], dataPoints: [] };

/**
 * Stores what events report about instances and counts each change of an instance once. The order of the events does not matter, and
 * duplicates do not count again.
 */
export class InstanceCounter {
  constructor(
    private readonly instances: InstanceTable,
    private readonly hosts: HostTable,
    private readonly ownQueue: QueueSender,
  ) {}

  /** Stores an instance from an ECS event. If the event reports that the instance left, its departure is stored too. */
  async recordInstance(instance: InstanceReading, purchaseOption: PurchaseOption | undefined): Promise<KnownInstance | undefined> {
    const known = await this.instances.write(instance, purchaseOption);
    if (instance.goneAt !== undefined) await this.leave(instance.containerInstanceArn, instance.goneAt, GoneCause.DEREGISTERED);
    return known;
  }

  /** Counts the registration of an instance. Every ECS event about an instance implies its registration, and the first event counts it. */
  async countRegistration(instance: InstanceReading, known: KnownInstance | undefined, token: string): Promise<Counted> {
    if (known && this.instances.isLinked(known) && !isCountedBy(known, InstanceChange.REGISTERED, token)) return NOTHING;
    await this.link(instance);
    return count(await this.instances.countRegistration(instance, token), [InstanceChange.REGISTERED], token, known);
  }

  /** Stores an instance from an ECS API response. Its registration does not count, because it happened earlier. Later notices from EC2 do count. */
  async recordLookup(instance: InstanceReading, purchaseOption: PurchaseOption | undefined): Promise<void> {
    const known = await this.instances.write(instance, purchaseOption);
    if (!known || !this.instances.isLinked(known)) await this.link(instance);
  }

  /** Stores a notice from EC2. If no container instance of AWS Batch is known for the EC2 instance, only the notice is stored. */
  async recordNotice(notice: HostNotice, token: string): Promise<Counted> {
    const owners = await this.hosts.note(notice);
    const counted = await Promise.all(owners.map((owner) => this.recordOwnerNotice(owner, notice, token)));
    return { records: counted.flatMap(({ records }) => records), dataPoints: counted.flatMap(({ dataPoints }) => dataPoints) };
  }

  private async recordOwnerNotice(containerInstanceArn: string, { kind, at }: HostNotice, token: string): Promise<Counted> {
    if (kind !== 'termination') {
      return this.countDue(await this.instances.addWarning(containerInstanceArn, { [NOTICE_ATTRIBUTE[kind]]: at }), token);
    }
    await this.leave(containerInstanceArn, at, GoneCause.TERMINATED);
    return NOTHING;
  }

  /** Counts the departure of an instance after the settling time. Reports that arrive later are ignored. */
  async settle(containerInstanceArn: string, token: string): Promise<Counted> {
    const known = await this.instances.settle(containerInstanceArn);
    if (known) await this.hosts.expire(known);
    return this.countDue(known, token);
  }

  /** Stores a departure. The message with the earliest time schedules the count; for a later time nothing is scheduled. */
  private async leave(containerInstanceArn: string, at: string, cause: GoneCause): Promise<void> {
    if (!(await this.instances.leave(containerInstanceArn, at, cause))) return;
    await this.send([{ body: departureMessage(containerInstanceArn), delaySeconds: SETTLING_SECONDS }]);
  }

  /** Links an instance with its EC2 instance. Earlier notices from EC2 are sent to the registry again, because the container instance is now known. */
  private async link(instance: InstanceReading): Promise<void> {
    if (instance.instanceId === undefined) return;
    const notices = await this.hosts.link(instance, instance.instanceId);
    await this.send(notices.map((notice) => ({ body: noticeMessage(notice), delaySeconds: 0 })));
  }

  private async countDue(known: KnownInstance | undefined, token: string): Promise<Counted> {
    if (!known) return NOTHING;
    const due = dueChanges(known, token);
    if (due.length === 0) return NOTHING;
    return count(await this.instances.count(known.containerInstanceArn, due, token), due, token, known);
  }

  private async send(messages: readonly OutgoingMessage[]): Promise<void> {
    const [problem] = (await this.ownQueue.send(messages)).values();
    if (problem) throw problem;
  }
}

/**
 * The output for the changes that the message with this token counted. If an earlier delivery of the message already counted a change, its
 * records and data points are marked as redelivered.
 */
function count(
  known: KnownInstance | undefined,
  changes: readonly InstanceChange[],
  token: string,
  before: KnownInstance | undefined,
): Counted {
  if (!known) return NOTHING;
  const ours = changes.filter((change) => known.counted[change] === token);
  const tokenBefore = (change: InstanceChange): string | undefined => before?.counted[change];
  return {
    records: instanceRecords(known, ours).map((record) => ({ ...record, [REDELIVERED]: tokenBefore(record.Change) })),
    dataPoints: ours.flatMap((change) => measureChanges(known, [change]).map((point) => markRedelivered(point, tokenBefore(change)))),
  };
}
