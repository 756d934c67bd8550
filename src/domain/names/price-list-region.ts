/** The Regions that have an endpoint of the AWS Price List. */
export const PRICE_LIST_REGIONS = ['us-east-1', 'eu-central-1', 'ap-south-1', 'cn-northwest-1'] as const;
export type PriceListRegion = (typeof PRICE_LIST_REGIONS)[number];

/** AWS GovCloud (US), the European Sovereign Cloud and isolated partitions have no endpoint, and credentials that are not valid elsewhere. */
const WITHOUT_ENDPOINT = ['us-gov-', 'eusc-', '-iso'];

/** By the part of the world that the name of a Region begins with. All others are nearest to us-east-1. */
const NEAREST: Readonly<Record<string, PriceListRegion>> = {
  cn: 'cn-northwest-1',
  eu: 'eu-central-1',
  me: 'eu-central-1',
  af: 'eu-central-1',
  il: 'eu-central-1',
  ap: 'ap-south-1',
};

/**
 * The Region whose endpoint of the AWS Price List a Region uses. Each endpoint has the prices of all Regions of its partition. Undefined in a partition without.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 */
export function priceListRegion(region: string): PriceListRegion | undefined {
  if (WITHOUT_ENDPOINT.some((part) => region.includes(part))) return undefined;
  return NEAREST[region.split('-')[0]] ?? 'us-east-1';
}
