import { HostTable, NOTICE_ATTRIBUTE } from './host-table';
import { InstanceTable } from './instance-table';
import { DataPoint, toldAgain } from '../../domain/data-point';
import { departureMessage, GoneCause, SETTLING_SECONDS } from '../../domain/instance/departure';
import { HostNotice, noticeMessage } from '../../domain/instance/host-notice';
import { dueChanges, InstanceChange, isOurs, KnownInstance } from '../../domain/instance/instance-change';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { instanceRecords } from '../../domain/instance/instance-record';
import { measureChanges } from '../../domain/instance/measure-instance';
import { InstanceRecord } from '../../domain/names/event-record-fields';
import { PurchaseOption, REDELIVERED } from '../../domain/names/records';
import { OutgoingMessage, QueueSender } from '../aws/queue-sender';

/** What a message comes to in the log. */
export interface Counted {
  readonly records: readonly InstanceRecord[];
  readonly dataPoints: readonly DataPoint[];
}

export const NOTHING: Counted = { records: [], dataPoints: [] };

/** Writes what is told of instances, and counts each change of an instance once, in whatever order and however often it is told. */
export class InstanceCounter {
  constructor(
    private readonly instances: InstanceTable,
    private readonly hosts: HostTable,
    private readonly ownQueue: QueueSender,
  ) {}

  /** Any event of Amazon ECS about an instance tells that it registered, and when: the first one counts that. */
  async tellInstance(instance: InstanceReading, purchaseOption: PurchaseOption | undefined): Promise<KnownInstance | undefined> {
    const known = await this.instances.write(instance, purchaseOption);
    if (instance.goneAt !== undefined) await this.leave(instance.containerInstanceArn, instance.goneAt, GoneCause.DEREGISTERED);
    return known;
  }

  async countRegistration(instance: InstanceReading, known: KnownInstance | undefined, token: string): Promise<Counted> {
    if (known && this.instances.isLinked(known) && !isOurs(known, InstanceChange.REGISTERED, token)) return NOTHING;
    await this.link(instance);
    return count(await this.instances.countRegistration(instance, token), [InstanceChange.REGISTERED], token, known);
  }

  /** An answer of Amazon ECS about an instance is no event: it did not register now. What EC2 tells of it counts from now on. */
  async tellFound(instance: InstanceReading, purchaseOption: PurchaseOption | undefined): Promise<void> {
    const known = await this.instances.write(instance, purchaseOption);
    if (!known || !this.instances.isLinked(known)) await this.link(instance);
  }

  /** Of an instance that is not AWS Batch's, or is not known to be by now, nothing but the notice is kept. */
  async tellNotice(notice: HostNotice, token: string): Promise<Counted> {
    const owners = await this.hosts.note(notice);
    const counted = await Promise.all(owners.map((owner) => this.tellOwner(owner, notice, token)));
    return { records: counted.flatMap(({ records }) => records), dataPoints: counted.flatMap(({ dataPoints }) => dataPoints) };
  }

  private async tellOwner(containerInstanceArn: string, { kind, at }: HostNotice, token: string): Promise<Counted> {
    if (kind !== 'termination') {
      return this.countDue(await this.instances.addWarning(containerInstanceArn, { [NOTICE_ATTRIBUTE[kind]]: at }), token);
    }
    await this.leave(containerInstanceArn, at, GoneCause.TERMINATED);
    return NOTHING;
  }

  /** Everything about its leaving has been told, or is too late. */
  async settle(containerInstanceArn: string, token: string): Promise<Counted> {
    const known = await this.instances.settle(containerInstanceArn);
    if (known) await this.hosts.letGo(known);
    return this.countDue(known, token);
  }

  /** Whoever tells the earliest time has the leaving counted later; the others leave it to that one. */
  private async leave(containerInstanceArn: string, at: string, cause: GoneCause): Promise<void> {
    if (!(await this.instances.leave(containerInstanceArn, at, cause))) return;
    await this.send([{ body: departureMessage(containerInstanceArn), delaySeconds: SETTLING_SECONDS }]);
  }

  /** What EC2 told before anybody knew whose instance it is, it tells once more. */
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

/** What the message with this token counts, of the changes that it could; what it counted before this, it tells again. */
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
    dataPoints: ours.flatMap((change) => measureChanges(known, [change]).map((point) => toldAgain(point, tokenBefore(change)))),
  };
}
