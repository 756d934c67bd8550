import { Fields } from '../event/fields';
import { GroupTrigger } from '../names/groups';
import { DetailType } from '../names/records';

/** What a message asks to be checked. */
export interface GroupCheck {
  readonly trigger: GroupTrigger;
  /** Absent where all groups are to be checked. */
  readonly groupName?: string;
}

/**
 * Reads what had the function called: an event, the schedule, or the deployment, which sends nothing at all.
 * An event that does not say of which group has all of them checked.
 */
export function readGroupCheck(message: unknown): GroupCheck {
  const envelope = Fields.of(message, '');
  const detail = envelope.object('detail');
  const ofGroup = (name: string | undefined): GroupCheck => ({ trigger: GroupTrigger.EVENT, groupName: name || undefined });
  switch (envelope.optionalName('detail-type')) {
    case undefined: return { trigger: GroupTrigger.DEPLOYMENT };
    case DetailType.GROUP_CHECK: return { trigger: GroupTrigger.SCHEDULE };
    case DetailType.INSTANCE_LAUNCHED: return ofGroup(detail?.optionalName('AutoScalingGroupName'));
    case DetailType.API_CALL: return ofGroup(detail?.object('requestParameters')?.optionalName('autoScalingGroupName'));
    default: return envelope.fail('detail-type', 'is none that this function reads');
  }
}
