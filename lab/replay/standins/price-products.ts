/** Products of the AWS Price List, as the Query API describes them. */
import { FargatePrices, World } from './world';

export interface Product {
  readonly serviceCode: string;
  readonly attributes: { readonly [name: string]: string };
  readonly usdPerHour: number;
}

/** What the list has of each instance type beside the price of Linux on shared tenancy: other software, other tenancy, reserved capacity. */
const VARIANTS: readonly (readonly [{ readonly [name: string]: string }, (usd: number) => number])[] = [
  [{ operatingSystem: 'Windows' }, (usd) => usd * 1.9],
  [{ tenancy: 'Dedicated' }, (usd) => usd * 1.1],
  [{ tenancy: 'Host' }, () => 0],
  [{ capacitystatus: 'UnusedCapacityReservation' }, (usd) => usd],
  [{ capacitystatus: 'AllocatedCapacityReservation' }, () => 0],
  [{ preInstalledSw: 'SQL Std' }, (usd) => usd * 3],
  [{}, (usd) => usd],
];

export function productsOf({ Region, Prices = {} }: World): Product[] {
  const { InstanceTypes = [], Fargate = {} } = Prices;
  const ofInstances = InstanceTypes.flatMap(({ OnDemandUsdPerHour: usd, ...type }) =>
    usd === undefined ? [] : VARIANTS.map(([variant, price]) => instance(Region, type, variant, price(usd))),
  );
  const ofFargate = Object.entries(Fargate).flatMap(([architecture, prices]) => fargate(Region, architecture, prices));
  return [...ofInstances, ...ofFargate];
}

type Size = { readonly InstanceType: string; readonly Vcpus: number; readonly MemoryMiB: number; readonly Gpus?: number };

const instance = (regionCode: string, size: Size, variant: { readonly [name: string]: string }, usdPerHour: number): Product => ({
  serviceCode: 'AmazonEC2',
  usdPerHour,
  attributes: {
    servicecode: 'AmazonEC2',
    instanceType: size.InstanceType,
    vcpu: String(size.Vcpus),
    memory: `${(size.MemoryMiB / 1024).toLocaleString('en-US', { maximumFractionDigits: 6 })} GiB`,
    ...(size.Gpus ? { gpu: String(size.Gpus) } : {}),
    regionCode,
    operatingSystem: 'Linux',
    tenancy: 'Shared',
    preInstalledSw: 'NA',
    capacitystatus: 'Used',
    marketoption: 'OnDemand',
    operation: 'RunInstances',
    ...variant,
  },
});

/** With the prices of storage and Windows, which are no prices of a task on Linux. */
function fargate(regionCode: string, architecture: string, prices: FargatePrices): Product[] {
  const arm = architecture === 'arm64' ? 'ARM-' : '';
  const usages: readonly (readonly [string, number | undefined])[] = [
    [`Fargate-${arm}vCPU-Hours:perCPU`, prices.VcpuUsdPerHour],
    [`Fargate-${arm}GB-Hours`, prices.GibUsdPerHour],
    [`SpotUsage-Fargate-${arm}vCPU-Hours:perCPU`, prices.SpotVcpuUsdPerHour],
    [`SpotUsage-Fargate-${arm}GB-Hours`, prices.SpotGibUsdPerHour],
    ['Fargate-EphemeralStorage-GB-Hours', 0.000111],
    ['Fargate-Windows-vCPU-Hours:perCPU', 0.09148],
  ];
  return usages.flatMap(([usage, usdPerHour]) =>
    usdPerHour === undefined
      ? []
      : [{ serviceCode: 'AmazonECS', usdPerHour, attributes: { servicecode: 'AmazonECS', regionCode, usagetype: `USE1-${usage}` } }],
  );
}

/** A product as text inside of the answer. */
export function productText({ serviceCode, attributes, usdPerHour }: Product, index: number): string {
  const sku = `SKU${String(index).padStart(13, '0')}`;
  const rate = `${sku}.JRTCKXETXF.6YS6EN2CT7`;
  const dimension = { unit: 'Hrs', rateCode: rate, beginRange: '0', endRange: 'Inf', pricePerUnit: { USD: usdPerHour.toFixed(10) } };
  return JSON.stringify({
    product: { productFamily: serviceCode === 'AmazonEC2' ? 'Compute Instance' : 'Compute', attributes, sku },
    serviceCode,
    terms: { OnDemand: { [`${sku}.JRTCKXETXF`]: { priceDimensions: { [rate]: dimension }, sku, offerTermCode: 'JRTCKXETXF' } } },
    version: '20260201000000',
  });
}
