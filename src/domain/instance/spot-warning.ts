import { Fields } from '../event/fields';
import { DetailType } from '../names/records';

/** A warning that an EC2 instance is about to be, or likely to be, taken back. */
export interface SpotWarning {
  readonly instanceId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly kind: 'interruption' | 'rebalance';
}

/**
 * Reads a Spot interruption warning or a rebalance recommendation. The instance comes from `detail`: the resource ARN
 * of these events has an Availability Zone where others have a region, and no account.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
 */
export function readSpotWarning(event: unknown): SpotWarning {
  const envelope = Fields.of(event, '');
  const detail = envelope.object('detail') ?? envelope.fail('detail', 'is missing');
  const at = envelope.instant('time') ?? envelope.fail('time', 'is missing');
  return {
    instanceId: detail.name('instance-id'),
    at: new Date(at).toISOString(),
    kind: envelope.name('detail-type') === DetailType.SPOT_INTERRUPTION_WARNING ? 'interruption' : 'rebalance',
  };
}
