import { FargateArchitecture, fargateKey, instanceTypeKey, spotKey } from './price-keys';

/** A Spot price, and since when it is in force, in epoch milliseconds. */
export interface SpotPrice {
  readonly atMillis: number;
  readonly usdPerHour: number;
}

/** A row of the price table. What AWS has no price for is absent, so that a row can also report that there is none. */
export interface PriceRow {
  /** When the prices were read, in epoch milliseconds. */
  readonly readAtMillis: number;
  readonly vcpus?: number;
  readonly memoryMiB?: number;
  readonly gpus?: number;
  readonly onDemandUsdPerHour?: number;
  /** Spot prices that were in force in the day of the row, also the one at its begin. Empty if there are none; absent in rows of list prices. */
  readonly spotPrices?: readonly SpotPrice[];
  readonly vcpuUsdPerHour?: number;
  readonly gibUsdPerHour?: number;
  readonly spotVcpuUsdPerHour?: number;
  readonly spotGibUsdPerHour?: number;
}

/** A price that a job needs: the key of its row, and the instant that the price has to be known for. */
export interface PriceNeed {
  readonly key: string;
  readonly atMillis: number;
}

const HOUR_MILLIS = 3_600_000;
/** List prices change rarely, and never the prices of hours that are past. */
const LIST_PRICE_MILLIS = 24 * HOUR_MILLIS;
/** A type without a Spot price rarely gets one: it is not asked for with each job. */
const NO_SPOT_PRICE_MILLIS = HOUR_MILLIS;

/** Prices by key, as the price table has them. */
export class PriceBook {
  constructor(private readonly rows: ReadonlyMap<string, PriceRow>) {}

  instanceType(instanceType: string): PriceRow | undefined {
    return this.rows.get(instanceTypeKey(instanceType));
  }

  fargate(architecture: FargateArchitecture): PriceRow | undefined {
    return this.rows.get(fargateKey(architecture));
  }

  /** The latest Spot price of a type and zone at or before an instant. */
  spotUsdPerHour(instanceType: string, availabilityZone: string, atMillis: number): number | undefined {
    return this.rows
      .get(spotKey(instanceType, availabilityZone, atMillis))
      ?.spotPrices?.filter((price) => price.atMillis <= atMillis)
      .sort((one, other) => other.atMillis - one.atMillis)[0]?.usdPerHour;
  }

  /** The instants at which a row of Spot prices has another price, in their order. None of another row. */
  changesOfSpotPrice(key: string): number[] {
    const prices = this.rows.get(key)?.spotPrices ?? [];
    return prices.map(({ atMillis }) => atMillis).sort((one, other) => one - other);
  }

  /** The needs that no row meets, or only a row that was read too early. */
  missing(needs: readonly PriceNeed[]): PriceNeed[] {
    return needs.filter(({ key, atMillis }) => !isCurrent(this.rows.get(key), atMillis));
  }
}

/** Whether a row, with prices or without, holds at an instant. */
function isCurrent(row: PriceRow | undefined, atMillis: number): boolean {
  if (!row) return false;
  return row.readAtMillis + graceMillis(row) >= atMillis;
}

function graceMillis({ spotPrices }: PriceRow): number {
  if (!spotPrices) return LIST_PRICE_MILLIS;
  return spotPrices.length === 0 ? NO_SPOT_PRICE_MILLIS : 0;
}
