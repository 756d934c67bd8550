/** The AWS Price List and the history of Spot prices, over the prices of the world. */
import { Product, productsOf, productText } from './price-products';
import { World, WorldPrices } from './world';
import { element, filtersOf, listOf, XML_HEADERS } from './xml';
import { Answer } from '../servers/answer';

interface ProductFilter {
  readonly Type: string;
  readonly Field: string;
  readonly Value: string;
}

interface GetProducts {
  readonly ServiceCode?: string;
  readonly Filters?: readonly ProductFilter[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

type SpotChange = NonNullable<WorldPrices['Spot']>[number];

const MAX_PRODUCTS = 100;
const MAX_PRICES = 1000;

export class PriceStandIn {
  private readonly products: readonly Product[];
  private readonly spot: readonly SpotChange[];

  constructor(world: World) {
    this.products = productsOf(world);
    this.spot = [...(world.Prices?.Spot ?? [])].sort((one, other) => Date.parse(other.At) - Date.parse(one.At));
  }

  /** GetProducts: all filters must match; pages of a hundred products. */
  getProducts(body: string): Answer {
    const { ServiceCode, Filters = [], MaxResults = MAX_PRODUCTS, NextToken } = JSON.parse(body) as GetProducts;
    const unknown = Filters.find(({ Type }) => !['TERM_MATCH', 'EQUALS', 'ANY_OF', 'CONTAINS'].includes(Type));
    if (unknown) return refuseJson('InvalidParameterException', `Unknown filter type ${unknown.Type}`);
    if (MaxResults < 1 || MaxResults > MAX_PRODUCTS) return refuseJson('InvalidParameterException', 'MaxResults is from 1 to 100');
    const found = this.products.filter((each) => each.serviceCode === ServiceCode && Filters.every((filter) => matches(each, filter)));
    const start = Number(NextToken ?? 0);
    const end = start + MaxResults;
    const PriceList = found.slice(start, end).map((product, index) => productText(product, start + index));
    const page = { FormatVersion: 'aws_v1', PriceList, ...(end < found.length ? { NextToken: String(end) } : {}) };
    return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(page) };
  }

  /** DescribeSpotPriceHistory: the changes between two times and the last one before, the newest first. */
  describeSpotPriceHistory(form: URLSearchParams): Answer {
    const filters = filtersOf(form, 'Filter', 'Value');
    const valuesOf = (name: string, parameter: string): readonly string[] | undefined =>
      filters.find((filter) => filter.name === name)?.values ?? nonEmpty(listOf(form, parameter));
    const [types, zones] = [valuesOf('instance-type', 'InstanceType'), valuesOf('availability-zone', 'AvailabilityZone')];
    const [from, to] = [Date.parse(form.get('StartTime') ?? ''), Date.parse(form.get('EndTime') ?? '')];
    if (to < from) return refuseXml('InvalidParameterValue', 'StartTime is after EndTime');
    const asked = this.spot.filter(
      (change) => (types?.includes(change.InstanceType) ?? true) && (zones?.includes(change.AvailabilityZone) ?? true),
    );
    const found = inForce(asked, from, to);
    const size = Math.min(Number(form.get('MaxResults') ?? MAX_PRICES), MAX_PRICES);
    const start = Number(form.get('NextToken') || 0);
    const next = start + size < found.length ? String(start + size) : '';
    return {
      status: 200,
      headers: XML_HEADERS,
      body:
        '<?xml version="1.0" encoding="UTF-8"?>\n<DescribeSpotPriceHistoryResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>replay</requestId>' +
        `<spotPriceHistorySet>${found
          .slice(start, start + size)
          .map(item)
          .join('')}</spotPriceHistorySet><nextToken>${next}</nextToken></DescribeSpotPriceHistoryResponse>`,
    };
  }
}

const nonEmpty = (list: readonly string[]): readonly string[] | undefined => (list.length === 0 ? undefined : list);

function matches({ attributes }: Product, { Type, Field, Value }: ProductFilter): boolean {
  const value = attributes[Field];
  if (value === undefined) return false;
  if (Type === 'CONTAINS') return value.includes(Value);
  return Type === 'ANY_OF' ? Value.split(',').includes(value) : Value === value;
}

/** Changes are sorted, the newest first: of those before the time, the first of each type and zone counts. */
function inForce(changes: readonly SpotChange[], from: number, to: number): SpotChange[] {
  const before = new Set<string>();
  return changes.filter(({ At, InstanceType, AvailabilityZone }) => {
    const at = Date.parse(At);
    if (at > to) return false;
    if (!(at < from)) return true;
    const pair = `${InstanceType} ${AvailabilityZone}`;
    if (before.has(pair)) return false;
    before.add(pair);
    return true;
  });
}

const item = ({ InstanceType, AvailabilityZone, At, UsdPerHour }: SpotChange): string =>
  `<item>${element('instanceType', InstanceType)}<productDescription>Linux/UNIX</productDescription>${element('spotPrice', UsdPerHour.toFixed(6))}` +
  `${element('timestamp', new Date(At).toISOString())}${element('availabilityZone', AvailabilityZone)}</item>`;

const refuseJson = (type: string, message: string): Answer => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify({ __type: type, message }),
});

const refuseXml = (code: string, message: string): Answer => ({
  status: 400,
  headers: XML_HEADERS,
  body: `<Response><Errors><Error>${element('Code', code)}${element('Message', message)}</Error></Errors></Response>`,
});
