import { Fields } from '../event/fields';
import { DetailType, EventSource } from '../names/events';
import { isEc2InstanceKey } from '../names/tables';

/** What EC2 tells of an instance: that it is about to be, or likely to be, taken back, or that it is gone. */
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
 * Reads a Spot interruption warning, a rebalance recommendation, or a change of state; other states than `terminated` tell
 * nothing. The instance comes from `detail`: the resource ARN of the first two has an Availability Zone where others have a region,
 * and no account.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html
 */
export function readHostNotice(event: unknown): HostNotice | undefined {
  const envelope = Fields.of(event, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  const at = envelope.instant('time') ?? envelope.fail('time', 'is missing');
  const instanceId = detail.name('instance-id');
  if (!isEc2InstanceKey(instanceId)) return detail.fail('instance-id', 'is no id of an instance');
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

/** The same notice once more, for whoever comes to know only now whose instance it is about. */
export function noticeMessage({ instanceId, at, kind }: HostNotice): object {
  const detail = { 'instance-id': instanceId, ...(kind === 'termination' ? { state: TERMINATED } : {}) };
  return { source: EventSource.THIS_LIBRARY, 'detail-type': TYPES[kind], time: at, detail };
}
