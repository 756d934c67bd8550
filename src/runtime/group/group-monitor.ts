import { AutoScaling, Listing } from './auto-scaling';
import { AutoScalingGroup, computeEnvironmentOfGroup, isOfBatch, missingMetrics } from '../../domain/group/auto-scaling-group';
import { GroupCheck, readGroupCheck } from '../../domain/group/group-check';
import { GroupTrigger } from '../../domain/names/groups';
import { RecordType } from '../../domain/names/records';
import { Delivery } from '../delivery';
import { Output } from '../output/output';
import { readOrReject, reportFailure } from '../rejection';

export interface GroupMonitorParts {
  readonly autoScaling: AutoScaling;
  readonly metrics: readonly string[];
  readonly granularity: string;
  readonly output: Output;
  readonly now: () => number;
}

/** Names of groups that were not done; `undefined` stands for the check of all groups. */
type NotDone = Set<string | undefined>;
/** What had a group checked, by its name, and all groups, by none. */
type Triggers = ReadonlyMap<string | undefined, GroupTrigger>;

/** Turns on the metrics of AWS Batch's Auto Scaling groups, and of no others. */
export class GroupMonitor {
  constructor(private readonly parts: GroupMonitorParts) {}

  /** Returns the messages that failed, to be delivered again: those that asked for a group that could not be done. */
  async process(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const checks = deliveries.map((delivery) => readOrReject(delivery, readGroupCheck, this.parts.output));
    const notDone = await this.run(checks.filter((check) => check !== undefined));
    const isDone = (check: GroupCheck | undefined) => check !== undefined && !notDone.has(check.groupName);
    return deliveries.map(({ messageId }) => messageId).filter((_, index) => !isDone(checks[index]));
  }

  /** One look at the groups for all messages: at all of them if one message asks for that, else at those that are named. */
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

  /** One after the other, page by page: nobody waits for it, and the API's rate is shared with AWS Batch itself. */
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
    // With those that are on already: AWS does not say whether the call adds to them or replaces them.
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
