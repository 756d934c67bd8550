import { AwsCalls } from './aws-calls';
import { PurchaseOption } from '../../domain/names/records';

/** How many EC2 instances are remembered. Their purchase option never changes, and several events report each of them. */
const MAX_REMEMBERED_HOSTS = 10_000;

/** Lifecycles of Amazon EC2 instances, and their purchase options. Instances without a lifecycle are On-Demand. */
export const SPOT = ['spot', PurchaseOption.SPOT] as const;
export const CAPACITY_BLOCK = ['capacity-block', PurchaseOption.CAPACITY_BLOCK] as const;
export type Lifecycle = typeof SPOT | typeof CAPACITY_BLOCK;

/** Looks up the purchase options of individual EC2 instances. */
export class HostOptions {
  private readonly remembered = new Map<string, PurchaseOption>();

  constructor(
    private readonly aws: Pick<AwsCalls, 'describeInstances'>,
    private readonly maxRemembered = MAX_REMEMBERED_HOSTS,
  ) {}

  /** The purchase options by EC2 instance id, from one call for all new ids, and one for each possible lifecycle until all of them have one. */
  async of(ids: ReadonlySet<string>, lifecycles: readonly Lifecycle[]): Promise<Map<string, PurchaseOption>> {
    const found = this.recall(ids);
    const describe = async (lifecycle?: string): Promise<readonly string[]> => {
      const missing = [...ids].filter((id) => !found.has(id));
      return missing.length > 0 ? this.aws.describeInstances(missing, lifecycle) : [];
    };
    // This includes terminated instances: the event of the termination can arrive first, and EC2 returns an instance for about an hour after it.
    const known = await describe();
    for (const [lifecycle, option] of lifecycles) for (const id of await describe(lifecycle)) found.set(id, option);
    for (const id of known) if (!found.has(id)) found.set(id, PurchaseOption.ON_DEMAND);
    this.remember(found);
    return found;
  }

  private recall(ids: ReadonlySet<string>): Map<string, PurchaseOption> {
    const recalled = new Map<string, PurchaseOption>();
    for (const id of ids) {
      const option = this.remembered.get(id);
      if (option) recalled.set(id, option);
    }
    return recalled;
  }

  private remember(found: ReadonlyMap<string, PurchaseOption>): void {
    if (this.remembered.size >= this.maxRemembered) this.remembered.clear();
    found.forEach((option, id) => this.remembered.set(id, option));
  }
}
