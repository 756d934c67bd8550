import { HOUR } from './model';
import { Random } from './random';
import { Site, ZONES } from './site';

/** Prices in USD, as `world.json` has them. */
export interface Prices {
  readonly InstanceTypes: readonly InstanceTypePrice[];
  readonly Spot: readonly SpotPriceChange[];
  readonly Fargate: Readonly<Record<'x86_64' | 'arm64', FargatePrices>>;
}

export interface InstanceTypePrice {
  readonly InstanceType: string;
  readonly Vcpus: number;
  readonly MemoryMiB: number;
  readonly Gpus: number;
  readonly OnDemandUsdPerHour: number;
}

export interface SpotPriceChange {
  readonly InstanceType: string;
  readonly AvailabilityZone: string;
  readonly At: string;
  readonly UsdPerHour: number;
}

export interface FargatePrices {
  readonly VcpuUsdPerHour: number;
  readonly GibUsdPerHour: number;
  readonly SpotVcpuUsdPerHour: number;
  readonly SpotGibUsdPerHour: number;
}

/** Of the site's instance types, and where they have GPUs, how many. */
const ON_DEMAND: Readonly<Record<string, number>> = {
  'c6i.8xlarge': 1.36,
  'c6i.12xlarge': 2.04,
  'm6i.8xlarge': 1.536,
  'c6a.8xlarge': 1.224,
  'm6a.8xlarge': 1.3824,
  'r6a.8xlarge': 1.8144,
  'c7g.8xlarge': 1.16,
  'c7g.16xlarge': 2.32,
  'm7g.8xlarge': 1.3056,
  'g4dn.8xlarge': 2.176,
  'p5.4xlarge': 6.88,
};
const GPUS: Readonly<Record<string, number>> = { 'g4dn.8xlarge': 1, 'p5.4xlarge': 1 };
/** EC2 has no Spot capacity of these. */
const NOT_ON_SPOT: readonly string[] = ['p5.4xlarge'];

const FARGATE: Prices['Fargate'] = {
  x86_64: { VcpuUsdPerHour: 0.04048, GibUsdPerHour: 0.004445, SpotVcpuUsdPerHour: 0.012144, SpotGibUsdPerHour: 0.0013335 },
  arm64: { VcpuUsdPerHour: 0.03238, GibUsdPerHour: 0.00356, SpotVcpuUsdPerHour: 0.009714, SpotGibUsdPerHour: 0.001068 },
};

/** Long jobs begin up to two days before the day, and the busy end of a day goes beyond it. */
const BEFORE_HOURS = 60;
const AFTER_HOURS = 48;

/** The prices of the site around a day. Spot prices change some times a day, between 20 and 60 % of the On-Demand price. */
export function pricesOf(site: Site, seed: number, start: number): Prices {
  const types = new Map([...site.environments.values()].flatMap(({ instanceTypes }) => instanceTypes).map((each) => [each.name, each]));
  const random = new Random(seed, 'prices');
  return {
    InstanceTypes: [...types.values()].map(({ name, vcpus, memoryMiB }) => ({
      InstanceType: name,
      Vcpus: vcpus,
      MemoryMiB: memoryMiB,
      Gpus: GPUS[name] ?? 0,
      OnDemandUsdPerHour: ON_DEMAND[name],
    })),
    Spot: [...types.keys()]
      .filter((name) => !NOT_ON_SPOT.includes(name))
      .flatMap((name) => ZONES.flatMap((zone) => spotPrices(name, zone, random, start))),
    Fargate: FARGATE,
  };
}

function spotPrices(type: string, zone: string, random: Random, start: number): SpotPriceChange[] {
  const changes: SpotPriceChange[] = [];
  const end = start + AFTER_HOURS * HOUR;
  for (let at = start - BEFORE_HOURS * HOUR; at < end; at += random.integer(2 * 3600, 9 * 3600) * 1000) {
    const usd = ON_DEMAND[type] * (0.2 + 0.4 * random.next());
    changes.push({ InstanceType: type, AvailabilityZone: zone, At: new Date(at).toISOString(), UsdPerHour: Math.round(usd * 1e4) / 1e4 });
  }
  return changes;
}
