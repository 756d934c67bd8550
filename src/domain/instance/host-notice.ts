import { Fields } from '../event/fields';
import { DetailType, EventSource } from '../names/events';
import { isEc2InstanceKey } from '../names/tables';

/** The kind of an EC2 notice: EC2 is about to reclaim the instance, is likely to reclaim it, or has terminated it. */
export type HostNoticeKind = 'interruption' | 'rebalance' | 'termination';

export interface HostNotice {
  readonly instanceId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly kind: HostNoticeKind;
}

const TYPES: Readonly<Record<HostNoticeKind, DetailType>> = {
  interruption: DetailType.SPOT_INTERRUPTION_WARNING,
  rebalance: DetailType.REBALANCE_RECOMMENDATION,
  termination: DetailType.INSTANCE_STATE_CHANGE,
};
const TERMINATED = 'terminated';

/**
 * Reads a Spot interruption warning, a rebalance recommendation, or an instance state change. Returns undefined for a state other
 * than `terminated`. The instance id comes from `detail`, because the resource ARN of the first two events is irregular: it has
 * an Availability Zone in place of the region, and no account.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html
 */
export function readHostNotice(event: unknown): HostNotice | undefined {
  const envelope = Fields.of(event, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  const at = envelope.instant('time') ?? envelope.fail('time', 'is missing');
  const instanceId = detail.name('instance-id');
  if (!isEc2InstanceKey(instanceId)) return detail.fail('instance-id', 'is not an EC2 instance id');
  const notice = { instanceId, at: new Date(at).toISOString() };
  switch (envelope.name('detail-type')) {
    case TYPES.interruption:
      return { ...notice, kind: 'interruption' };
    case TYPES.rebalance:
      return { ...notice, kind: 'rebalance' };
    default:
      return detail.optionalName('state') === TERMINATED ? { ...notice, kind: 'termination' } : undefined;
  }
}

/** The notice as a message, so that the registry handles it again now that the container instance is known. */
export function noticeMessage({ instanceId, at, kind }: HostNotice): object {
  const detail = { 'instance-id': instanceId, ...(kind === 'termination' ? { state: TERMINATED } : {}) };
  return { source: EventSource.THIS_LIBRARY, 'detail-type': TYPES[kind], time: at, detail };
}
