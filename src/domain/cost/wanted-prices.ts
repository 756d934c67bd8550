import { FargateArchitecture, readPriceKey } from './price-keys';
import { groupBy } from '../group-by';

/** An instance type in a zone. */
export interface SpotPair {
  readonly instanceType: string;
  readonly availabilityZone: string;
}

/** Prices to read, ordered by the calls that read them. */
export class WantedPrices {
  /** @param keys of rows; duplicates count once */
  static ofKeys(keys: readonly string[]): WantedPrices {
    const wanted = [...new Set(keys)].map(readPriceKey);
    const spot = wanted.flatMap((key) => (key?.kind === 'spot' ? [key] : []));
    return new WantedPrices(
      wanted.flatMap((key) => (key?.kind === 'instance-type' ? [key.instanceType] : [])),
      wanted.flatMap((key) => (key?.kind === 'fargate' ? [key.architecture] : [])),
      groupBy(spot, ({ day }) => day),
    );
  }

  private constructor(
    readonly instanceTypes: readonly string[],
    readonly fargateArchitectures: readonly FargateArchitecture[],
    readonly spotDays: ReadonlyMap<string, readonly SpotPair[]>,
  ) {}

  /** The zones of each instance type. */
  zones(): readonly (readonly [instanceType: string, availabilityZones: readonly string[]])[] {
    const byType = groupBy([...this.spotDays.values()].flat(), ({ instanceType }) => instanceType);
    return [...byType].map(([type, pairs]) => [type, [...new Set(pairs.map(({ availabilityZone }) => availabilityZone))]]);
  }
}
