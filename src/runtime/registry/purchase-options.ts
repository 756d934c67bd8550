import { AwsCalls } from './aws-calls';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { purchaseOptionOfEnvironment } from '../../domain/instance/purchase-option';
import { PurchaseOption } from '../../domain/names/records';

/** How long an answer about compute environments holds: their type can change, by an infrastructure update. */
const KEEP_MILLIS = 15 * 60_000;
/** An environment that AWS Batch does not name is asked for again, but not at every event. */
const ASK_AGAIN_MILLIS = 60_000;

/** An instance that AWS Batch started, in one of its compute environments. */
export type BatchInstance = InstanceReading & { readonly computeEnvironment: string };

/** Tells Spot from On-Demand: from what was known at synth, else from one cached call, else instance by instance. */
export class PurchaseOptions {
  private described = new Map<string, PurchaseOption | undefined>();
  private describedAt = -Infinity;
  private describing?: Promise<void>;

  constructor(
    private readonly atSynth: ReadonlyMap<string, PurchaseOption>,
    /** Absent where AWS may not be asked. */
    private readonly aws: AwsCalls | undefined,
    private readonly now: () => number,
  ) {}

  /** The purchase option of an environment; absent where it cannot tell. */
  async ofEnvironment(name: string): Promise<PurchaseOption | undefined> {
    const known = this.atSynth.get(name);
    if (known || !this.aws) return known;
    const age = this.now() - this.describedAt;
    if (age > KEEP_MILLIS || (!this.described.has(name) && age > ASK_AGAIN_MILLIS)) await this.describe(this.aws);
    return this.described.get(name);
  }

  /** The purchase option of each instance, by its ARN. Only the instances of environments that cannot tell are asked for. */
  async ofInstances(instances: readonly BatchInstance[]): Promise<ReadonlyMap<string, PurchaseOption>> {
    const told = new Map<string, PurchaseOption>();
    for (const instance of instances) {
      const option = await this.ofEnvironment(instance.computeEnvironment);
      if (option) told.set(instance.containerInstanceArn, option);
    }
    const untold = instances.filter(({ containerInstanceArn }) => !told.has(containerInstanceArn));
    for (const [arn, option] of await this.oneByOne(untold)) told.set(arn, option);
    return told;
  }

  private async oneByOne(instances: readonly BatchInstance[]): Promise<Map<string, PurchaseOption>> {
    // Also of one that is gone: what tells of its end can come first, and EC2 knows it for about an hour more.
    const ids = [...new Set(instances.map(({ instanceId }) => instanceId).filter((id) => id !== undefined))];
    if (!this.aws || ids.length === 0) return new Map();
    const running = new Set(await this.aws.describeInstances(ids));
    const spot = new Set(await this.aws.describeInstances(ids, 'spot'));
    const capacityBlocks = new Set(await this.aws.describeInstances(ids, 'capacity-block'));
    return new Map(
      instances
        .filter(({ instanceId = '' }) => running.has(instanceId))
        .map(({ containerInstanceArn, instanceId = '' }) => [
          containerInstanceArn,
          spot.has(instanceId)
            ? PurchaseOption.SPOT
            : capacityBlocks.has(instanceId)
              ? PurchaseOption.CAPACITY_BLOCK
              : PurchaseOption.ON_DEMAND,
        ]),
    );
  }

  /** One call at a time: whoever needs its answer meanwhile waits for the same one. */
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
