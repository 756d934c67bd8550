import { PriceRow } from '../../domain/cost/price-book';
import { FARGATE_ARCHITECTURES, FargateArchitecture } from '../../domain/cost/price-keys';
import { Fields } from '../../domain/event/fields';
import { SignedRequests } from '../aws/signed-request';

/** Prices of one product, without the time at which they were read. */
export type ListPrices = Omit<PriceRow, 'readAtMillis'>;

interface Product {
  readonly attributes: Readonly<Record<string, string>>;
  /** The price of an hour in US dollars. Absent if there is none, or none above zero. */
  readonly usdPerHour?: number;
}

/** A value of a filter has at most 1,024 characters, and an instance type at most 25. */
export const TYPES_PER_PRICE_CALL = 30;
const PRODUCTS_PER_PAGE = 100;
/** Prevents endless paging. Filters leave a few products for each instance type, and some dozens for AWS Fargate. */
const MAX_PAGES = 20;

/**
 * What makes a product the instance that AWS Batch starts: Linux without other software, shared tenancy, used capacity. Without these filters, the list has
 * prices of Windows, of Dedicated Hosts at $0, and of reserved capacity that is not used.
 */
const OF_INSTANCES = { operatingSystem: 'Linux', tenancy: 'Shared', preInstalledSw: 'NA', capacitystatus: 'Used' } as const;

/** Usage types of AWS Fargate on Linux, after the abbreviation of the Region: `EUW1-Fargate-ARM-vCPU-Hours:perCPU`. */
const FARGATE_USAGE = /^(?:[A-Z0-9]+-)?(SpotUsage-)?Fargate-(ARM-)?(?:(vCPU-Hours:perCPU)|GB-Hours)$/;

/**
 * Reads On-Demand prices with the Query API of the AWS Price List.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html
 */
export class PriceList {
  /** @param region whose prices are read; the endpoint is in another one */
  constructor(
    private readonly requests: SignedRequests,
    private readonly endpoint: string,
    private readonly region: string,
  ) {}

  /**
   * Sizes and On-Demand prices of instance types, by name. Types that the list does not have, or has with several prices, are left out.
   *
   * @param names of `TYPES_PER_PRICE_CALL` types at most
   */
  async instanceTypes(names: readonly string[]): Promise<ReadonlyMap<string, ListPrices>> {
    const types = { Type: 'ANY_OF', Field: 'instanceType', Value: names.join(',') };
    const products = (await this.products('AmazonEC2', [types, ...Object.entries(OF_INSTANCES).map(termOf)])).filter(isInstance);
    const found = names.map(
      (name) => [name, instancePrices(products.filter(({ attributes }) => attributes.instanceType === name))] as const,
    );
    return new Map(found.flatMap(([name, prices]) => (prices ? [[name, prices] as const] : [])));
  }

  /** Prices of AWS Fargate on Linux, by architecture. Spot prices are absent if the list does not have them. */
  async fargate(): Promise<ReadonlyMap<FargateArchitecture, ListPrices>> {
    const products = await this.products('AmazonECS', [{ Type: 'CONTAINS', Field: 'usagetype', Value: 'Fargate' }]);
    return new Map(FARGATE_ARCHITECTURES.map((architecture) => [architecture, fargatePrices(products, architecture === 'arm64')]));
  }

  private async products(serviceCode: string, filters: readonly object[]): Promise<Product[]> {
    const found: Product[] = [];
    let next: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await this.getProducts({
        ServiceCode: serviceCode,
        Filters: [...filters, termOf(['regionCode', this.region])],
        FormatVersion: 'aws_v1',
        MaxResults: PRODUCTS_PER_PAGE,
        NextToken: next,
      });
      found.push(...(answer.PriceList ?? []).map(readProduct));
      next = answer.NextToken || undefined;
      if (!next) return found;
    }
    throw new Error(`The price list has more than ${MAX_PAGES} pages`);
  }

  private getProducts(input: object): Promise<{ readonly PriceList?: readonly unknown[]; readonly NextToken?: string }> {
    return this.requests.sendJson({
      service: 'pricing',
      endpoint: this.endpoint,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSPriceListService.GetProducts' },
      body: JSON.stringify(input),
    });
  }
}

const termOf = ([field, value]: readonly [string, string]): object => ({ Type: 'TERM_MATCH', Field: field, Value: value });

/** A product is JSON text inside of the JSON response. */
function readProduct(text: unknown): Product {
  const value: unknown = JSON.parse(String(text));
  const attributes = Fields.of(value, 'PriceList').object('product')?.texts('attributes') ?? {};
  return { attributes, usdPerHour: onDemandPrice((value as { terms?: Terms }).terms) };
}

interface Terms {
  readonly OnDemand?: Readonly<
    Record<string, { readonly priceDimensions?: Readonly<Record<string, { readonly pricePerUnit?: { readonly USD?: string } }>> }>
  >;
}

/** China has prices in CNY, which are no US dollars. */
function onDemandPrice(terms: Terms | undefined): number | undefined {
  const prices = Object.values(terms?.OnDemand ?? {})
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions ?? {}))
    .map(({ pricePerUnit }) => Number(pricePerUnit?.USD));
  return onlyOne(prices.filter((price) => Number.isFinite(price) && price > 0));
}

/** The value, if all are the same. */
function onlyOne(values: readonly number[]): number | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** The filters again, because a price of something else must not pass for that of an instance; and no Capacity Blocks, which are paid in advance. */
const isInstance = ({ attributes, usdPerHour }: Product): boolean =>
  usdPerHour !== undefined &&
  Object.entries(OF_INSTANCES).every(([name, value]) => attributes[name] === value) &&
  (attributes.marketoption ?? 'OnDemand') === 'OnDemand';

function instancePrices(products: readonly Product[]): ListPrices | undefined {
  const onDemandUsdPerHour = onlyOne(products.map(({ usdPerHour }) => usdPerHour as number));
  if (onDemandUsdPerHour === undefined) return undefined;
  const [{ attributes }] = products;
  const gpus = attributes.gpu === undefined ? 0 : quantity(attributes.gpu);
  if (gpus === undefined) return undefined;
  return { onDemandUsdPerHour, vcpus: quantity(attributes.vcpu), memoryMiB: memoryMiB(attributes.memory), gpus };
}

const quantity = (text: string | undefined): number | undefined => {
  const value = Number(text?.replaceAll(',', ''));
  return Number.isFinite(value) ? value : undefined;
};

/** `1,952 GiB` */
function memoryMiB(text: string | undefined): number | undefined {
  const gib = quantity(text?.match(/^([\d.,]+) GiB$/)?.[1]);
  return gib === undefined ? undefined : gib * 1024;
}

function fargatePrices(products: readonly Product[], isArm: boolean): ListPrices {
  const price = (isSpot: boolean, isVcpu: boolean): number | undefined =>
    onlyOne(
      products.flatMap(({ attributes, usdPerHour }) => {
        const [usage, spot, arm, vcpu] = attributes.usagetype?.match(FARGATE_USAGE) ?? [];
        const isWanted = usage && [spot, arm, vcpu].every((part, index) => (part !== undefined) === [isSpot, isArm, isVcpu][index]);
        return isWanted && usdPerHour !== undefined ? [usdPerHour] : [];
      }),
    );
  return {
    vcpuUsdPerHour: price(false, true),
    gibUsdPerHour: price(false, false),
    spotVcpuUsdPerHour: price(true, true),
    spotGibUsdPerHour: price(true, false),
  };
}
