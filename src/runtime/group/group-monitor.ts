import { AutoScaling, Listing } from './auto-scaling';
import { AutoScalingGroup, computeEnvironmentOfGroup, isOfBatch, missingMetrics } from '../../domain/group/auto-scaling-group';
import { GroupCheck, readGroupCheck } from '../../domain/group/group-check';
import { GroupTrigger } from '../../domain/names/groups';
import { RecordType } from '../../domain/names/records';
import { Deadline, KEPT_FOR_THE_END } from '../deadline';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { readOrReject, reportFailure } from '../rejection';

export interface GroupMonitorParts {
  readonly autoScaling: AutoScaling;
  readonly metrics: readonly string[];
  readonly granularity: string;
  readonly output: Output;
  readonly now: () => number;
  readonly deadline: Deadline;
}

/** Names of groups whose check failed. `undefined` stands for the check of all groups. */
type NotDone = Set<string | undefined>;
/** The trigger of each check, by group name. `undefined` stands for the check of all groups. */
type Triggers = ReadonlyMap<string | undefined, GroupTrigger>;

/** Enables group metrics on the Auto Scaling groups of AWS Batch, and on no other groups. */
export class GroupMonitor {
  constructor(private readonly parts: GroupMonitorParts) {}

  get deadline(): Deadline {
    return this.parts.deadline;
  }

  /** Processes a batch and returns the ids of the failed messages, which are delivered again: those whose group could not be checked. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const checks = deliveries.map((delivery) => readOrReject(delivery, readGroupCheck, this.parts.output));
    this.parts.deadline.keep(KEPT_FOR_THE_END);
    const notDone = await this.run(checks.filter((check) => check !== undefined));
    const isDone = (check: GroupCheck | undefined) => check !== undefined && !notDone.has(check.groupName);
    return deliveries.map(({ messageId }) => messageId).filter((_, index) => !isDone(checks[index]));
  }

  /** Checks the groups for all messages together: all groups if one message requests that, otherwise the named ones. */
  private async run(checks: readonly GroupCheck[]): Promise<NotDone> {
    const { autoScaling } = this.parts;
    const triggers: Triggers = new Map(checks.map(({ groupName, trigger }) => [groupName, trigger]));
    const listings = triggers.has(undefined)
      ? [autoScaling.allGroups()]
      : autoScaling.namedGroups([...triggers.keys()].filter((name) => name !== undefined));
    const notDone: NotDone = new Set();
    for (const listing of listings) {
      await this.orReport('DescribeAutoScalingGroups', notDone, listing.names ?? [...triggers.keys()], () =>
        this.checkGroups(listing, triggers, notDone),
      );
    }
    return notDone;
  }

  /** Checks the groups sequentially, page by page. It is not urgent, and AWS Batch itself shares the rate limit of the API. */
  private async checkGroups({ pages }: Listing, triggers: Triggers, notDone: NotDone): Promise<void> {
    for await (const page of pages) {
      for (const group of page.filter(isOfBatch)) {
        const trigger = triggers.get(group.name) ?? triggers.get(undefined);
        await this.orReport(group.name, notDone, [group.name, undefined], () => this.enable(group, trigger));
      }
    }
  }

  private async enable(group: AutoScalingGroup, trigger: GroupTrigger | undefined): Promise<void> {
    const { autoScaling, metrics, granularity, output, now } = this.parts;
    const missing = missingMetrics(group, metrics);
    if (missing.length === 0) return;
    // Includes the metrics that are already enabled: AWS does not document whether the call adds to them or replaces them.
    await autoScaling.enableMetrics(group.name, [...group.enabledMetrics, ...missing], granularity);
    output.record({
      RecordType: RecordType.GROUP_METRICS_ENABLED,
      At: new Date(now()).toISOString(),
      AutoScalingGroupName: group.name,
      ComputeEnvironment: computeEnvironmentOfGroup(group.name),
      Metrics: missing,
      Granularity: granularity,
      Trigger: trigger,
    });
  }

  private async orReport(
    subject: string,
    notDone: NotDone,
    ifItFails: readonly (string | undefined)[],
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      reportFailure(subject, error, this.parts.output);
      ifItFails.forEach((name) => notDone.add(name));
    }
  }
}
