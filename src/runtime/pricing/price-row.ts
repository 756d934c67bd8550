import { PriceRow, SpotPrice } from '../../domain/cost/price-book';
import { PriceAttribute } from '../../domain/names/tables';
import { Item } from '../aws/dynamodb';
import { Values } from '../aws/table-rows';

const NUMBERS = {
  vcpus: PriceAttribute.VCPUS,
  memoryMiB: PriceAttribute.MEMORY_MIB,
  gpus: PriceAttribute.GPUS,
  onDemandUsdPerHour: PriceAttribute.ON_DEMAND_USD,
  vcpuUsdPerHour: PriceAttribute.VCPU_USD,
  gibUsdPerHour: PriceAttribute.GIB_USD,
  spotVcpuUsdPerHour: PriceAttribute.SPOT_VCPU_USD,
  spotGibUsdPerHour: PriceAttribute.SPOT_GIB_USD,
} as const satisfies Partial<Record<keyof PriceRow, string>>;

type NumberName = keyof typeof NUMBERS;
const NAMES = Object.keys(NUMBERS) as NumberName[];

/** The attributes of a row. Those that are undefined have no value in this row. */
export const attributesOf = (row: PriceRow): Values => ({
  [PriceAttribute.READ_AT]: row.readAtMillis,
  ...Object.fromEntries(NAMES.map((name) => [NUMBERS[name], row[name]])),
  [PriceAttribute.SPOT_PRICES]: row.spotPrices && JSON.stringify(row.spotPrices.map(({ atMillis, usdPerHour }) => [atMillis, usdPerHour])),
});

/** Reads a row back. */
export const priceRow = (item: Item): PriceRow => ({
  readAtMillis: numberIn(item, PriceAttribute.READ_AT) ?? 0,
  ...Object.fromEntries(NAMES.map((name) => [name, numberIn(item, NUMBERS[name])])),
  spotPrices: spotPricesIn(item),
});

export function numberIn(item: Item, name: string): number | undefined {
  const { N } = item[name] ?? {};
  return N === undefined ? undefined : Number(N);
}

function spotPricesIn(item: Item): SpotPrice[] | undefined {
  const { S } = item[PriceAttribute.SPOT_PRICES] ?? {};
  if (S === undefined) return undefined;
  return (JSON.parse(S) as [number, number][]).map(([atMillis, usdPerHour]) => ({ atMillis, usdPerHour }));
}
