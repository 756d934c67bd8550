import { BATCH_TAG } from '../names/groups';

/** The properties of an Auto Scaling group that this library uses. */
export interface AutoScalingGroup {
  readonly name: string;
  readonly tags: readonly GroupTag[];
  /** Names of the group metrics that are already enabled. */
  readonly enabledMetrics: readonly string[];
}

export interface GroupTag {
  readonly key: string;
  readonly value: string;
}

/** The match is case-sensitive, as in the IAM policy. */
const BATCH_GROUP = /^AWSBatch-(.+)-asg-[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** Whether AWS Batch created the group, by its tag or by a name in AWS Batch's format. Launch templates do not count, because not every group has one. */
export function isOfBatch({ name, tags }: AutoScalingGroup): boolean {
  return computeEnvironmentOfGroup(name) !== undefined || tags.some(({ key, value }) => key === BATCH_TAG.KEY && value === BATCH_TAG.VALUE);
}

/** The compute environment in a group's name. Undefined if the name does not have AWS Batch's format. */
export function computeEnvironmentOfGroup(name: string): string | undefined {
  return BATCH_GROUP.exec(name)?.[1];
}

/** The wanted metrics that are not enabled yet. */
export function missingMetrics({ enabledMetrics }: AutoScalingGroup, wanted: readonly string[]): string[] {
  return wanted.filter((metric) => !enabledMetrics.includes(metric));
}
