import { BATCH_GROUP_INFIX, BATCH_GROUP_PREFIX, BATCH_LAUNCH_TEMPLATE_PREFIX, BATCH_TAG } from '../names/groups';

/** The properties of an Auto Scaling group that this library uses. */
export interface AutoScalingGroup {
  readonly name: string;
  readonly tags: readonly GroupTag[];
  /** The name of its launch template. Empty if it has none. */
  readonly launchTemplate: string;
  /** Names of the group metrics that are already enabled. */
  readonly enabledMetrics: readonly string[];
}

export interface GroupTag {
  readonly key: string;
  readonly value: string;
}

const NAME = `(.+)${BATCH_GROUP_INFIX}[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`;
/** The match is case-sensitive, as in the IAM policy. */
const WITH_PREFIX = new RegExp(`^${BATCH_GROUP_PREFIX}${NAME}`);
const WITHOUT_PREFIX = new RegExp(`^${NAME}`);

/**
 * Whether AWS Batch created the group: it has AWS Batch's tag, or a name in AWS Batch's format. Without the prefix, other services can use this format, so
 * the launch template must confirm it.
 */
export function isOfBatch({ name, tags, launchTemplate }: AutoScalingGroup): boolean {
  const isTagged = tags.some(({ key, value }) => key === BATCH_TAG.KEY && value === BATCH_TAG.VALUE);
  return isTagged || WITH_PREFIX.test(name) || (WITHOUT_PREFIX.test(name) && launchTemplate.startsWith(BATCH_LAUNCH_TEMPLATE_PREFIX));
}

/** The compute environment in a group's name. Undefined if the name does not have AWS Batch's format. */
export function computeEnvironmentOfGroup(name: string): string | undefined {
  return (WITH_PREFIX.exec(name) ?? WITHOUT_PREFIX.exec(name))?.[1];
}

/** The wanted metrics that are not enabled yet. */
export function missingMetrics({ enabledMetrics }: AutoScalingGroup, wanted: readonly string[]): string[] {
  return wanted.filter((metric) => !enabledMetrics.includes(metric));
}
