import { AwsCalls } from './aws-calls';
import { CAPACITY_BLOCK, HostOptions, SPOT } from './host-options';
import { InstanceReading } from '../../domain/instance/instance-reading';
import { mayBeCapacityBlock, purchaseOptionOfEnvironment } from '../../domain/instance/purchase-option';
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
  /** Compute environments by ECS cluster. */
  private clusters = new Map<string | undefined, string>();
  private describedAt = -Infinity;
  private describing?: Promise<void>;
  private readonly hosts?: HostOptions;

  constructor(
    private readonly atSynth: ReadonlyMap<string, PurchaseOption>,
    /** Absent if look-ups are disabled. */
    private readonly aws: AwsCalls | undefined,
    private readonly now: () => number,
  ) {
    this.hosts = aws && new HostOptions(aws);
  }

  /** The purchase option of an environment. Undefined if the environment does not determine it. */
  async ofEnvironment(name: string): Promise<PurchaseOption | undefined> {
    const known = this.atSynth.get(name);
    if (known || !this.aws) return known;
    await this.describeIfStale(this.aws, this.described.has(name));
    return this.described.get(name);
  }

  /** The compute environment that AWS Batch reports for an ECS cluster. Undefined without look-ups. */
  async environmentOfCluster(cluster: string): Promise<string | undefined> {
    if (this.aws) await this.describeIfStale(this.aws, this.clusters.has(cluster));
    return this.clusters.get(cluster);
  }

  /**
   * The purchase option of each instance, by ARN. Only instances whose environment does not determine it are looked up: those of unmanaged environments,
   * and those of On-Demand environments if their type may run in a Capacity Block.
   */
  async ofInstances(instances: readonly BatchInstance[]): Promise<ReadonlyMap<string, PurchaseOption>> {
    const options = new Map<string, PurchaseOption>();
    const [unmanaged, onDemandOrBlock] = [new Set<string>(), new Set<string>()];
    for (const { containerInstanceArn, computeEnvironment, instanceId, instanceType } of instances) {
      const option = await this.ofEnvironment(computeEnvironment);
      if (option && !(this.hosts && mayBeCapacityBlock(option, instanceType))) options.set(containerInstanceArn, option);
      else if (instanceId) (option ? onDemandOrBlock : unmanaged).add(instanceId);
    }
    if (!this.hosts) return options;
    const ofHosts = new Map<string | undefined, PurchaseOption>([
      ...(await this.hosts.of(unmanaged, [SPOT, CAPACITY_BLOCK])),
      ...(await this.hosts.of(onDemandOrBlock, [CAPACITY_BLOCK])),
    ]);
    for (const { containerInstanceArn, instanceId } of instances) {
      const option = ofHosts.get(instanceId);
      if (option) options.set(containerInstanceArn, option);
    }
    return options;
  }

  private async describeIfStale(aws: AwsCalls, isKnown: boolean): Promise<void> {
    const age = this.now() - this.describedAt;
    if (age > KEEP_MILLIS || (!isKnown && age > MIN_CALL_INTERVAL_MILLIS)) await this.describe(aws);
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
    this.clusters = new Map(environments.map(({ name, ecsCluster }) => [ecsCluster, name]));
    this.describedAt = this.now();
  }
}
