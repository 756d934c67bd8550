/** Keys of the price table. The collector asks for them, and the pricing function writes the rows. */
import { dayOf, isDay } from '../day';

/** Instruction sets that AWS Fargate has prices for, as container instances report theirs. */
export const FARGATE_ARCHITECTURES = ['x86_64', 'arm64'] as const;
export type FargateArchitecture = (typeof FARGATE_ARCHITECTURES)[number];

/** What a key stands for. */
export type PriceKey =
  | { readonly kind: 'instance-type'; readonly instanceType: string }
  | { readonly kind: 'fargate'; readonly architecture: FargateArchitecture }
  /** The Spot prices of a day in UTC, `YYYY-MM-DD`. */
  | { readonly kind: 'spot'; readonly instanceType: string; readonly availabilityZone: string; readonly day: string };

export const instanceTypeKey = (instanceType: string): string => `instance-type/${instanceType}`;
export const fargateKey = (architecture: FargateArchitecture): string => `fargate/${architecture}`;
export const spotDayKey = (instanceType: string, availabilityZone: string, day: string): string =>
  `spot/${instanceType}/${availabilityZone}/${day}`;
/** The key of the Spot prices that contain an instant, in epoch milliseconds. */
export const spotKey = (instanceType: string, availabilityZone: string, atMillis: number): string =>
  spotDayKey(instanceType, availabilityZone, dayOf(atMillis));

/** Availability Zones are named by their Region and a letter. The list price of a Region is not that of its Local Zones and Wavelength Zones. */
const AVAILABILITY_ZONE = /^[a-z]{2,}(?:-[a-z]+)+-\d[a-z]$/;
/** Whether On-Demand capacity in a zone has the list price of its Region. */
export const hasListPrice = (zone: string): boolean => AVAILABILITY_ZONE.test(zone);

/** Characters of instance types and zones. They become parts of API calls. */
const NAME = '[a-z0-9][a-z0-9.-]{0,63}';
const INSTANCE_TYPE_KEY = new RegExp(`^instance-type/(${NAME})$`);
const SPOT_KEY = new RegExp(`^spot/(${NAME})/(${NAME})/(\\d{4}-\\d{2}-\\d{2})$`);

/** Reads a key back. Undefined for a key that has no meaning, so that nothing else becomes part of an API call. */
export function readPriceKey(key: string): PriceKey | undefined {
  const instanceType = INSTANCE_TYPE_KEY.exec(key)?.[1];
  if (instanceType) return { kind: 'instance-type', instanceType };
  const architecture = FARGATE_ARCHITECTURES.find((known) => fargateKey(known) === key);
  if (architecture) return { kind: 'fargate', architecture };
  const spot = SPOT_KEY.exec(key);
  return spot && isDay(spot[3]) ? { kind: 'spot', instanceType: spot[1], availabilityZone: spot[2], day: spot[3] } : undefined;
}
