import { AwsCalls } from './aws-calls';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { purchaseOptionOfEnvironment } from '../../domain/instance/purchase-option';
import { PurchaseOption } from '../../domain/names/records';

/** How long the described compute environments stay cached. An infrastructure update can change their type. */
const KEEP_MILLIS = 15 * 60_000;
/** The minimum time between calls for an environment that AWS Batch did not return, so that not every event causes a call. */
const MIN_CALL_INTERVAL_MILLIS = 60_000;

/** An instance that AWS Batch started, in one of its compute environments. */
export type BatchInstance = InstanceReading & { readonly computeEnvironment: string };

/**
 * Finds the purchase option of compute environments and instances. The sources are, in this order: the values known at synthesis, one cached
 * call for all compute environments, and calls for individual instances.
 */
export class PurchaseOptions {
  private described = new Map<string, PurchaseOption | undefined>();
  private describedAt = -Infinity;
  private describing?: Promise<void>;

  constructor(
    private readonly atSynth: ReadonlyMap<string, PurchaseOption>,
    /** Absent if look-ups are disabled. */
    private readonly aws: AwsCalls | undefined,
    private readonly now: () => number,
  ) {}

  /** The purchase option of an environment. Undefined if the environment does not determine it. */
  async ofEnvironment(name: string): Promise<PurchaseOption | undefined> {
    const known = this.atSynth.get(name);
    if (known || !this.aws) return known;
    const age = this.now() - this.describedAt;
    if (age > KEEP_MILLIS || (!this.described.has(name) && age > MIN_CALL_INTERVAL_MILLIS)) await this.describe(this.aws);
    return this.described.get(name);
  }

  /** The purchase option of each instance, by ARN. Only instances whose environment does not determine it are looked up individually. */
  async ofInstances(instances: readonly BatchInstance[]): Promise<ReadonlyMap<string, PurchaseOption>> {
    const options = new Map<string, PurchaseOption>();
    for (const instance of instances) {
      const option = await this.ofEnvironment(instance.computeEnvironment);
      if (option) options.set(instance.containerInstanceArn, option);
    }
    const unknown = instances.filter(({ containerInstanceArn }) => !options.has(containerInstanceArn));
    for (const [arn, option] of await this.ofEachInstance(unknown)) options.set(arn, option);
    return options;
  }

  private async ofEachInstance(instances: readonly BatchInstance[]): Promise<Map<string, PurchaseOption>> {
    // This includes terminated instances: the event of the termination can arrive first, and EC2 returns an instance for about an hour after it.
    const ids = [...new Set(instances.map(({ instanceId }) => instanceId).filter((id) => id !== undefined))];
    if (!this.aws || ids.length === 0) return new Map();
    const running = new Set<string | undefined>(await this.aws.describeInstances(ids));
    const spot = new Set<string | undefined>(await this.aws.describeInstances(ids, 'spot'));
    const capacityBlocks = new Set<string | undefined>(await this.aws.describeInstances(ids, 'capacity-block'));
    return new Map(
      instances
        .filter(({ instanceId }) => running.has(instanceId))
        .map(({ containerInstanceArn, instanceId }) => [
          containerInstanceArn,
          spot.has(instanceId)
            ? PurchaseOption.SPOT
            : capacityBlocks.has(instanceId)
              ? PurchaseOption.CAPACITY_BLOCK
              : PurchaseOption.ON_DEMAND,
        ]),
    );
  }

  /** Runs one call at a time. Concurrent callers share its result. */
  private describe(aws: AwsCalls): Promise<void> {
    this.describing ??= this.describeNow(aws).finally(() => {
      this.describing = undefined;
    });
    return this.describing;
  }

  private async describeNow(aws: AwsCalls): Promise<void> {
    const environments = await aws.describeComputeEnvironments();
    this.described = new Map(
      environments.map(({ name, type, capacityOption }) => [name, purchaseOptionOfEnvironment(type, capacityOption)]),
    );
    this.describedAt = this.now();
  }
}
