import { BATCH_TAG } from '../names/groups';

/** What an Auto Scaling group says of itself, as far as it is asked here. */
export interface AutoScalingGroup {
  readonly name: string;
  readonly tags: readonly GroupTag[];
  /** Names of the group metrics that are collected already. */
  readonly enabledMetrics: readonly string[];
}

export interface GroupTag {
  readonly key: string;
  readonly value: string;
}

/** As permissions have it, names are told from others by case. */
const BATCH_GROUP = /^AWSBatch-(.+)-asg-[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** Whether AWS Batch made the group: by its tag, or by a name in AWS Batch's scheme. Launch templates are not looked at: not every group has one. */
export function isOfBatch({ name, tags }: AutoScalingGroup): boolean {
  return computeEnvironmentOfGroup(name) !== undefined || tags.some(({ key, value }) => key === BATCH_TAG.KEY && value === BATCH_TAG.VALUE);
}

/** The compute environment in a group's name; absent where the name does not follow AWS Batch's scheme. */
export function computeEnvironmentOfGroup(name: string): string | undefined {
  return BATCH_GROUP.exec(name)?.[1];
}

/** The metrics that are wanted and not collected yet. */
export function missingMetrics({ enabledMetrics }: AutoScalingGroup, wanted: readonly string[]): string[] {
  return wanted.filter((metric) => !enabledMetrics.includes(metric));
}
