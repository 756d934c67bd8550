import { Fields } from '../event/fields';
import { DetailType } from '../names/events';
import { GroupTrigger } from '../names/groups';

/** A request to check one Auto Scaling group or all of them. */
export interface GroupCheck {
  readonly trigger: GroupTrigger;
  /** Absent if all groups are to be checked. */
  readonly groupName?: string;
}

/**
 * Reads the trigger of the function: an event, the schedule, or the deployment, which sends an empty message.
 * An event without a group name requests a check of all groups.
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
      return envelope.fail('detail-type', 'is not one that this function handles');
  }
}

/** Auto Scaling rejects a whole DescribeAutoScalingGroups call if one name is longer. */
const MAX_NAME_LENGTH = 255;

function ofGroup(fields: Fields | undefined, field: string): GroupCheck {
  if (!fields) return { trigger: GroupTrigger.EVENT };
  const groupName = fields.optionalName(field) || undefined;
  return groupName && groupName.length > MAX_NAME_LENGTH
    ? fields.fail(field, `is longer than ${MAX_NAME_LENGTH} characters`)
    : { trigger: GroupTrigger.EVENT, groupName };
}
