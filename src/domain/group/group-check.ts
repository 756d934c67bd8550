import { Fields } from '../event/fields';
import { DetailType } from '../names/events';
import { GroupTrigger } from '../names/groups';

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
  switch (envelope.optionalName('detail-type')) {
    case undefined:
      return { trigger: GroupTrigger.DEPLOYMENT };
    case DetailType.GROUP_CHECK:
      return { trigger: GroupTrigger.SCHEDULE };
    case DetailType.INSTANCE_LAUNCHED:
      return ofGroup(detail, 'AutoScalingGroupName');
    case DetailType.API_CALL:
      return ofGroup(detail?.object('requestParameters'), 'autoScalingGroupName');
    default:
      return envelope.fail('detail-type', 'is none that this function reads');
  }
}

/** Auto Scaling refuses to describe any group where one of the names is longer. */
const LONGEST_NAME = 255;

function ofGroup(told: Fields | undefined, field: string): GroupCheck {
  if (!told) return { trigger: GroupTrigger.EVENT };
  const groupName = told.optionalName(field) || undefined;
  return groupName && groupName.length > LONGEST_NAME
    ? told.fail(field, `is longer than ${LONGEST_NAME} characters`)
    : { trigger: GroupTrigger.EVENT, groupName };
}
